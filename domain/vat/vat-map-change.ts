import type { TribeVatGroup } from '../vendors/tribe-records';
import { vatGroupLabel, type VatMap, type VatMapEntry } from './vat-map';
import { resolveVatMap, vatGroupNamed, type VatMapProblem } from './vat-suggestion';
import type { VatCode } from '../vendors/winbooks-records';

/** One VAT group whose code changed; null means no code. */
export interface VatMapChange {
  readonly group: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The code of a group in the map; null when it has none or is not in the map. */
export const codeOf = (entry: VatMapEntry | undefined): string | null =>
  entry?.mapped === true ? entry.vatCode : null;
/** The group as it was in Tribe when the map was stored. */
export const groupOf = (entry: VatMapEntry): TribeVatGroup => ({
  id: entry.vatGroupId,
  code: entry.vatGroupCode,
  name: entry.vatGroupName,
  percentage: entry.percentage,
});

/** The groups in which the two maps differ. */
export function vatMapChanges(before: VatMap, after: VatMap): readonly VatMapChange[] {
  return changedGroups(before, after).map(({ entry, was, is }) => ({
    group: vatGroupLabel(groupOf(entry)),
    before: was,
    after: is,
  }));
}

/** One stored version of the map, and who stored it. */
export interface VatMapVersion {
  readonly version: number;
  /** Null when it is not known. */
  readonly actor: string | null;
  readonly at: Date;
  readonly entries: VatMap;
}

/** For each group that ever gained or lost a code: the version that did it last. */
export function lastVersionOfGroups(versions: readonly VatMapVersion[]): ReadonlyMap<string, VatMapVersion> {
  const last = new Map<string, VatMapVersion>();
  versions.forEach((version, index) => {
    for (const { entry } of changedGroups(versions[index - 1]?.entries ?? [], version.entries))
      last.set(entry.vatGroupId, version);
  });
  return last;
}

function changedGroups(before: VatMap, after: VatMap) {
  const groups = new Map([...before, ...after].map((entry) => [entry.vatGroupId, entry]));
  return [...groups.values()].flatMap((entry) => {
    const [was = null, is = null] = [before, after].map((map) =>
      codeOf(map.find(({ vatGroupId }) => vatGroupId === entry.vatGroupId)),
    );
    return was === is ? [] : [{ entry, was, is }];
  });
}

/**
 * The stored map with another code, or none (null), for some groups. Every other group stays as it is, even if Tribe no
 * longer has it. Groups that are new in Tribe are added without a code.
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
