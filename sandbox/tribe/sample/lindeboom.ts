import { type TenantSeed } from '../seed/seed-format';
import { invoice, line } from './sample-lines';

const ledgerAccounts = [
  { code: '700000', name: 'Verkopen handelsgoederen' },
  { code: '701000', name: 'Verkopen maatwerk' },
  { code: '702000', name: 'Verkopen boeken en drukwerk' },
  { code: '705000', name: 'Dienstprestaties' },
];

/** A field that the administrator added, as in most tenants. */
const showroomField = '4c1f0b9a-5d0e-4c55-9f3b-7a1d2e6c8b10';

/** An interior designer, in Dutch; book years are calendar years. */
export const lindeboom: TenantSeed = {
  id: 'lindeboom',
  name: 'Lindeboom Interieur BV',
  clientId: 'lindeboom-client',
  clientSecret: 'lindeboom-secret',
  scopes: ['read', 'write', 'offline'],
  redirectUris: ['http://127.0.0.1/*'],
  numberFormat: '{YYYY}{0000}',
  ledgerAccounts,
  customFields: [{ type: 'Relation_Organization', id: showroomField, kind: 'Edm.String' }],
  products: [
    { code: 'TAFEL', name: 'Eiken tafel', price: 849, vatGroup: 'BE21', ledgerAccount: '700000' },
    { code: 'STOEL', name: 'Stoel met leuning', price: 33.33, vatGroup: 'BE21', ledgerAccount: '700000' },
    { code: 'KAST', name: 'Maatkast', price: 1249.5, vatGroup: 'BE21', ledgerAccount: '701000' },
    { code: 'BOEK', name: 'Interieurboek', price: 39.62, vatGroup: 'BE6', ledgerAccount: '702000' },
    { code: 'PLAATS', name: 'Plaatsing per uur', price: 87.5, vatGroup: 'BE21', ledgerAccount: '705000' },
    {
      code: 'RENO',
      name: 'Plaatsing in woning ouder dan tien jaar',
      price: 62.4,
      vatGroup: 'BE6',
      ledgerAccount: '705000',
    },
    {
      code: 'SOCIAAL',
      name: 'Inrichting sociale woning',
      price: 318.75,
      vatGroup: 'BE12',
      ledgerAccount: '701000',
    },
  ],
  organisations: [
    {
      name: 'Bakkerij Van den Broeck NV',
      debtorNumber: 'C1001',
      custom: { [showroomField]: 'Antwerpen' },
      vatNumber: 'BE0000000196',
      email: 'facturen@vandenbroeck.example',
      phone: '+32 3 555 01 01',
      website: 'https://vandenbroeck.example',
      address: { street: 'Lange Gasthuisstraat', houseNumber: 12, postalcode: '2000', city: 'Antwerpen' },
    },
    {
      name: "Garage L'Étoile SRL",
      debtorNumber: 'C1002',
      vatNumber: 'BE0000000295',
      email: 'compta@letoile.example',
      phone: '+32 2 555 01 02',
      address: {
        street: 'Chaussée de Charleroi',
        houseNumber: 214,
        suffix: 'b3',
        postalcode: '1060',
        city: 'Saint-Gilles',
      },
    },
    {
      name: 'Tuincentrum De Haan BV',
      debtorNumber: 'C1003',
      vatNumber: 'BE0000000097',
      email: 'info@dehaan.example',
      address: { street: 'Molenstraat', houseNumber: 7, postalcode: '9300', city: 'Aalst' },
    },
    {
      name: 'Studio Pixel BV',
      debtorNumber: 'C1004',
      vatNumber: 'BE0000000394',
      email: 'hallo@studiopixel.example',
      phone: '+32 9 555 01 04',
      website: 'https://studiopixel.example',
      address: { street: 'Kouter', houseNumber: 88, postalcode: '9000', city: 'Gent' },
    },
  ],
  invoices: [
    invoice(
      'C1001',
      '20260101',
      '2026-09-03',
      [line('Eiken tafel', 1, 849, 'BE21', 'TAFEL'), line('Stoel met leuning', 3, 33.33, 'BE21', 'STOEL')],
      'Paid',
    ),
    invoice('C1002', '20260102', '2026-09-11', [line('Plaatsing', 1.5, 87.5, 'BE21', 'PLAATS')]),
    invoice('C1003', '20260103', '2026-09-24', [
      line('Interieurboek', 7, 39.62, 'BE6', 'BOEK'),
      line('Verzending', 1, 9.95, 'BE21'),
    ]),
    invoice('C1001', '20260104', '2026-10-02', [line('Plaatsing in woning', 6.25, 62.4, 'BE6', 'RENO')]),
    invoice('C1004', '20260105', '2026-10-09', [
      line('Maatkast', 2, 1249.5, 'BE21', 'KAST'),
      line('Plaatsing', 3.5, 87.5, 'BE21', 'PLAATS'),
    ]),
    invoice('C1003', '20260106', '2026-10-19', [
      line('Inrichting sociale woning', 3, 318.75, 'BE12', 'SOCIAAL'),
      line('Interieurboek', 2, 39.62, 'BE6', 'BOEK'),
      line('Stoel met leuning', 7, 33.33, 'BE21', 'STOEL'),
    ]),
    invoice('C1002', '20260107', '2026-10-30', [line('Advies aan huis', 1, 125.01, 'BE21')]),
    invoice('C1004', '20260108', '2026-11-05', [
      line('Stoel met leuning', 12, 33.33, 'BE21', 'STOEL'),
      line('Korte rit', 0.333, 15.17, 'BE21'),
    ]),
    invoice('C1001', '20260109', '2026-11-16', [
      line('Eiken tafel', 2, 849, 'BE21', 'TAFEL'),
      line('Plaatsing', 0.25, 87.5, 'BE21', 'PLAATS'),
    ]),
    {
      customer: 'C1003',
      phase: 'Draft',
      subject: 'Offerte tuinkamer',
      lines: [line('Maatkast', 1, 1249.5, 'BE21', 'KAST')],
    },
  ],
};
