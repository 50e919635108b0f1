import type Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import { issue, type Issue } from './issue-catalogue';
import { agree, carriesNothing, readLineAmounts } from './line-amounts';
import { FOLDER_CURRENCY } from './money';
import type { TribeInvoice, TribeProductLine } from './tribe-records';
import { ratesInWords, sameRate, vatGroupLabel, type VatMap, type VatMapEntry } from './vat-map';

/** A product line that carries an amount, with everything that decides where it is booked. */
export interface BookableLine {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  /** Not yet rounded. */
  readonly net: Decimal;
  /** Quantity × price where both are given: another way to arrive at the net. */
  readonly computedNet: Decimal | null;
  /** The VAT of this line as Tribe states it. */
  readonly vat: Decimal | null;
}

type Refused = { readonly ok: false; readonly issue: Issue };

/**
 * The lines of an invoice, without those that carry nothing, or the first thing that stops them (tribe-api §3.12).
 * A line's own figures must agree with each other and with its VAT rate, whatever the invoice's totals say.
 */
export function readLines(
  invoice: TribeInvoice,
  rules: { readonly vatMap: VatMap; readonly revenueAccount: string | null },
): { readonly ok: true; readonly lines: readonly BookableLine[] } | Refused {
  const lines: BookableLine[] = [];
  for (const [index, line] of invoice.lines.entries()) {
    const place = index + 1;
    const unhandled = unhandledLine(line, place);
    if (unhandled) return refused(unhandled);
    const amounts = readLineAmounts(line, invoice.totalExcludingVat !== null);
    if (amounts === 'unusable') return refused(issue('AMOUNT_UNUSABLE', {}));
    if (amounts === 'missing') return refused(issue('LINE_AMOUNT_MISSING', { line: place }));
    if (carriesNothing(amounts)) continue;
    const vat = readVat(line, rules.vatMap, place);
    if (!vat.ok) return vat;
    if (!agree(amounts, vat.ratePercent)) return refused(issue('LINE_AMOUNTS_DIFFER', { line: place }));
    const accountCode = line.ledgerAccountCode ?? rules.revenueAccount;
    if (accountCode === null) return refused(issue('ACCOUNT_MISSING', { line: place }));
    const { net, computedNet, vat: lineVat } = amounts;
    lines.push({
      accountCode,
      vatCodeId: vat.vatCodeId,
      vatCode: vat.vatCode,
      ratePercent: vat.ratePercent,
      net,
      computedNet,
      vat: lineVat,
    });
  }
  return lines.length > 0 ? { ok: true, lines } : refused(issue('TOTAL_NOT_POSITIVE', { totalCents: 0 }));
}

function unhandledLine(line: TribeProductLine, place: number): Issue | null {
  if (line.currency !== null && line.currency !== FOLDER_CURRENCY) {
    return issue('FOREIGN_CURRENCY', { currency: line.currency });
  }
  if (line.discountPercentage !== null && line.discountPercentage !== 0) {
    return issue('LINE_DISCOUNT', { line: place, percentage: line.discountPercentage });
  }
  return null;
}

interface LineVat {
  readonly ok: true;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
}

/**
 * The VAT code of a line's group, when line, group and map state the same rate. The code's own rate is compared where
 * the folder is at hand (`account-resolution.ts`).
 */
function readVat(line: TribeProductLine, vatMap: VatMap, place: number): LineVat | Refused {
  const group = line.vatGroup;
  if (group === null) return refused(issue('VAT_GROUP_MISSING', { line: place }));
  const entry = vatMap.find((candidate) => candidate.vatGroupId === group.id);
  if (!entry?.mapped) {
    return refused(issue('VAT_GROUP_UNMAPPED', { group: vatGroupLabel(group) }));
  }
  const rates = statedRates(line, entry);
  const [ratePercent] = rates;
  if (ratePercent === undefined || ratePercent < 0 || ratePercent > 100) {
    return refused(issue('VAT_RATE_UNKNOWN', { group: vatGroupLabel(group) }));
  }
  if (!rates.every((rate) => sameRate(rate, ratePercent))) {
    return refused(issue('VAT_RATE_DIFFERS', { vatCode: entry.vatCode, rates: ratesInWords(rates) }));
  }
  return { ok: true, vatCodeId: entry.vatCodeId, vatCode: entry.vatCode, ratePercent };
}

function statedRates(line: TribeProductLine, entry: VatMapEntry): readonly number[] {
  const rates = [line.vatPercentage, line.vatGroup?.percentage ?? null, entry.percentage];
  return rates.filter((rate) => rate !== null);
}

function refused(problem: Issue): Refused {
  return { ok: false, issue: problem };
}
