import type { TribeVatGroup } from '../vendors/tribe-records';
import { vatGroupLabel, vatMapEntry, type VatMap } from './vat-map';
import type { VatCode } from '../vendors/winbooks-records';

/** Why a given map cannot be used, in words for the person who wrote it. */
export interface VatMapProblem {
  /** The key in the map, as it was given. */
  readonly key: string;
  readonly problem: string;
}

/**
 * The part of the map that needs no judgement: a group gets a code if exactly one unlocked sales code of the folder has
 * its rate. Zero per cent may be exempt, intra-Community or export, so it is mapped only if the folder has a single
 * sales code of 0 %. A group whose name begins with another country (`NL - 21%`) is never mapped. All other groups stay
 * unmapped, for a person to decide.
 */
export function suggestVatMap(groups: readonly TribeVatGroup[], codes: readonly VatCode[]): VatMap {
  return groups.map((group) => vatMapEntry(group, suggestedCode(group, codes)));
}

function suggestedCode(group: TribeVatGroup, codes: readonly VatCode[]): VatCode | null {
  const rate = group.percentage;
  if (rate === null || isForeign(group)) return null;
  const sameRateSales = codes.filter((code) => code.isSale === true && code.ratePercent === rate);
  const candidates = rate === 0 ? sameRateSales : sameRateSales.filter((code) => !code.isLocked);
  const [only, another] = candidates;
  return only && !another && !only.isLocked ? only : null;
}

/** `NL - 21%`, `EU: 0 %`: two leading capitals other than `BE`. */
function isForeign(group: TribeVatGroup): boolean {
  const prefix = /^\s*([A-Z]{2})(?=\s|[-–:_]|\d)/.exec(vatGroupLabel(group))?.[1];
  return prefix !== undefined && prefix !== 'BE';
}

/**
 * The map that a person gave: Tribe VAT group (id, code or name) → WinBooks VAT code. Groups that are not named stay
 * unmapped. `problems` has every key that cannot be resolved; such a key maps nothing.
 */
export function resolveVatMap(
  given: Readonly<Record<string, string>>,
  groups: readonly TribeVatGroup[],
  codes: readonly VatCode[],
): { readonly map: VatMap; readonly problems: readonly VatMapProblem[] } {
  const chosen = new Map<TribeVatGroup, VatCode>();
  const problems: VatMapProblem[] = [];
  for (const [key, value] of Object.entries(given)) {
    const group = vatGroupNamed(key, groups);
    if (typeof group === 'string') {
      problems.push({ key, problem: group });
      continue;
    }
    const code = codeOf(value, group, codes);
    if (typeof code === 'string') {
      problems.push({ key, problem: code });
    } else if (chosen.has(group) && chosen.get(group) !== code) {
      problems.push({ key, problem: `gives the VAT group ${vatGroupLabel(group)} a second VAT code` });
    } else {
      chosen.set(group, code);
    }
  }
  return { map: groups.map((group) => vatMapEntry(group, chosen.get(group) ?? null)), problems };
}

/**
 * The one group that a key names, or what is wrong with the key. Ids take precedence over codes, and codes over names.
 */
export function vatGroupNamed(key: string, groups: readonly TribeVatGroup[]): TribeVatGroup | string {
  const wanted = key.trim().toLowerCase();
  for (const property of ['id', 'code', 'name'] as const) {
    const named = groups.filter((group) => group[property]?.trim().toLowerCase() === wanted);
    const [only, another] = named;
    if (another) return `names ${named.length} VAT groups of Tribe with the same ${property}: use the id`;
    if (only) return only;
  }
  return `names no VAT group of Tribe; there are: ${groups.map(vatGroupLabel).join(', ') || 'none'}`;
}

/** The code for a group, or why it cannot be used. */
function codeOf(value: string, group: TribeVatGroup, codes: readonly VatCode[]): VatCode | string {
  const wanted = value.trim();
  const named = codes.filter((code) => code.code === wanted);
  const [only, another] = named;
  if (!only) {
    const offered = codes.filter((code) => code.isSale !== false && !code.isLocked).map((code) => code.code);
    return `VAT code ${wanted} is not in the WinBooks folder; it has: ${offered.join(', ') || 'none'}`;
  }
  if (another) return `VAT code ${wanted} exists ${named.length} times in the WinBooks folder`;
  if (only.isLocked) return `VAT code ${wanted} is locked in WinBooks`;
  if (only.isSale === false) return `VAT code ${wanted} is not a sales code`;
  if (only.ratePercent !== null && group.percentage !== null && only.ratePercent !== group.percentage) {
    return `VAT code ${wanted} has ${only.ratePercent} %, the VAT group ${vatGroupLabel(group)} has ${group.percentage} %`;
  }
  return only;
}
