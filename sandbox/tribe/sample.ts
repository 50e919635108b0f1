import { type InvoiceSeed, type SeedBody, type TenantSeed } from './seed/seed-format';

type Line = InvoiceSeed['lines'][number];

function line(
  description: string,
  quantity: number,
  price: number,
  vatGroup: string,
  product?: string,
): Line {
  return { description, quantity, price, vatGroup, ...(product === undefined ? {} : { product }) };
}

const ledgerAccounts = [
  { code: '700000', name: 'Verkopen handelsgoederen' },
  { code: '701000', name: 'Verkopen maatwerk' },
  { code: '702000', name: 'Verkopen boeken en drukwerk' },
  { code: '705000', name: 'Dienstprestaties' },
];

function invoice(
  customer: string,
  number: string,
  date: string,
  lines: Line[],
  phase: 'Sent' | 'Paid' = 'Sent',
): InvoiceSeed {
  return { customer, number, date, phase, subject: lines[0]?.description, lines };
}

const lindeboom: TenantSeed = {
  id: 'lindeboom',
  name: 'Lindeboom Interieur BV',
  clientId: 'lindeboom-client',
  clientSecret: 'lindeboom-secret',
  numberFormat: '{YYYY}{0000}',
  ledgerAccounts,
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

const moulin: TenantSeed = {
  id: 'moulin',
  name: 'Moulin Blanc SRL',
  clientId: 'moulin-client',
  clientSecret: 'moulin-secret',
  numberFormat: 'F{YYYY}-{0000}',
  ledgerAccounts: [
    { code: '700000', name: 'Ventes de marchandises' },
    { code: '701000', name: 'Ventes de produits finis' },
    { code: '702000', name: 'Ventes de farines' },
    { code: '705000', name: 'Prestations de services' },
  ],
  products: [
    {
      code: 'FARINE',
      name: 'Farine de froment, sac de 25 kg',
      price: 18.46,
      vatGroup: 'BE6',
      ledgerAccount: '702000',
    },
    { code: 'PAIN', name: "Pain d'épeautre", price: 3.29, vatGroup: 'BE6', ledgerAccount: '701000' },
    {
      code: 'PLATEAU',
      name: 'Plateau de dégustation',
      price: 41.65,
      vatGroup: 'BE12',
      ledgerAccount: '701000',
    },
    {
      code: 'VISITE',
      name: 'Visite guidée du moulin',
      price: 12.4,
      vatGroup: 'BE21',
      ledgerAccount: '705000',
    },
  ],
  organisations: [
    {
      name: 'Librairie Saint-Gilles SA',
      debtorNumber: 'K201',
      vatNumber: 'BE0000000493',
      email: 'achats@saintgilles.example',
      phone: '+32 2 555 02 01',
      address: { street: 'Parvis Saint-Gilles', houseNumber: 31, postalcode: '1060', city: 'Saint-Gilles' },
    },
    {
      name: 'Ferme du Tilleul SNC',
      debtorNumber: 'K202',
      vatNumber: 'BE0000000592',
      email: 'ferme@tilleul.example',
      address: { street: 'Rue du Tilleul', houseNumber: 4, postalcode: '1325', city: 'Chaumont-Gistoux' },
    },
    {
      name: 'Atelier Brabançon SRL',
      debtorNumber: 'K203',
      vatNumber: 'BE0000000691',
      email: 'bonjour@brabancon.example',
      website: 'https://brabancon.example',
      address: { street: 'Rue de Namur', houseNumber: 109, suffix: 'A', postalcode: '1300', city: 'Wavre' },
    },
  ],
  invoices: [
    invoice(
      'K201',
      'F2026-0041',
      '2026-10-01',
      [
        line('Farine de froment', 4, 18.46, 'BE6', 'FARINE'),
        line("Pain d'épeautre", 17, 3.29, 'BE6', 'PAIN'),
      ],
      'Paid',
    ),
    invoice('K202', 'F2026-0042', '2026-10-08', [
      line('Plateau de dégustation', 3, 41.65, 'BE12', 'PLATEAU'),
    ]),
    invoice('K203', 'F2026-0043', '2026-10-15', [
      line('Visite guidée', 11, 12.4, 'BE21', 'VISITE'),
      line('Livraison', 1, 7.77, 'BE21'),
    ]),
    invoice('K201', 'F2026-0044', '2026-10-29', [line('Farine de froment', 33, 18.46, 'BE6', 'FARINE')]),
    invoice('K203', 'F2026-0045', '2026-11-06', [
      line('Plateau de dégustation', 1, 41.65, 'BE12', 'PLATEAU'),
      line("Pain d'épeautre", 11, 3.29, 'BE6', 'PAIN'),
      line('Atelier pain', 2.5, 87.5, 'BE21'),
    ]),
    invoice('K202', 'F2026-0046', '2026-11-17', [line('Visite guidée', 3, 12.4, 'BE21', 'VISITE')]),
  ],
};

/** What a first look at the product needs: two tenants whose invoices can all be booked today. */
export const sampleSeed: SeedBody = {
  tenants: [lindeboom, moulin],
  applications: [
    {
      clientId: 'marketplace-client',
      clientSecret: 'marketplace-secret',
      name: 'WinBooks',
      redirectUris: ['http://127.0.0.1/oauth/callback', 'https://integration.example/oauth/callback'],
    },
  ],
};
