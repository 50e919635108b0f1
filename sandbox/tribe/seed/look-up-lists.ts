import { type RecordBuilder } from './record-builder';
import { type TenantSeed } from './seed-format';

/** Code, ISO-3166 alpha-3, name in the tenant's language. */
const countries: [string, string, string][] = [
  ['BE', 'BEL', 'België'],
  ['NL', 'NLD', 'Nederland'],
  ['FR', 'FRA', 'Frankrijk'],
  ['DE', 'DEU', 'Duitsland'],
  ['LU', 'LUX', 'Luxemburg'],
  ['GB', 'GBR', 'Verenigd Koninkrijk'],
  ['CH', 'CHE', 'Zwitserland'],
  ['IT', 'ITA', 'Italië'],
  ['ES', 'ESP', 'Spanje'],
  ['IE', 'IRL', 'Ierland'],
  ['PL', 'POL', 'Polen'],
  ['US', 'USA', 'Verenigde Staten'],
];

const belgianVatGroups = [
  { code: 'BE21', name: 'BE - 21%', percentage: 21 },
  { code: 'BE12', name: 'BE - 12%', percentage: 12 },
  { code: 'BE6', name: 'BE - 6%', percentage: 6 },
  { code: 'BE0', name: 'BE - 0%', percentage: 0 },
];

const addressTypes: [string, string][] = [
  ['Visiting', 'Bezoekadres'],
  ['Postal', 'Postadres'],
  ['Invoice', 'Factuuradres'],
];

/** The datastores of a new tenant, each with ids of its own (tribe-api §3.2, §3.11). */
export function addLookUpLists(builder: RecordBuilder, seed: TenantSeed): void {
  const list = (
    type: string,
    code: string,
    name: string,
    more: Record<string, string | number | boolean> = {},
  ) => builder.add(type, code, { Code: code, Name: name, LocalizedName: name, IsDefault: false, ...more });

  ['Draft', 'Sent', 'Paid'].forEach((code, index) =>
    list('Datastore_Phase_ActivityInvoice', code, code, { IsDefault: index === 0, SortIndex: index }),
  );
  for (const [code, iso3, name] of countries)
    list('Datastore_Country', code, name, { Iso3: iso3, IsDefault: code === 'BE' });
  for (const [code, name] of addressTypes) list('Datastore_AdressType', code, name);
  for (const [code, name] of [
    ['nl', 'Nederlands'],
    ['fr', 'Français'],
    ['en', 'English'],
  ] as const)
    list('Datastore_Language', code, name);
  list('Datastore_Unit', 'PCE', 'Stuk', { IsDefault: true });
  list('Datastore_Unit', 'HUR', 'Uur');

  const belgium = builder.byCode('Datastore_Country', 'BE');
  for (const [index, group] of (seed.vatGroups ?? belgianVatGroups).entries()) {
    const values = {
      Code: group.code,
      Name: group.name,
      LocalizedName: group.name,
      Percentage: group.percentage,
      IsDefault: index === 0,
      SortIndex: index,
    };
    builder.add('Datastore_VatGroup', group.code, values, { Country: belgium?.id });
  }
  for (const account of seed.ledgerAccounts ?? [])
    list('Datastore_GeneralLedgerAccount', account.code, account.name);
  for (const product of seed.products ?? []) {
    builder.add(
      'Product',
      product.code,
      {
        Code: product.code,
        Name: product.name,
        LocalizedName: product.name,
        SalesPrice: product.price,
        IsVatIncluded: false,
        IsInactive: product.inactive ?? false,
      },
      {
        VatGroup: builder.byCode('Datastore_VatGroup', product.vatGroup)?.id,
        GeneralLedgerAccount: builder.byCode('Datastore_GeneralLedgerAccount', product.ledgerAccount)?.id,
        Unit: builder.byCode('Datastore_Unit', 'PCE')?.id,
      },
    );
  }
}
