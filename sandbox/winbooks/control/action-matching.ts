import { z } from 'zod';
import { partyLine, periodOfDay, targetBooking } from './action-target';
import { insertBooking, linesOf } from '../rules/booking-rules';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { openCentsOf } from './ledger-view';
import { Refusal } from '../wire/refusal';
import { centsOf } from '../wire/wire-values';

const payOrder = z.object({
  amount: z.number().optional(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  bankJournal: z.string().default('FIN'),
  bankAccount: z.string().default('550000'),
  comment: z.string().optional(),
  /** Books the money without matching it: a payment on account. */
  unmatched: z.boolean().default(false),
});

/**
 * Receives (or refunds) money for a booking and matches it: `amount` as on paper, by default the open balance
 * (winbooks-api §4.10).
 */
export function pay(session: FolderSession, given: unknown): unknown {
  const order = payOrder.parse(given);
  const invoiceLine = partyLine(session, targetBooking(session, given));
  const openCents = openCentsOf(session.records, invoiceLine);
  const sign = Number(invoiceLine['Amount']) < 0 ? -1 : 1;
  const cents = order.amount === undefined ? openCents : centsOf(order.amount * sign);
  if (cents === null || cents === 0) throw new Refusal(400, 'nothing to pay');
  const date = order.date ?? new Date(session.writer.now).toISOString().slice(0, 10);
  const header = bookMoney(session, order, invoiceLine, { cents, date });
  const moneyLine = partyLine(session, header);
  if (!order.unmatched) matchLines(session, [invoiceLine, moneyLine]);
  const after = session.records.byId('GLTrans', invoiceLine.Id) ?? invoiceLine;
  return {
    id: header.Id,
    match: after['GLMatch_Id'] ?? null,
    openCents: openCentsOf(session.records, after),
  };
}

function bookMoney(
  session: FolderSession,
  order: z.infer<typeof payOrder>,
  invoiceLine: Row,
  money: { cents: number; date: string },
): Row {
  const { records } = session;
  const period = periodOfDay(session, money.date);
  const journal = records
    .byCode('Journal', order.bankJournal)
    .find((row) => row['BookYear_Id'] === period['BookYear_Id']);
  if (journal === undefined) throw new Refusal(404, `no journal ${order.bankJournal} in that book year`);
  const used = records
    .where('GLTransHeader', 'Journal_Id', journal.Id)
    .map((row) => Number(row['DocNumber']));
  const amount = money.cents / 100;
  const each = {
    CurrencyCode: session.folder.currency,
    ValueDate: money.date,
    CommentBooking: order.comment ?? null,
  };
  const copied = ['GLAccount_Id', 'CentralAccountType_Id', 'Customer_Id', 'Supplier_Id'] as const;
  const party = Object.fromEntries(copied.map((field) => [field, invoiceLine[field] ?? null]));
  return insertBooking(session, {
    BookPeriod_Id: period.Id,
    Journal_Id: journal.Id,
    DocNumber: Math.max(0, ...used) + 1,
    BookDate: money.date,
    GLTransactions: [
      {
        ...each,
        ...party,
        LineOrder: 1000,
        Amount: -amount,
        BankStatementReference: `${order.bankJournal}/${money.date}`,
      },
      { ...each, LineOrder: 2000, GLAccountCode: order.bankAccount, Amount: amount },
    ],
  });
}

const matchOrder = z.object({ bookings: z.array(z.unknown()).min(2) });

/** Matches bookings with each other, such as a credit note with its invoice. */
export function match(session: FolderSession, given: unknown): unknown {
  const lines = matchOrder
    .parse(given)
    .bookings.map((each) => partyLine(session, targetBooking(session, each)));
  const matched = matchLines(session, lines);
  const line = session.records.byId('GLTrans', lines[0]?.Id);
  return { match: matched.Id, openCents: line === null ? 0 : openCentsOf(session.records, line) };
}

/** Undoes the matching of a booking and of everything that was matched with it; the payments stay on account. */
export function unmatch(session: FolderSession, given: unknown): unknown {
  const header = targetBooking(session, given);
  return { released: linesOf(session, header).reduce((sum, line) => sum + releaseMatchOf(session, line), 0) };
}

/** Undoes the matching of a line; returns the number of lines that it contained. */
export function releaseMatchOf(session: FolderSession, line: Row): number {
  const found = session.records.byId('GLMatch', line['GLMatch_Id']);
  if (found === null) return 0;
  const matched = session.records.where('GLTrans', 'GLMatch_Id', found.Id);
  for (const each of matched) setMatch(session, each, null);
  session.writer.remove('GLMatch', found);
  return matched.length;
}

/** Puts lines in one matching; lines that were in one already bring its other lines along. */
function matchLines(session: FolderSession, lines: Row[]): Row {
  const { records, writer } = session;
  const old = [...new Set(lines.map((line) => line['GLMatch_Id']).filter((id) => typeof id === 'string'))];
  const kept = records.byId('GLMatch', old[0]);
  const target =
    kept ?? writer.insert('GLMatch', { Code: nextMatchCode(session), MatchDate: today(session) });
  const companions = old.slice(1).flatMap((id) => records.where('GLTrans', 'GLMatch_Id', id));
  for (const line of [...lines, ...companions]) {
    const current = records.byId('GLTrans', line.Id) ?? line;
    if (current['GLMatch_Id'] !== target.Id) setMatch(session, current, target.Id);
  }
  for (const id of old.slice(1)) {
    const emptied = records.byId('GLMatch', id);
    if (emptied !== null) writer.remove('GLMatch', emptied);
  }
  return target;
}

function nextMatchCode(session: FolderSession): string {
  const codes = [...session.records.all('GLMatch')].map((row) => Number(row['Code']));
  return String(Math.max(0, ...codes) + 1);
}

function today(session: FolderSession): string {
  return new Date(session.writer.now).toISOString().slice(0, 10);
}

/** It is not known whether that counts as a change of the line (gap G15). */
function setMatch(session: FolderSession, line: Row, matchId: string | null): void {
  if (session.position('G15') === 'yes') session.writer.update('GLTrans', line, { GLMatch_Id: matchId });
  else session.writer.updateSilently('GLTrans', line, { GLMatch_Id: matchId });
}
