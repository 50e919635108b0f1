import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}(T.+)?$/);

const address = z.strictObject({
  street: z.string().optional(),
  houseNumber: z.number().optional(),
  suffix: z.string().optional(),
  extra: z.string().optional(),
  postalcode: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
});

const role = z.enum(['customer', 'supplier', 'lead', 'prospect']);

const partyFields = {
  key: z.string().optional(),
  debtorNumber: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  roles: z.array(role).optional(),
  former: z.boolean().optional(),
  paymentTermInDays: z.number().int().optional(),
  address: address.optional(),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
};

const organisation = z.strictObject({
  ...partyFields,
  name: z.string(),
  creditorNumber: z.string().optional(),
  vatNumber: z.string().optional(),
  website: z.string().optional(),
});

const person = z.strictObject({
  ...partyFields,
  lastName: z.string(),
  firstName: z.string().optional(),
  middleName: z.string().optional(),
  mobile: z.string().optional(),
});

const line = z.strictObject({
  description: z.string().optional(),
  quantity: z.number(),
  /** Unit price in the currency of the invoice. */
  price: z.number(),
  vatGroup: z.string().optional(),
  product: z.string().optional(),
  discountPercentage: z.number().optional(),
});

export const invoiceSeed = z.strictObject({
  customer: z.string(),
  subject: z.string().optional(),
  date: day.optional(),
  number: z.string().optional(),
  phase: z.enum(['Draft', 'Sent', 'Paid']).optional(),
  currency: z.string().optional(),
  vatIncluded: z.boolean().optional(),
  discountPercentage: z.number().optional(),
  /** A credit invoice: its quantities are negative. */
  credit: z.boolean().optional(),
  lines: z.array(line),
});

const named = { code: z.string(), name: z.string() };

export const tenantSeed = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scopes: z.array(z.string()).optional(),
  /** Adds the authorization-code flow to its client. */
  redirectUris: z.array(z.string()).optional(),
  vatNumber: z.string().optional(),
  numberFormat: z.string().optional(),
  invoicing: z.boolean().optional(),
  exchangeRates: z.record(z.string(), z.number()).optional(),
  customFields: z
    .array(
      z.strictObject({
        type: z.string(),
        id: z.uuid(),
        kind: z.enum(['Edm.String', 'Edm.Double', 'Edm.Boolean']),
      }),
    )
    .optional(),
  switches: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  vatGroups: z.array(z.strictObject({ ...named, percentage: z.number() })).optional(),
  ledgerAccounts: z.array(z.strictObject(named)).optional(),
  products: z
    .array(
      z.strictObject({
        ...named,
        price: z.number(),
        vatGroup: z.string(),
        ledgerAccount: z.string().optional(),
        inactive: z.boolean().optional(),
      }),
    )
    .optional(),
  organisations: z.array(organisation).optional(),
  persons: z.array(person).optional(),
  invoices: z.array(invoiceSeed).optional(),
});

const applicationSeed = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  name: z.string(),
  redirectUris: z.array(z.string()),
  scopes: z.array(z.string()).optional(),
});

/** The body of `POST /_control/seed`. */
export const seedBody = z.strictObject({
  tenants: z.array(tenantSeed).optional(),
  applications: z.array(applicationSeed).optional(),
});

export type TenantSeed = z.input<typeof tenantSeed>;
export type InvoiceSeed = z.input<typeof invoiceSeed>;
export type SeedBody = z.input<typeof seedBody>;
export type AddressSeed = z.input<typeof address>;
export type OrganisationSeed = z.input<typeof organisation>;
export type PersonSeed = z.input<typeof person>;
export type RoleSeed = z.input<typeof role>;
