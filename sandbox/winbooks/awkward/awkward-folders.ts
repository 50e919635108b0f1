import { defaultAccounts, defaultVatCodes } from '../seed/belgian-defaults';
import { type FolderSeed } from '../seed/seed-order';
import { type SwitchSettings } from '../switches/switch-list';
import { awkwardParties, crowd } from './awkward-parties';

/** More than one code at 0 %, and codes whose names say nothing (winbooks-api §7.1). */
const vatCodes: NonNullable<FolderSeed['vatCodes']> = [
  ...defaultVatCodes,
  {
    code: 'ECEE',
    internalCode: '221000',
    rate: 0,
    name: 'Intracommunautaire levering',
    account: '451000',
    isSale: true,
  },
  { code: 'IEXP', internalCode: '231000', rate: 0, name: 'Uitvoer', account: '451000', isSale: true },
  { code: 'EM21', internalCode: '214000', rate: 0, name: 'Medecontractant', account: '451000', isSale: true },
  { code: 'E', internalCode: '244300', rate: 0, name: 'Vrijgesteld', account: '451000', isSale: true },
];

const journals: NonNullable<FolderSeed['journals']> = [
  { code: 'VERK', name: 'Verkoop', type: 'SAL' },
  { code: 'VENTES', name: 'Webwinkel', type: 'SAL' },
  { code: 'CNVERK', name: 'Creditnota’s', type: 'SAC' },
  { code: 'ACH', name: 'Aankoop', type: 'PUR' },
  { code: 'NCA', name: 'Creditnota’s aankoop', type: 'PUC' },
  { code: 'KBC', name: 'Bank', type: 'CAS' },
  { code: 'DIVPOS', name: 'Diversen', type: 'PRI' },
];

const accounts: NonNullable<FolderSeed['accounts']> = [
  ...defaultAccounts.filter(({ code }) => code !== '705000'),
  { code: '400100', name: 'Dubieuze debiteuren', centralType: 'CUSTOMER' },
  { code: '7000001', name: 'Verkopen uitvoer' },
];

const awkward: FolderSeed = {
  folder: 'AWKWARD',
  email: 'boekhouder@kantoor.example',
  exchangeToken: 'xt-kantoor',
  // The first book year runs for fifteen months, and it is closed.
  bookYears: [
    { code: '2025', start: '2024-10-01', end: '2025-12-31', closed: true },
    { code: '2026', start: '2026-01-01', end: '2026-12-31' },
    { code: '2027', start: '2027-01-01', end: '2027-12-31' },
  ],
  closedPeriods: [{ year: 2026, month: 1 }],
  journals,
  accounts,
  vatCodes,
  customers: [...awkwardParties, ...crowd(120)],
};

/** Folders for the awkward tenants of Tribe: an accountant's licence of two folders, and one of its own. */
export const awkwardFolders: FolderSeed[] = [
  awkward,
  { ...awkward, folder: 'OTHERWISE', email: 'compta@otherwise.example', exchangeToken: 'xt-otherwise' },
  {
    folder: 'ZONDER',
    email: awkward.email,
    exchangeToken: awkward.exchangeToken,
    bookYears: [{ code: '2026-27', start: '2026-07-01', end: '2027-06-30' }],
  },
];

/** The same folder, with many gaps played the other way. */
export const awkwardSwitches: Record<string, SwitchSettings> = {
  OTHERWISE: {
    G1: 'dotnet',
    G3: 'null',
    G4: '400',
    G5: '400',
    G6: '409',
    G11: 'absent',
    G12: 'moment',
    G13: 'brussels',
    G14: 'yes',
    G15: 'no',
    G19: 'keep',
    G20: 'number',
    G21: 'refused',
    G22: 'seconds',
    G24: '10',
    addresses: '2.4',
    padding: 'all',
    nulls: 'omit',
    emptyList: 'null',
    collation: 'ignore-case',
    collections: '3',
    maxResult: '20',
    openNames: 'other',
  },
};

/** Bookings that the accountant already made by hand, as orders to the control API: [action, order]. */
export const awkwardHistory: [action: string, order: Record<string, unknown>][] = [
  // The same invoice as one in Tribe, without a reference.
  [
    'book',
    { journal: 'VERK', docNumber: 20260009, date: '2026-04-03', customer: '2003', gross: 12.1, net: 10 },
  ],
  // A number that Tribe gave to another customer's invoice.
  [
    'book',
    { journal: 'VERK', docNumber: 20260010, date: '2026-04-04', customer: 'DIVERS', gross: 217.8, net: 180 },
  ],
  ['book', { journal: 'VERK', docNumber: 1, date: '2026-02-02', customer: '2001', gross: 1210, net: 1000 }],
  [
    'book',
    {
      journal: 'VERK',
      docNumber: 2,
      date: '2026-02-03',
      customer: '2001',
      gross: 605,
      net: 500,
      locked: true,
    },
  ],
  ['book', { journal: 'CNVERK', docNumber: 1, date: '2026-02-10', customer: '2001', gross: 605, net: 500 }],
  [
    'book',
    {
      journal: 'VENTES',
      docNumber: 1,
      date: '2026-03-01',
      customer: '123',
      gross: 106,
      net: 100,
      vatCode: '6',
    },
  ],
  [
    'book',
    {
      journal: 'ACH',
      docNumber: 1,
      date: '2026-03-01',
      supplier: 'L2002',
      gross: 121,
      net: 100,
      vatCode: 'A21',
    },
  ],
  ['pay', { journal: 'VERK', docNumber: 1, amount: 210, date: '2026-03-03', bankJournal: 'KBC' }],
  ['pay', { journal: 'VENTES', docNumber: 1, amount: 110, date: '2026-03-04', bankJournal: 'KBC' }],
  [
    'match',
    {
      bookings: [
        { journal: 'VERK', docNumber: 2 },
        { journal: 'CNVERK', docNumber: 1 },
      ],
    },
  ],
];
