/** The parts of a person's name in Tribe (tribe-api §3.4). */
export interface NameParts {
  readonly firstName: string | null;
  readonly middleName: string | null;
  /** Tribe accepts no person without it. */
  readonly lastName: string | null;
}

/** First, middle and last name with single spaces; empty parts are left out (tribe-api §5.2). */
export function joinedName({ firstName, middleName, lastName }: NameParts): string | null {
  const words = [firstName, middleName, lastName].flatMap((part) => (part ?? '').split(/\s+/u));
  const name = words.filter((word) => word !== '').join(' ');
  return name === '' ? null : name;
}

/** The first word is the first name, the last word the last name, all between is the middle name (tribe-api §6 G18). */
export function splitName(name: string): NameParts {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const lastName = words.at(-1) ?? null;
  if (words.length < 2) return { firstName: null, middleName: null, lastName };
  return { firstName: words[0] ?? null, middleName: words.slice(1, -1).join(' ') || null, lastName };
}

/**
 * The parts of an existing person whose name is now another one. The parts that still stand at its beginning or its end
 * stay as they are; only otherwise the name is split anew. Null when the name is the same.
 */
export function renamed(current: NameParts, name: string): NameParts | null {
  if (joinedName(current) === name) return null;
  const { firstName, middleName, lastName } = current;
  const before = joinedName({ firstName, middleName, lastName: null });
  if (before !== null && name.startsWith(`${before} `))
    return { firstName, middleName, lastName: name.slice(before.length + 1) };
  const after = joinedName({ firstName: null, middleName, lastName });
  if (after !== null && name.endsWith(` ${after}`))
    return { firstName: name.slice(0, -after.length - 1), middleName, lastName };
  return splitName(name);
}
