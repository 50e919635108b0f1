import type { InvoicePlan } from '../invoice/invoice-plan';
import { sameRate, vatGroupLabel, type VatMap } from './vat-map';
import type { VatNumber } from './vat-number';
import type { VatCode } from '../vendors/winbooks-records';

/** What a VAT code of 0 % stands for; with a rate it is always domestic. */
export type VatKind = 'domestic' | 'intra-community' | 'export' | 'co-contractor' | 'exempt' | 'unknown';

/**
 * The fixed nomenclature: sales, then national, intra-EU or extra-EU (winbooks-api §7.1). Its rows are partly inferred there;
 * one place, should a folder show otherwise.
 */
const KIND_OF_INTERNAL_CODE: readonly (readonly [RegExp, VatKind])[] = [
  [/^211/, 'domestic'],
  [/^214/, 'co-contractor'],
  [/^22/, 'intra-community'],
  [/^23/, 'export'],
  [/^24/, 'exempt'],
];

/** What people write in Dutch, French and English, and the user codes that were seen (winbooks-api §7.1). */
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
 * What a sale under this code is, by the folder's internal code, else by what people call the code or the VAT groups mapped to
 * it. Words that speak of two kinds say nothing.
 */
export function vatKind(code: VatCode, groupLabels: readonly string[] = []): VatKind {
  if (code.ratePercent !== null && !sameRate(code.ratePercent, 0)) return 'domestic';
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
  plan: Pick<InvoicePlan, 'revenue'>,
  codes: readonly VatCode[],
  map: VatMap,
): string | null {
  const found = plan.revenue.find(({ vatCodeId }) => {
    const code = codes.find(({ id }) => id === vatCodeId);
    return code !== undefined && vatKind(code, labelsOf(vatCodeId, map)) === kind;
  });
  return found?.vatCode ?? null;
}

function labelsOf(vatCodeId: VatCode['id'], map: VatMap): readonly string[] {
  return map
    .filter((entry) => entry.mapped && entry.vatCodeId === vatCodeId)
    .map(({ vatGroupId, vatGroupCode, vatGroupName }) =>
      vatGroupLabel({ id: vatGroupId, code: vatGroupCode, name: vatGroupName }),
    );
}

/** Member states but Belgium, ISO 3166 as `readVatNumber` gives them, and Northern Ireland for goods. */
const OTHER_MEMBER_STATES = new Set(
  'AT BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);

/** Whether goods or services may be invoiced to this number as intra-Community ones. */
export function isOfAnotherMemberState(number: VatNumber | null): boolean {
  return number !== null && OTHER_MEMBER_STATES.has(number.countryCode);
}

/** Whether the VAT may be charged to this customer as a co-contractor: only one with a Belgian number files it. */
export function isBelgian(number: VatNumber | null): boolean {
  return number?.countryCode === 'BE';
}
