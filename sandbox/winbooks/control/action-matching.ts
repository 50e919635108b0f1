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
  /** In the currency of the booking, when that is not the folder's; `amount` is then what the bank booked for it. */
  currencyAmount: z.number().optional(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  bankJournal: z.string().default('FIN'),
  bankAccount: z.string().default('550000'),
  comment: z.string().optional(),
  /** Books the money without matching it: a payment on account. */
  unmatched: z.boolean().default(false),
  /** Other bookings that the same money pays: their open balances are in the default amount, and all are matched. */
  also: z.array(z.unknown()).default([]),
  /** As the bank's own file brings it. */
  coda: z.boolean().default(false),
});

/**
 * Receives (or refunds) money for a booking and matches it: `amount` as on paper, by default the open balance
 * (winbooks-api §4.10).
 */
export function pay(session: FolderSession, given: unknown): unknown {
  const order = payOrder.parse(given);
  const invoiceLine = partyLine(session, targetBooking(session, given));
  const paid = [invoiceLine, ...order.also.map((each) => partyLine(session, targetBooking(session, each)))];
  const openCents = openCentsOfAll(session, paid);
  const sign = Number(invoiceLine['Amount']) < 0 ? -1 : 1;
  const cents = order.amount === undefined ? openCents : centsOf(order.amount * sign);
  if (cents === null || cents === 0) throw new Refusal(400, 'nothing to pay');
  const date = order.date ?? today(session);
  const currencyAmount = order.currencyAmount === undefined ? null : order.currencyAmount * sign;
  const header = bookMoney(session, order, invoiceLine, { cents, currencyAmount, date });
  const moneyLine = partyLine(session, header);
  if (!order.unmatched) matchLines(session, [...paid, moneyLine]);
  const after = session.records.byId('GLTrans', invoiceLine.Id) ?? invoiceLine;
  return {
    id: header.Id,
    match: after['GLMatch_Id'] ?? null,
    openCents: openCentsOf(session.records, after),
  };
}

/** What is still open on these lines, those of one matching counted once. */
function openCentsOfAll({ records }: FolderSession, lines: readonly Row[]): number {
  const matchings = new Map(lines.map((line) => [line['GLMatch_Id'] ?? line.Id, line]));
  return [...matchings.values()].reduce((sum, line) => sum + openCentsOf(records, line), 0);
}

function bookMoney(
  session: FolderSession,
  order: z.infer<typeof payOrder>,
  invoiceLine: Row,
  money: { cents: number; currencyAmount: number | null; date: string },
): Row {
  const amount = money.cents / 100;
  const each = { ValueDate: money.date, CommentBooking: order.comment ?? null };
  const own = { ...each, CurrencyCode: session.folder.currency };
  const inCurrency =
    money.currencyAmount === null
      ? own
      : {
          ...each,
          Currency_Id: invoiceLine['Currency_Id'],
          CurrencyAmount: -money.currencyAmount,
          CurrencyRate: Math.round((money.currencyAmount / amount) * 1e6) / 1e6,
        };
  const reference = `${order.bankJournal}/${money.date}`;
  return bookInJournal(session, { journal: order.bankJournal, date: money.date }, [
    {
      ...inCurrency,
      ...partyOf(invoiceLine),
      LineOrder: 1000,
      Amount: -amount,
      BankStatementReference: reference,
      IsCoda: order.coda,
    },
    { ...own, LineOrder: 2000, GLAccountCode: order.bankAccount, Amount: amount },
  ]);
}

function partyOf(line: Row): Record<string, unknown> {
  const copied = ['GLAccount_Id', 'CentralAccountType_Id', 'Customer_Id', 'Supplier_Id'] as const;
  return Object.fromEntries(copied.map((field) => [field, line[field] ?? null]));
}

/** A bank or miscellaneous entry under the journal's next number. */
function bookInJournal(
  session: FolderSession,
  { journal: code, date }: { journal: string; date: string },
  lines: Record<string, unknown>[],
): Row {
  const { records } = session;
  const period = periodOfDay(session, date);
  const journal = records.byCode('Journal', code).find((row) => row['BookYear_Id'] === period['BookYear_Id']);
  if (journal === undefined) throw new Refusal(404, `no journal ${code} in that book year`);
  const used = records
    .where('GLTransHeader', 'Journal_Id', journal.Id)
    .map((row) => Number(row['DocNumber']));
  return insertBooking(session, {
    BookPeriod_Id: period.Id,
    Journal_Id: journal.Id,
    DocNumber: Math.max(0, ...used) + 1,
    BookDate: date,
    GLTransactions: lines,
  });
}

const writeOffOrder = z.object({
  miscJournal: z.string().default('DIV'),
  account: z.string().default('659000'),
  date: z.string().optional(),
  /** Whether the line names the one whose rest it takes (winbooks-api §4.9, GLTrans_Id). */
  named: z.boolean().default(true),
});

/** Books the rest of a booking's matching as a payment difference, and matches it (winbooks-api §4.9, §4.10). */
export function writeOff(session: FolderSession, given: unknown): unknown {
  const order = writeOffOrder.parse(given);
  const line = partyLine(session, targetBooking(session, given));
  const cents = openCentsOf(session.records, line);
  if (cents === 0) throw new Refusal(400, 'nothing is open');
  const date = order.date ?? today(session);
  const each = {
    CurrencyCode: session.folder.currency,
    ValueDate: date,
    CommentBooking: 'Payment difference',
  };
  const header = bookInJournal(session, { journal: order.miscJournal, date }, [
    {
      ...each,
      ...partyOf(line),
      LineOrder: 1000,
      Amount: -cents / 100,
      ...(order.named ? { GLTrans_Id: line.Id } : {}),
    },
    { ...each, LineOrder: 2000, GLAccountCode: order.account, Amount: cents / 100 },
  ]);
  matchLines(session, [line, partyLine(session, header)]);
  const after = session.records.byId('GLTrans', line.Id) ?? line;
  return {
    id: header.Id,
    match: after['GLMatch_Id'] ?? null,
    openCents: openCentsOf(session.records, after),
  };
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

/**
 * Undoes the matching of a booking and of everything that was matched with it; the payments stay on account. With `only`, takes this
 * booking alone out of it.
 */
export function unmatch(session: FolderSession, given: unknown): unknown {
  const header = targetBooking(session, given);
  const { only } = z.object({ only: z.boolean().default(false) }).parse(given);
  if (only) {
    const line = partyLine(session, header);
    setMatch(session, line, null);
    return { released: 1 };
  }
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
