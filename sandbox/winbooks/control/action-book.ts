import { z } from 'zod';
import { periodOfDay, targetBooking } from './action-target';
import { deleteBooking, insertBooking, linesOf } from '../rules/booking-rules';
import { releaseMatchOf } from './action-matching';
import { type FolderSession } from '../folder/folder-session';
import { Refusal } from '../wire/refusal';
import { centsOf } from '../wire/wire-values';

const bookOrder = z.object({
  journal: z.string(),
  docNumber: z.number().int().optional(),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  dueDate: z.string().optional(),
  customer: z.string().optional(),
  supplier: z.string().optional(),
  gross: z.number().optional(),
  net: z.number().optional(),
  vat: z.number().optional(),
  vatCode: z.string().default('21'),
  account: z.string().optional(),
  reference: z.string().optional(),
  comment: z.string().optional(),
  locked: z.boolean().optional(),
  lines: z
    .array(
      z.object({
        account: z.string(),
        amount: z.number(),
        vat: z.string().optional(),
        vatBase: z.number().optional(),
        customer: z.string().optional(),
        supplier: z.string().optional(),
        comment: z.string().optional(),
        reference: z.string().optional(),
      }),
    )
    .optional(),
});
type BookOrder = z.infer<typeof bookOrder>;
type HandLine = NonNullable<BookOrder['lines']>[number];

/**
 * Books by hand: either `lines`, or a party with `gross` and `net` (amounts as on paper, positive on a credit note too;
 * the journal decides the signs). The rules of the API apply; without a number, the next one is used.
 */
export function book(session: FolderSession, given: unknown): unknown {
  const order = bookOrder.parse(given);
  const period = periodOfDay(session, order.date);
  const journals = session.records.byCode('Journal', order.journal);
  const journal = journals.find((row) => row['BookYear_Id'] === period['BookYear_Id']);
  if (journal === undefined) throw new Refusal(404, `no journal ${order.journal} in that book year`);
  const type = String(journal['Type']);
  const used = session.records
    .where('GLTransHeader', 'Journal_Id', journal.Id)
    .map((row) => Number(row['DocNumber']));
  const step = ['SAL', 'SAC', 'PUR', 'PUC'].includes(type) ? 1 : 1000;
  const lines = order.lines ?? simpleLines(order, type);
  const row = insertBooking(session, {
    BookPeriod_Id: period.Id,
    Journal_Id: journal.Id,
    DocNumber: order.docNumber ?? Math.max(0, ...used) + 1,
    BookDate: order.date,
    DueDate: order.dueDate ?? order.date,
    IsLocked: order.locked ?? false,
    GLTransactions: lines.map((line, index) =>
      wireLine(session, order, line, step === 1 ? index : (index + 1) * step),
    ),
  });
  return { id: row.Id, docNumber: row['DocNumber'] };
}

/** The customer, revenue and VAT lines of winbooks-api §4.9, or their mirror on the purchase side. */
function simpleLines(order: BookOrder, type: string): HandLine[] {
  const { gross, customer, supplier, vatCode } = order;
  if (gross === undefined || (customer ?? supplier) === undefined)
    throw new Refusal(400, 'lines, or a party with gross, are needed');
  const isPurchase = type === 'PUR' || type === 'PUC';
  const sign = (isPurchase ? -1 : 1) * (type === 'SAC' || type === 'PUC' ? -1 : 1);
  const net = order.net ?? (order.vat === undefined ? gross : cents(gross - order.vat));
  const vat = cents(gross - net);
  const [central, result, vatAccount] = isPurchase
    ? ['440000', '604000', '411000']
    : ['400000', '700000', '451000'];
  const party = customer === undefined ? { supplier: String(supplier) } : { customer };
  const lines: HandLine[] = [
    { account: central, amount: sign * gross, vatBase: sign * net, ...party },
    { account: order.account ?? result, amount: -sign * net, vat: vatCode },
  ];
  if (vat !== 0) lines.push({ account: vatAccount, amount: -sign * vat, vat: vatCode, vatBase: sign * net });
  return lines;
}

function wireLine(
  session: FolderSession,
  order: BookOrder,
  line: HandLine,
  lineOrder: number,
): Record<string, unknown> {
  const account = session.records.byCode('GLAccount', line.account)[0];
  return {
    LineOrder: lineOrder,
    CurrencyCode: session.folder.currency,
    GLAccountCode: line.account,
    CentralAccountType_Id: account?.['CentralAccountType_Id'] ?? null,
    ...(line.vat === undefined ? {} : { VatCode: line.vat }),
    ...(line.customer === undefined ? {} : { CustomerCode: line.customer }),
    ...(line.supplier === undefined ? {} : { SupplierCode: line.supplier }),
    Amount: line.amount,
    ...(line.vatBase === undefined ? {} : { VatBaseAmount: line.vatBase }),
    CommentBooking: line.comment ?? order.comment ?? null,
    Reference: line.reference ?? ((line.customer ?? line.supplier) ? (order.reference ?? null) : null),
    ValueDate: order.date,
  };
}

function cents(amount: number): number {
  const rounded = Math.round(amount * 100) / 100;
  return centsOf(rounded) === null ? amount : rounded;
}

/** Deletes a booking; `force` first undoes its matching and locks, as an accountant would. */
export function deleteByHand(session: FolderSession, order: unknown): unknown {
  const { force } = z.object({ force: z.coerce.boolean().default(false) }).parse(order);
  const header = targetBooking(session, order);
  if (!force) {
    deleteBooking(session, header);
    return { id: header.Id };
  }
  for (const line of linesOf(session, header)) releaseMatchOf(session, line);
  for (const line of linesOf(session, header)) session.writer.remove('GLTrans', line);
  session.writer.remove('GLTransHeader', header);
  return { id: header.Id };
}
