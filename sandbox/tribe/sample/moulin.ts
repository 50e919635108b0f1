import { type TenantSeed } from '../seed/seed-format';
import { invoice, line } from './sample-lines';

/** A mill, in French; book years run from July to June. */
export const moulin: TenantSeed = {
  id: 'moulin',
  name: 'Moulin Blanc SRL',
  clientId: 'moulin-client',
  clientSecret: 'moulin-secret',
  scopes: ['read', 'write', 'offline'],
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
