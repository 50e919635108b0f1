import { differencesInWords, type BookingDifference } from '../booking/booking-differences';
import { formatCents } from '../money/money';
import type { DifferenceSide, ExpectedDocument, FoundDocument, TribeSide, VatPart } from './tie-out-records';

/** The fields that differ, as the issue of a booking that differs has them. */
export function wordsOf(
  { expected, booking: { isLinked } }: TribeSide,
  document: FoundDocument,
  { number, date, customer, grossCents, parts }: DifferenceSide,
): string {
  const accounts = isLinked ? null : expected.accounts;
  const fields: readonly (readonly [BookingDifference['what'], string | null, string | null])[] = [
    ['number', isLinked || expected.docNumber === null ? null : String(expected.docNumber), number],
    ['date', expected.date, date],
    ['customer', expected.customer ?? expected.customerId, customer],
    ['gross', amount(expected.grossCents), amount(grossCents)],
    ['lines', partsInWords(expected.parts), partsInWords(parts)],
    ['lines', accountsInWords(accounts, []), accountsInWords(document.lines, accounts)],
  ];
  const differing = fields.flatMap(([what, wanted, found]) =>
    wanted === null || found === null || wanted === found ? [] : [{ what, expected: wanted, found }],
  );
  // Accounts say more than VAT codes do, and are shown only where those agree.
  const [first, second] = differing.filter(({ what }) => what === 'lines');
  return differencesInWords(
    differing.filter((each) => second === undefined || each === first || each.what !== 'lines'),
  );
}

const amount = (cents: number | null): string | null => (cents === null ? null : formatCents(cents));

const partsInWords = (parts: readonly VatPart[]): string =>
  parts
    .map(({ vatCode, netCents, vatCents }) =>
      `${vatCode === null ? '' : `VAT ${vatCode}`} ${formatCents(netCents)} + ${formatCents(vatCents)}`.trim(),
    )
    .join(', ') || 'none';

/** @param known accounts whose codes are known */
function accountsInWords(
  amounts: ExpectedDocument['accounts'] | FoundDocument['lines'],
  known: ExpectedDocument['accounts'],
): string | null {
  if (amounts === null || known === null) return null;
  const codes = new Map(known.map(({ accountId, accountCode }) => [accountId, accountCode]));
  const named = amounts.map((each) => ({
    account:
      'accountCode' in each
        ? each.accountCode
        : each.accountId === null
          ? ''
          : (codes.get(each.accountId) ?? each.accountId),
    cents: each.cents,
  }));
  const sums = new Map<string, number>();
  for (const { account, cents } of named) sums.set(account, (sums.get(account) ?? 0) + cents);
  return [...sums]
    .filter(([, cents]) => cents !== 0)
    .map(([account, cents]) => `${account} ${cents > 0 ? 'debit' : 'credit'} ${formatCents(Math.abs(cents))}`)
    .sort()
    .join(', ');
}
