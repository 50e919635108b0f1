import type Decimal from 'decimal.js';
import type { WinbooksId } from '../ids';
import { issue, type Issue } from '../issues/issue-catalogue';
import { carriesNothing, readLineFigures, type LineFigures } from './line-amounts';
import { denoised } from '../money/money';
import type { TribeInvoice, TribeProductLine } from '../vendors/tribe-records';
import { ratesInWords, vatGroupLabel, type VatMap, type VatMapEntry } from '../vat/vat-map';

/** A product line that carries an amount, with everything that decides where it is booked. */
export interface BookableLine {
  /** Position on the invoice, from 1. */
  readonly place: number;
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  /** Units of the invoice's own currency for one unit of the base currency; null where the line does not show both. */
  readonly foreignPerBase: Decimal | null;
  readonly figures: LineFigures;
}

type Refused = { readonly ok: false; readonly issue: Issue };

/** The lines that carry an amount; empty when none does. */
export interface ReadLines {
  readonly ok: true;
  readonly lines: readonly BookableLine[];
  /**
   * The position of the first line that states no amount at all. If the other lines explain the invoice, it is a text
   * line.
   */
  readonly blank: number | null;
}

/**
 * The lines of an invoice without those that carry no amount, or the first problem among them (tribe-api §3.12). How
 * their figures are to be read is decided for the whole invoice (`invoice-readings.ts`).
 */
export function readLines(
  invoice: TribeInvoice,
  rules: { readonly vatMap: VatMap; readonly revenueAccount: string | null },
): ReadLines | Refused {
  const isTotalled = statesTotals(invoice);
  const lines: BookableLine[] = [];
  let blank: number | null = null;
  for (const [index, line] of invoice.lines.entries()) {
    const place = index + 1;
    const figures = readLineFigures(line, isTotalled);
    if (figures === 'unusable') return refused(issue('AMOUNT_UNUSABLE', {}));
    if (figures === 'missing') {
      if (!isTotalled && !isText(line)) return refused(issue('LINE_AMOUNT_MISSING', { line: place }));
      blank ??= place;
      continue;
    }
    if (carriesNothing(figures)) continue;
    if (line.currency !== null && line.currency !== invoice.currency)
      return refused(issue('LINE_CURRENCY_DIFFERS', { line: place, currency: line.currency }));
    const vat = readVat(line, rules.vatMap, place);
    if (!vat.ok) return vat;
    const accountCode = line.ledgerAccountCode ?? rules.revenueAccount;
    if (accountCode === null) return refused(issue('ACCOUNT_MISSING', { line: place }));
    const { vatCodeId, vatCode, ratePercent } = vat;
    const foreignPerBase = foreignPerBaseOf(line);
    lines.push({ place, accountCode, vatCodeId, vatCode, ratePercent, foreignPerBase, figures });
  }
  const mixed = codeWithTwoRates(lines);
  if (mixed) return refused(mixed);
  return { ok: true, lines, blank };
}

function foreignPerBaseOf(line: TribeProductLine): Decimal | null {
  const {
    totalExcludingVat: net,
    totalExcludingVatInCurrency: ownNet,
    price,
    priceInCurrency: ownPrice,
  } = line;
  const [base, own] = net !== null && ownNet !== null ? [net, ownNet] : [price, ownPrice];
  return base === null || own === null || base === 0 ? null : denoised(own).dividedBy(denoised(base));
}

/** Whether the invoice states totals that the lines can be compared with. */
export function statesTotals(invoice: TribeInvoice): boolean {
  const { totalExcludingVat, totalIncludingVat, vatAmount, amount } = invoice;
  return (totalExcludingVat ?? totalIncludingVat ?? vatAmount ?? amount) !== null;
}

/** A line with no quantity, price, total or VAT group. */
function isText({ quantity, price, total, vatGroup }: TribeProductLine): boolean {
  return quantity === null && price === null && total === null && vatGroup === null;
}

interface LineVat {
  readonly ok: true;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
}

/**
 * The VAT code of a line's group, if line, group and map state the same rate. The code's own rate is compared where the
 * folder has been read (`account-resolution.ts`).
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
  if (rates.some((rate) => rate !== ratePercent)) {
    return refused(issue('VAT_RATE_DIFFERS', { vatCode: entry.vatCode, rates: ratesInWords(rates) }));
  }
  return { ok: true, vatCodeId: entry.vatCodeId, vatCode: entry.vatCode, ratePercent };
}

function statedRates(line: TribeProductLine, entry: VatMapEntry): readonly number[] {
  const rates = [line.vatPercentage, line.vatGroup?.percentage ?? null, entry.percentage];
  return rates.filter((rate) => rate !== null);
}

/** The VAT of a code is computed over all its lines, so they must share a rate. */
function codeWithTwoRates(lines: readonly BookableLine[]): Issue | null {
  const rates = new Map<WinbooksId, number>();
  for (const { vatCodeId, vatCode, ratePercent } of lines) {
    const other = rates.get(vatCodeId);
    if (other === undefined) rates.set(vatCodeId, ratePercent);
    else if (other !== ratePercent)
      return issue('VAT_RATE_DIFFERS', { vatCode, rates: ratesInWords([other, ratePercent]) });
  }
  return null;
}

function refused(problem: Issue): Refused {
  return { ok: false, issue: problem };
}
