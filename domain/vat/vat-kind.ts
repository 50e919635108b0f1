import { vatGroupLabel, type VatMap } from './vat-map';
import type { VatNumber } from './vat-number';
import type { VatCode } from '../vendors/winbooks-records';

/** The VAT codes that the lines of an invoice come to, as an `InvoicePlan` has them. */
export interface PlannedVatCodes {
  readonly revenue: readonly { readonly vatCodeId: VatCode['id']; readonly vatCode: string }[];
}

/** The kind of sale under a VAT code of 0 %. A code with a rate is always domestic. */
export type VatKind = 'domestic' | 'intra-community' | 'export' | 'co-contractor' | 'exempt' | 'unknown';

/**
 * The fixed nomenclature: sales, then national, intra-EU or extra-EU (winbooks-api §7.1). Some of its rows are inferred
 * there; correct them here if a folder shows otherwise.
 */
const KIND_OF_INTERNAL_CODE: readonly (readonly [RegExp, VatKind])[] = [
  [/^211/, 'domestic'],
  [/^214/, 'co-contractor'],
  [/^22/, 'intra-community'],
  [/^23/, 'export'],
  [/^24/, 'exempt'],
];

/** Words that people use in Dutch, French and English, and user codes that were seen (winbooks-api §7.1). */
const KIND_OF_WORDS: readonly (readonly [RegExp, VatKind])[] = [
  [/intra|\bec(ee)?\b|\betri\b|\bicl?\b|\bicd\b|driehoek|triangul|binnen de (eu|unie)/, 'intra-community'],
  [
    /\bi?exp\b|export|uitvoer|extra-?comm|buiten (de )?(eu|unie)|hors (de l.)?(ue|cee|union)|outside/,
    'export',
  ],
  [/mede-?contract|co-?contract|verlegd|verlegging|autoliquid|report de perception|reverse/, 'co-contractor'],
  [/vrijgesteld|vrijstelling|exempt|exon[eé]r|onderworpen|soumis|franchise|art(ikel|icle|\.)? ?44/, 'exempt'],
];

/**
 * The kind of sale under this code: by the folder's internal code, else by the names of the code or of the VAT groups
 * mapped to it. Words that suggest two kinds are ignored.
 */
export function vatKind(code: VatCode, groupLabels: readonly string[] = []): VatKind {
  if (code.ratePercent !== null && code.ratePercent !== 0) return 'domestic';
  const internal = KIND_OF_INTERNAL_CODE.find(([form]) => form.test(code.internalCode ?? ''));
  if (internal) return internal[1];
  for (const words of [`${code.code} ${code.name ?? ''}`, groupLabels.join(' ')]) {
    const kinds = KIND_OF_WORDS.filter(([form]) => form.test(words.toLowerCase())).map(([, kind]) => kind);
    const [only, another] = kinds;
    if (only !== undefined) return another === undefined ? only : 'unknown';
  }
  return 'unknown';
}

/** The plan's first VAT code of this kind; null when it has none. */
export function codeOfKind(
  kind: VatKind,
  plan: PlannedVatCodes,
  codes: readonly VatCode[],
  map: VatMap,
): string | null {
  const found = plan.revenue.find(({ vatCodeId }) => {
    const code = codes.find(({ id }) => id === vatCodeId);
    return code !== undefined && kindInMap(code, map) === kind;
  });
  return found?.vatCode ?? null;
}

/** The kind of sale under this code, by the names of the groups that a map gives it, too. */
export const kindInMap = (code: VatCode, map: VatMap): VatKind => vatKind(code, labelsOf(code.id, map));

function labelsOf(vatCodeId: VatCode['id'], map: VatMap): readonly string[] {
  return map
    .filter((entry) => entry.mapped && entry.vatCodeId === vatCodeId)
    .map(({ vatGroupId, vatGroupCode, vatGroupName }) =>
      vatGroupLabel({ id: vatGroupId, code: vatGroupCode, name: vatGroupName }),
    );
}

/** Member states except Belgium, as the ISO 3166 codes of `readVatNumber`, and Northern Ireland for goods. */
const OTHER_MEMBER_STATES = new Set(
  'AT BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);

/** Whether an intra-Community supply may be invoiced to this number. */
export function isOfAnotherMemberState(number: VatNumber | null): boolean {
  return number !== null && OTHER_MEMBER_STATES.has(number.countryCode);
}

/** Whether VAT may be reversed to this customer as a co-contractor: only a holder of a Belgian number declares it. */
export function isBelgian(number: VatNumber | null): boolean {
  return number?.countryCode === 'BE';
}
