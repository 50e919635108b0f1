import { awkwardInvoices } from './awkward-invoices';
import { awkwardOrganisations, awkwardPersons, loyaltyCardField, shoeSizeField } from './awkward-parties';
import { type SeedBody, type TenantSeed } from '../seed/seed-format';

const awkward: TenantSeed = {
  id: 'awkward',
  name: 'Allerlei & Cie SRL',
  clientId: 'awkward-client',
  clientSecret: 'awkward-secret',
  scopes: ['read', 'write', 'offline'],
  ledgerAccounts: [
    { code: '700000', name: 'Verkopen' },
    { code: '70 00 10', name: 'Verkopen met spaties' },
    { code: '799999', name: 'Rekening die de boekhouder niet kent' },
  ],
  products: [
    {
      code: 'FIETS',
      name: "Fiets 'De Sprinter'",
      price: 660.3306,
      vatGroup: 'BE21',
      ledgerAccount: '700000',
    },
    {
      code: 'OUD',
      name: 'Niet meer leverbaar',
      price: 1.005,
      vatGroup: 'BE21',
      ledgerAccount: '799999',
      inactive: true,
    },
    { code: 'LOS', name: 'Zonder rekening', price: 5, vatGroup: 'BE6' },
  ],
  customFields: [
    { type: 'Relation_Organization', id: loyaltyCardField, kind: 'Edm.String' },
    { type: 'Relation_Person', id: shoeSizeField, kind: 'Edm.Double' },
  ],
  organisations: awkwardOrganisations,
  persons: awkwardPersons,
  invoices: awkwardInvoices,
};

/** The same records, with many gaps played the other way. */
const otherwise: TenantSeed = {
  ...awkward,
  id: 'otherwise',
  name: 'Anders Gezegd NV',
  clientId: 'otherwise-client',
  clientSecret: 'otherwise-secret',
  numberFormat: '{YY}/{00000}',
  switches: {
    G1: 'Date',
    'G1.type': 'utc-midnight',
    G2: 'DueDate',
    G3: 'positive-and-flag',
    G4: 'Concept',
    G5: 'VATGroup',
    G6: 'including',
    G7: 'after',
    G8: '25',
    'G8.max': '50',
    'G8.nextLink': 'on',
    G13: '201-id-only',
    G14: 'insensitive',
    G15: 'address-type',
    G16: 'iso3',
    G17: 'street-only',
    G18: 'last-name-only',
    G20: 'two-relations',
    G37: 'with-links',
    'mutation-date': 'null',
  },
};

/** A tenant that has not activated the invoicing module (tribe-api §2.9). */
const withoutInvoicing: TenantSeed = {
  id: 'zonder-facturatie',
  name: 'Zonder Facturatie BV',
  clientId: 'zonder-client',
  clientSecret: 'zonder-secret',
  invoicing: false,
  organisations: [{ name: 'Enige Klant BV', debtorNumber: '1' }],
};

/** Everything that a tidy sample leaves out; the same in every run. */
export const awkwardSeed: SeedBody = { tenants: [awkward, otherwise, withoutInvoicing] };
