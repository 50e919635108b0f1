import { z } from 'zod';
import { day } from '../ids';
import type { NAMED_PROBLEMS } from './file-problem-texts';

const text = (meaning: string, longest: number) => z.string().trim().min(1).max(longest).describe(meaning);
const seconds = (meaning: string) => z.number().int().min(1).max(3600).describe(meaning);

const settingsFields = z.strictObject({
  startDate: z.iso
    .date()
    .transform(day)
    .nullable()
    .default(null)
    .describe('Invoices dated before this day are left alone.'),
  salesJournal: text('Code of the sales journal.', 20).nullable().default(null),
  creditNoteJournal: text('Code of the journal for credit notes.', 20).nullable().default(null),
  revenueAccount: text('Account of lines whose product names none.', 20).nullable().default(null),
  roundingAccount: text('Account for rounding differences, if VAT is recalculated.', 20)
    .nullable()
    .default(null),
  vatRounding: z
    .enum(['as-invoiced', 'document', 'line'])
    .default('as-invoiced')
    .describe(
      'VAT as the invoice states it; or recalculated, once per VAT code over the document or on each line (needs `roundingAccount`).',
    ),
  flaggedCredit: z
    .enum(['hold', 'book'])
    .default('hold')
    .describe(
      'An invoice that is marked as a credit and has a positive total: held, or booked as a credit note.',
    ),
  documentNumber: z
    .enum(['digits', 'after-prefix', 'year-sequence'])
    .default('digits')
    .describe(
      "WinBooks' number from Tribe's: all its digits; the digits after `numberPrefix`; or year and sequence (F26/17 → 20260017).",
    ),
  numberPrefix: text('What `after-prefix` takes away in front.', 20).nullable().default(null),
  numberingScope: z
    .enum(['book-year', 'period'])
    .default('book-year')
    .describe('Where a number may be used once: in a book year, or in a period.'),
  closedPeriod: z
    .enum(['hold', 'next-open'])
    .default('hold')
    .describe('An invoice of a closed period is held, or booked in the next open one.'),
  syncCustomers: z.boolean().default(true).describe('Customers are kept the same on both sides.'),
  syncSuppliers: z.boolean().default(true).describe('Suppliers are kept the same on both sides.'),
  syncPersons: z.boolean().default(true).describe('Private persons, too.'),
  createInWinbooks: z
    .enum(['all', 'invoiced'])
    .default('all')
    .describe(
      'Customers of Tribe that WinBooks does not have: created at once, or with their first invoice.',
    ),
  conflictRule: z
    .enum(['tribe', 'winbooks', 'newest'])
    .default('tribe')
    .describe(
      'Whose value counts when a field was changed on both sides; the number is always that of WinBooks.',
    ),
  reactivate: z
    .boolean()
    .default(true)
    .describe('A customer that is active again in WinBooks becomes active again in Tribe.'),
  syncPayments: z
    .boolean()
    .default(true)
    .describe('Payments are read from WinBooks; an invoice on which nothing is owed becomes Paid in Tribe.'),
  unpayReversed: z
    .boolean()
    .default(true)
    .describe('An invoice that is owed again, as when a matching is undone, becomes Sent again in Tribe.'),
  phaseByHand: z
    .enum(['show', 'correct'])
    .default('show')
    .describe(
      'A phase that a person changed in Tribe and that does not fit the books: shown, or corrected by each tie-out.',
    ),
  tieOutHour: z
    .number()
    .int()
    .min(0)
    .max(23)
    .default(2)
    .describe('From which hour of the night, in Brussels, Tribe is compared with the books.'),
  pollSeconds: seconds('How often Tribe is asked for changes.').default(60),
  quietPeriodSeconds: seconds(
    'How long a booking of unknown fate must stay absent before it is sent again; at least 110, longer than a request may take.',
  ).default(120),
});

/**
 * A tenant's Other Settings (tribe-api §4.4). Codes are WinBooks' own; null means that the folder has only one possible
 * choice. This schema parses both what a person enters and what the store holds.
 */
export const tenantSettings = settingsFields.refine(
  ({ documentNumber, numberPrefix }) => documentNumber !== 'after-prefix' || numberPrefix !== null,
  { path: ['numberPrefix'], message: 'prefixMissing' satisfies keyof typeof NAMED_PROBLEMS },
);
export type TenantSettings = z.output<typeof tenantSettings>;

/** The settings of a tenant that specifies none. */
export const DEFAULT_SETTINGS: TenantSettings = tenantSettings.parse({});
