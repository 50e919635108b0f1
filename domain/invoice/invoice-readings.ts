import Decimal from 'decimal.js';
import type { WinbooksId } from '../ids';
import type { BookableLine } from './invoice-lines';
import { issue, type Issue } from '../issues/issue-catalogue';
import {
  discountFactor,
  lineInReading,
  saysOnlyTotal,
  type FigureReading,
  type LineInReading,
} from './line-amounts';
import { isBookable } from '../money/money';
import type { TribeInvoice } from '../vendors/tribe-records';

/** A line as it counts in the invoice, after every discount; amounts are not rounded yet. */
export interface InvoiceLine {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  /** Units sold; null where the line shows no quantity and price. */
  readonly quantity: Decimal | null;
  /** Units of the invoice's own currency for one unit of the base currency; null where the line does not show both. */
  readonly foreignPerBase: Decimal | null;
  readonly net: Decimal;
  /** Where prices include VAT: the amount with VAT. */
  readonly gross: Decimal | null;
  /** The VAT that Tribe states for the line. */
  readonly statedVat: Decimal | null;
}

/** One interpretation of the lines of an invoice. */
export interface InvoiceReading {
  readonly stated: readonly InvoiceLine[];
  /**
   * The same lines from quantity × price, for a vendor that rounds the figures it states but adds up unrounded ones.
   */
  readonly computed: readonly InvoiceLine[];
  /** The total distance of its lines from quantity × price. */
  readonly contradiction: Decimal;
}

/**
 * Every interpretation in which the lines do not contradict themselves. Their figures may be before the discounts,
 * after the line's discount or after both (tribe-api §6 G7), and a `Total` alone may be with or without VAT. The
 * invoice's own totals decide between them (`invoice-totals.ts`).
 */
export function readingsOf(
  invoice: TribeInvoice,
  lines: readonly BookableLine[],
):
  | { readonly ok: true; readonly readings: readonly InvoiceReading[] }
  | { readonly ok: false; readonly issue: Issue } {
  const documentFactor = discountFactor(invoice.discountPercentage);
  if (documentFactor === null) return { ok: false, issue: issue('AMOUNT_UNUSABLE', {}) };
  const readings: InvoiceReading[] = [];
  const contradictions: number[] = [];
  const pricesIncludeVat = invoice.isVatIncluded;
  const isTotalOpen = !pricesIncludeVat && lines.some(({ figures }) => saysOnlyTotal(figures));
  const totals = isTotalOpen ? (['net', 'gross'] as const) : (['gross'] as const);
  const stages = stagesOf(lines, documentFactor);
  for (const [stated, total] of stages.flatMap((stage) => totals.map((its) => [stage, its] as const))) {
    const reading = readAs(lines, { stated, total, documentFactor, pricesIncludeVat });
    if (typeof reading === 'number') contradictions.push(reading);
    else readings.push(reading);
  }
  if (readings.length === 0) {
    // The first contradictory line of the reading that got furthest.
    return { ok: false, issue: issue('LINE_AMOUNTS_DIFFER', { line: Math.max(...contradictions) }) };
  }
  return readings.every(isWithinReason)
    ? { ok: true, readings }
    : { ok: false, issue: issue('AMOUNT_UNUSABLE', {}) };
}

/** Only the stages that give different amounts for this invoice. */
function stagesOf(
  lines: readonly BookableLine[],
  documentFactor: Decimal,
): readonly FigureReading['stated'][] {
  const hasLineDiscount = lines.some(({ figures }) => !figures.lineFactor.equals(1));
  return [
    'after both discounts',
    ...(documentFactor.equals(1) ? [] : (['after line discount'] as const)),
    ...(hasLineDiscount ? (['before discounts'] as const) : []),
  ];
}

/** The reading, or the position of the first line that contradicts itself in it. */
function readAs(lines: readonly BookableLine[], how: FigureReading): InvoiceReading | number {
  const stated: InvoiceLine[] = [];
  const computed: InvoiceLine[] = [];
  let contradiction = new Decimal(0);
  for (const line of lines) {
    const read = lineInReading(line.figures, line.ratePercent, how);
    if (read === null) return line.place;
    stated.push(invoiceLine(line, read.stated, read));
    computed.push(invoiceLine(line, read.computed ?? read.stated, read));
    contradiction = contradiction.plus(read.contradiction);
  }
  return { stated, computed, contradiction };
}

function invoiceLine(
  line: BookableLine,
  { net, gross }: LineInReading['stated'],
  { vat }: LineInReading,
): InvoiceLine {
  const { accountCode, vatCodeId, vatCode, ratePercent, foreignPerBase, figures } = line;
  const { quantity } = figures;
  return {
    accountCode,
    vatCodeId,
    vatCode,
    ratePercent,
    foreignPerBase,
    quantity,
    net,
    gross,
    statedVat: vat,
  };
}

/** Whether sums stay in the range where cents are exact, with VAT of up to 100 %. */
function isWithinReason({ stated }: InvoiceReading): boolean {
  return isBookable(Decimal.sum(0, ...stated.map(({ net }) => net.abs().times(4))).toNumber());
}
