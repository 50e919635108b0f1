import type { TribeId, WinbooksId } from '../ids';
import type { TribeVatGroup } from '../vendors/tribe-records';
import type { VatCode } from '../vendors/winbooks-records';

interface MappableVatGroup {
  readonly vatGroupId: TribeId;
  readonly vatGroupCode: string | null;
  readonly vatGroupName: string | null;
  /** The group's rate when it was mapped; 21 means 21 %. */
  readonly percentage: number | null;
}

/** One Tribe VAT group and the WinBooks VAT code for its lines, or none yet (tribe-api §4.3). */
export type VatMapEntry =
  | (MappableVatGroup & { readonly mapped: true; readonly vatCodeId: WinbooksId; readonly vatCode: string })
  | (MappableVatGroup & { readonly mapped: false });

/** One entry per VAT group of the tenant. */
export type VatMap = readonly VatMapEntry[];

/** The entry that maps a group to a code, or leaves it unmapped. */
export function vatMapEntry(group: TribeVatGroup, code: VatCode | null): VatMapEntry {
  const mappable = {
    vatGroupId: group.id,
    vatGroupCode: group.code,
    vatGroupName: group.name,
    percentage: group.percentage,
  };
  return code === null
    ? { mapped: false, ...mappable }
    : { mapped: true, ...mappable, vatCodeId: code.id, vatCode: code.code };
}

/** The name of a group for people: its name, else its code, else its id. */
export function vatGroupLabel(group: Pick<TribeVatGroup, 'id' | 'code' | 'name'>): string {
  return group.name ?? group.code ?? group.id;
}

/** Rates for people, each once: `21 % / 6 %`. */
export function ratesInWords(rates: readonly number[]): string {
  return [...new Set(rates)].map((rate) => `${rate} %`).join(' / ');
}
