/**
 * What the recorded histories were made from. Nothing of it may stand in a history: neither credentials nor names nor
 * e-mail addresses (test/replay/private-data.test.ts).
 */
export const recordedSeed = {
  tenantId: 'recorded',
  credentials: {
    clientId: 'recorded-client-7f3a',
    clientSecret: 'recorded-secret-91bc',
    email: 'boekhouding@geheim-kantoor.example',
    exchangeToken: 'xt-recorded-55de',
  },
  folder: 'RECORDED',
  companyName: 'Geheime Onderneming NV',
  customers: [
    {
      debtorNumber: 'C1',
      name: 'Vertrouwelijk & Zoon BV',
      vatNumber: 'BE0000000196',
      email: 'an.peeters@vertrouwelijk.example',
    },
    {
      debtorNumber: 'C2',
      name: 'Discrétion Absolue SRL',
      vatNumber: 'BE0000000295',
      email: 'luc@discretion.example',
    },
  ],
} as const;

/** Every text that must never be found in a history. */
export const privateTexts: readonly string[] = [
  ...Object.values(recordedSeed.credentials),
  recordedSeed.companyName,
  ...recordedSeed.customers.flatMap(({ name, vatNumber, email }) => [
    name,
    vatNumber,
    vatNumber.slice(2),
    email,
  ]),
];
