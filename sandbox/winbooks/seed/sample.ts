import { type FolderSeed } from './seed-order';

/** The two folders of the sample: calendar book years in Dutch, and July to June in French. */
export const sampleFolders: FolderSeed[] = [
  {
    folder: 'LINDEBOOM',
    email: 'boekhouding@lindeboom.example',
    exchangeToken: 'xt-lindeboom',
    customers: [
      {
        code: 'C1001',
        name: 'Bakkerij Van den Broeck NV',
        vatNumber: '0000000196',
        civility: 'NV',
        language: 'nl',
        address: { street: 'Korenmarkt', number: '12', zip: '9000', town: 'Gent', country: 'BE' },
      },
      {
        code: 'C1002',
        name: "Garage L'Étoile SRL",
        vatNumber: '0000000295',
        civility: 'SRL',
        language: 'fr',
        address: { street: "Rue de l'Étoile", number: '4', zip: '4000', town: 'Liège', country: 'BE' },
      },
      {
        code: 'C1003',
        name: 'Tuincentrum De Haan BV',
        vatNumber: '0000000097',
        civility: 'BV',
        language: 'nl',
        address: { street: 'Vuchtlaan', number: '78', zip: '2000', town: 'Antwerpen', country: 'BE' },
      },
    ],
  },
  {
    folder: 'MOULIN',
    email: 'compta@moulin.example',
    exchangeToken: 'xt-moulin',
    bookYears: [
      { code: '2025-26', start: '2025-07-01', end: '2026-06-30' },
      { code: '2026-27', start: '2026-07-01', end: '2027-06-30' },
    ],
    journals: [
      { code: 'VTE', name: 'Ventes', type: 'SAL' },
      { code: 'NCVTE', name: 'Notes de crédit sur ventes', type: 'SAC' },
      { code: 'ACH', name: 'Achats', type: 'PUR' },
      { code: 'NCA', name: 'Notes de crédit sur achats', type: 'PUC' },
      { code: 'FIN', name: 'Banque', type: 'CAS' },
      { code: 'OD', name: 'Opérations diverses', type: 'PRI' },
    ],
    customers: [
      {
        code: 'K201',
        name: 'Librairie Saint-Gilles SA',
        vatNumber: '0000000493',
        civility: 'SA',
        language: 'fr',
        address: {
          street: 'Chaussée de Charleroi',
          number: '101',
          zip: '1060',
          town: 'Saint-Gilles',
          country: 'BE',
        },
      },
      {
        code: 'K202',
        name: 'Ferme du Tilleul SNC',
        vatNumber: '0000000592',
        civility: 'SNC',
        language: 'fr',
        address: { street: 'Rue du Tilleul', number: '7', zip: '5000', town: 'Namur', country: 'BE' },
      },
    ],
  },
];
