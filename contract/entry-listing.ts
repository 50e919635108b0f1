import { z } from 'zod';
import { grossOf, type BookingEntry } from '../domain/booking/booking-entry';
import { FOLDER_CURRENCY } from '../domain/money/money';

/** An entry as `--json` and the API show it: a contract with whoever scripts this program. */
export const entryShape = z
  .object({
    journal: z.string(),
    docNumber: z.number(),
    bookYear: z.string(),
    date: z.string(),
    dueDate: z.string().nullable(),
    grossCents: z.int().describe("In `currency`, the invoice's own; negative for a credit."),
    currency: z.string(),
    folderGrossCents: z.int().describe('The same in the currency of the folder, in which the lines are.'),
    folderCurrency: z.string(),
    customer: z.string(),
    lines: z.array(
      z.object({
        role: z.enum(['customer', 'revenue', 'vat', 'rounding']),
        account: z.string(),
        vatCode: z.string().nullable(),
        amountCents: z.int().describe('Debit positive, credit negative.'),
        vatBaseCents: z.int().nullable(),
        comment: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Entry' });
export type EntryListing = Readonly<z.output<typeof entryShape>>;

export function entryListing(entry: BookingEntry): EntryListing {
  const { grossCents, currencyGrossCents } = grossOf(entry);
  const sign = entry.kind === 'credit' ? -1 : 1;
  return {
    journal: entry.journalCode,
    docNumber: entry.docNumber,
    bookYear: entry.bookYear,
    date: entry.date,
    dueDate: entry.dueDate,
    grossCents: sign * currencyGrossCents,
    currency: entry.currency,
    folderGrossCents: sign * grossCents,
    folderCurrency: FOLDER_CURRENCY,
    customer: entry.customerCode,
    lines: entry.lines.map(({ role, accountCode, vatCode, amountCents, vatBaseCents, comment }) => ({
      role,
      account: accountCode,
      vatCode,
      amountCents,
      vatBaseCents,
      comment,
    })),
  };
}
