import Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import { issue, type Issue } from './issue-catalogue';
import { FOLDER_CURRENCY, isBookable, toCents } from './money';
import type { TribeInvoice, TribeProductLine } from './tribe-records';
import { ratesInWords, sameRate, vatGroupLabel, type VatMap, type VatMapEntry } from './vat-map';

/** A product line that carries an amount, with everything that decides where it is booked. */
export interface BookableLine {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  /** The net as Tribe states it, not yet rounded. */
  readonly net: Decimal;
  /** Quantity × price where both are given: another way to arrive at the net. */
  readonly computedNet: Decimal | null;
  /** The VAT of this line as Tribe states it. */
  readonly vat: Decimal | null;
}

type Refused = { readonly ok: false; readonly issue: Issue };

/** Cents by which two amounts of one line may differ: each was rounded once. */
const ROUNDING = 1;

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
    const amounts = readAmounts(line, invoice, place);
    if (!amounts.ok) return amounts;
    if (carriesNothing(line, amounts)) continue;
    const vat = readVat(line, rules.vatMap, place);
    if (!vat.ok) return vat;
    if (!agreesWithRate(amounts, vat.ratePercent))
      return refused(issue('LINE_AMOUNTS_DIFFER', { line: place }));
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

interface LineAmounts {
  readonly ok: true;
  readonly net: Decimal;
  readonly computedNet: Decimal | null;
  readonly vat: Decimal | null;
}

/**
 * TotalExcludingVat, else Total, else quantity × price. Where several are given they agree to a cent. `Total` may be
 * the gross on some servers (tribe-api §3.12 does not say), so alone it counts only where the invoice states a net.
 */
function readAmounts(line: TribeProductLine, invoice: TribeInvoice, place: number): LineAmounts | Refused {
  const given = [
    line.quantity,
    line.price,
    line.total,
    line.totalExcludingVat,
    line.totalIncludingVat,
    line.vatAmount,
    line.vatAmountIncludingDiscount,
  ];
  if (!given.every((amount) => amount === null || isBookable(amount)))
    return refused(issue('AMOUNT_UNUSABLE', {}));
  const computedNet =
    line.quantity !== null && line.price !== null ? new Decimal(line.quantity).times(line.price) : null;
  if (computedNet !== null && !isBookable(computedNet.toNumber()))
    return refused(issue('AMOUNT_UNUSABLE', {}));

  const sureNet = decimal(line.totalExcludingVat) ?? computedNet;
  if (sureNet === null && (line.total === null || invoice.totalExcludingVat === null)) {
    return refused(issue('LINE_AMOUNT_MISSING', { line: place }));
  }
  const total = decimal(line.total);
  const statedVat = decimal(line.vatAmount ?? line.vatAmountIncludingDiscount);
  const gross = decimal(line.totalIncludingVat);
  const differ = refused(issue('LINE_AMOUNTS_DIFFER', { line: place }));
  if (sureNet !== null && computedNet !== null && !near(sureNet, computedNet)) return differ;
  const totalIsNet = total !== null && (sureNet === null || near(total, sureNet));
  const net = decimal(line.totalExcludingVat) ?? (totalIsNet ? total : sureNet);
  if (net === null) return differ;
  const lineGross = gross ?? (statedVat === null ? null : net.plus(statedVat));
  if (total !== null && !totalIsNet && (lineGross === null || !near(total, lineGross))) return differ;
  const vat = statedVat ?? (gross === null ? null : gross.minus(net));
  if (gross !== null && vat !== null && !near(gross, net.plus(vat))) return differ;
  return { ok: true, net, computedNet, vat };
}

/** A line of nothing but text, or given away: it needs neither VAT nor account. */
function carriesNothing(line: TribeProductLine, { net, computedNet, vat }: LineAmounts): boolean {
  const amounts = [net, computedNet, vat, decimal(line.total), decimal(line.totalIncludingVat)];
  return amounts.every((amount) => amount === null || amount.isZero());
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

/** Tribe's VAT on a line is the rate over its net, to a cent; nothing at all at 0 %. */
function agreesWithRate({ net, vat }: LineAmounts, ratePercent: number): boolean {
  if (vat === null) return true;
  if (ratePercent === 0) return toCents(vat) === 0;
  return near(vat, net.times(ratePercent).dividedBy(100));
}

function near(a: Decimal, b: Decimal): boolean {
  return Math.abs(toCents(a) - toCents(b)) <= ROUNDING;
}

function decimal(amount: number | null): Decimal | null {
  return amount === null ? null : new Decimal(amount);
}

function refused(problem: Issue): Refused {
  return { ok: false, issue: problem };
}
