import type { TribeVatGroup } from './tribe-records';
import { vatGroupLabel, type VatMap, type VatMapEntry } from './vat-map';
import { resolveVatMap, vatGroupNamed, type VatMapProblem } from './vat-suggestion';
import type { VatCode } from './winbooks-records';

/** One VAT group that gets another code by now; null: none. */
export interface VatMapChange {
  readonly group: string;
  readonly before: string | null;
  readonly after: string | null;
}

const codeOf = (entry: VatMapEntry | undefined): string | null =>
  entry?.mapped === true ? entry.vatCode : null;
const groupOf = (entry: VatMapEntry): TribeVatGroup => ({
  id: entry.vatGroupId,
  code: entry.vatGroupCode,
  name: entry.vatGroupName,
  percentage: entry.percentage,
});

/** In which groups the two maps differ. */
export function vatMapChanges(before: VatMap, after: VatMap): readonly VatMapChange[] {
  const groups = new Map([...before, ...after].map((entry) => [entry.vatGroupId, entry]));
  return [...groups.values()].flatMap((entry) => {
    const [was, is] = [before, after].map((map) =>
      codeOf(map.find(({ vatGroupId }) => vatGroupId === entry.vatGroupId)),
    );
    if (was === is) return [];
    return [{ group: vatGroupLabel(groupOf(entry)), before: was ?? null, after: is ?? null }];
  });
}

/** Whether a map that a person gave says what is stored already: then neither side needs to be asked. */
export function saysTheSame(stored: VatMap, given: Readonly<Record<string, string>>): boolean {
  const groups = stored.map(groupOf);
  const named = new Map(
    Object.entries(given).map(([key, code]) => {
      const group = vatGroupNamed(key, groups);
      return [typeof group === 'string' ? key : group.id, code.trim()];
    }),
  );
  return (
    named.size === stored.filter(({ mapped }) => mapped).length &&
    stored.every((entry) => !entry.mapped || named.get(entry.vatGroupId) === entry.vatCode)
  );
}

/**
 * The stored map with some groups given another code, or none (null); every other group stays as it is, also one that Tribe
 * does not have any more. Groups that are new in Tribe are added, unmapped.
 */
export function withChosenCodes(
  stored: VatMap,
  chosen: Readonly<Record<string, string | null>>,
  groups: readonly TribeVatGroup[],
  codes: readonly VatCode[],
): { readonly map: VatMap; readonly problems: readonly VatMapProblem[] } {
  const mapped = Object.fromEntries(Object.entries(chosen).filter(([, code]) => code !== null)) as Record<
    string,
    string
  >;
  const resolved = resolveVatMap(mapped, groups, codes);
  const problems = [...resolved.problems];
  const touched = new Set<string>();
  for (const key of Object.keys(chosen)) {
    const group = vatGroupNamed(key, groups);
    if (typeof group !== 'string') touched.add(group.id);
    else if (chosen[key] === null) problems.push({ key, problem: group });
  }
  const known = new Map(stored.map((entry) => [entry.vatGroupId, entry]));
  const inTribe = resolved.map.map((entry) =>
    touched.has(entry.vatGroupId) ? entry : (known.get(entry.vatGroupId) ?? entry),
  );
  const gone = stored.filter(({ vatGroupId }) => !groups.some(({ id }) => id === vatGroupId));
  return { map: [...inTribe, ...gone], problems };
}
