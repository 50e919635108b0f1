import { entityType, fields, toMany, toOne, type EntityType } from './entity-type';

function datastore(name: string, base = 'Datastore'): EntityType {
  return entityType(name, base);
}

/** Products and the look-up lists; most of the lists are read-only (tribe-api §3.2, §3.9, §3.11, §3.13–3.15). */
export const catalogueTypes: EntityType[] = [
  entityType('Product', 'Entity', {
    required: ['Name'],
    properties:
      fields(`Name LocalizedName Code Description SalesPrice:Double PurchasePrice:Double StockLevel:Double
      IsVatIncluded:Boolean IsInactive:Boolean IsDividable:Boolean IsPriceEditable:Boolean IsVatEditable:Boolean
      IsDescriptionEditable:Boolean`),
    navigations: [
      toOne('ProductGroup', 'ProductGroup'),
      toOne('Unit', 'Datastore_Unit'),
      toOne('VatGroup', 'Datastore_VatGroup'),
      toOne('GeneralLedgerAccount', 'Datastore_GeneralLedgerAccount'),
      toMany('ProductLine', 'ProductLine', 'Product'),
    ],
  }),
  entityType('ProductGroup', 'Entity', { properties: fields('Name Code') }),
  entityType('Price', 'Entity', {
    properties: fields('Name Amount:Double Currency'),
    navigations: [toOne('Product', 'Product')],
  }),
  entityType('Datastore', 'Entity', {
    abstract: true,
    properties: fields('Name Code LocalizedName IsDefault:Boolean'),
  }),
  entityType('Datastore_VatGroup', 'Datastore', {
    properties: fields('Percentage:Double'),
    navigations: [
      toOne('Country', 'Datastore_Country'),
      toMany('Product', 'Product', 'VatGroup'),
      toMany('ProductLine', 'ProductLine', 'VatGroup'),
    ],
  }),
  entityType('Datastore_GeneralLedgerAccount', 'Datastore', {
    navigations: [toMany('Product', 'Product', 'GeneralLedgerAccount')],
  }),
  entityType('Datastore_Phase', 'Datastore', { abstract: true }),
  datastore('Datastore_Phase_ActivityInvoice', 'Datastore_Phase'),
  ...[
    'Unit',
    'Country',
    'State',
    'AdressType',
    'PaymentMethod',
    'ConnectorLogType',
    'Group',
    'Branch',
    'Role',
    'Language',
    'Gender',
  ].map((name) => datastore(`Datastore_${name}`)),
];
