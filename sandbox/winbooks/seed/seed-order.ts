import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A party that exists in the folder from the beginning. */
export const partySeed = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  vatNumber: z.string().optional(),
  vatCountry: z.string().optional(),
  /** Code of the VAT code, pay code and category that are its defaults. */
  vat: z.string().optional(),
  payCode: z.string().optional(),
  category: z.string().optional(),
  locked: z.boolean().optional(),
  hidden: z.boolean().optional(),
  /** Customer by default; `both`: one third in both roles. */
  role: z.enum(['customer', 'supplier', 'both']).optional(),
  language: z.string().optional(),
  civility: z.string().optional(),
  website: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  mobile: z.string().optional(),
  vatApplicable: z.number().int().optional(),
  address: z
    .strictObject({
      street: z.string(),
      number: z.string().optional(),
      box: z.string().optional(),
      zip: z.string(),
      town: z.string(),
      country: z.string().default('BE'),
      phone: z.string().optional(),
    })
    .optional(),
});

const folderSeed = z.strictObject({
  folder: z.string().regex(/^[^/?#\s]+$/),
  email: z.string().min(1),
  exchangeToken: z.string().min(1),
  currency: z.string().length(3).optional(),
  bookYears: z
    .array(z.strictObject({ code: z.string(), start: day, end: day, closed: z.boolean().optional() }))
    .optional(),
  journals: z.array(z.strictObject({ code: z.string(), name: z.string(), type: z.string() })).optional(),
  vatCodes: z
    .array(
      z.strictObject({
        code: z.string(),
        internalCode: z.string(),
        rate: z.number(),
        name: z.string(),
        account: z.string(),
        isSale: z.boolean(),
      }),
    )
    .optional(),
  accounts: z
    .array(z.strictObject({ code: z.string(), name: z.string(), centralType: z.string().optional() }))
    .optional(),
  customers: z.array(partySeed).optional(),
  closedPeriods: z.array(z.strictObject({ year: z.number().int(), month: z.number().int() })).optional(),
});

export const seedOrder = z.strictObject({ folders: z.array(folderSeed) });
export type FolderSeed = z.infer<typeof folderSeed>;
export type PartySeed = z.infer<typeof partySeed>;
