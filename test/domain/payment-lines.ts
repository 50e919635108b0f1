import { winbooksId, type Day } from '../../domain/ids';
import type { AccountLine } from '../../domain/vendors/winbooks-records';

/** An id that is the same for the same number, in the order of the numbers. */
export const idOf = (number: number) =>
  winbooksId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

export const MATCH = idOf(999);

/** A line in the matching; by default of a bank. */
export const line = (
  number: number,
  amountCents: number,
  fields: Partial<AccountLine> = {},
): AccountLine => ({
  id: idOf(number),
  headerId: idOf(number + 10_000),
  customerId: idOf(500),
  order: 1000,
  amountCents,
  currencyAmountCents: null,
  currency: 'EUR',
  matchId: MATCH,
  parentId: null,
  date: `2026-03-${String(Math.min(number, 28)).padStart(2, '0')}` as Day,
  reference: null,
  statement: null,
  isMoney: true,
  ...fields,
});

/** The customer's line of an invoice, or of a credit note if the amount is negative. */
export const document = (
  number: number,
  amountCents: number,
  fields: Partial<AccountLine> = {},
): AccountLine =>
  line(number, amountCents, { order: 0, isMoney: null, reference: `DOC-${number}`, ...fields });
