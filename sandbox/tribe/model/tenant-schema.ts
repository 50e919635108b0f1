import { baseTypes } from './base-types';
import {
  entityType,
  fields,
  toOne,
  type EntityType,
  type PropertyDefinition,
  type PropertyType,
} from './entity-type';
import { type SwitchId } from '../switches/switch-list';
import { Schema } from './schema';

/** A field that an administrator added to a type of one tenant (tribe-api §2.3). */
export interface CustomField {
  type: string;
  id: string;
  kind: PropertyType;
}

/** The positions of one tenant's switches. */
export type Positions = (id: SwitchId) => string;

type Change = (type: EntityType) => EntityType;

/** `117ecf60-…` → `_117ecf60__…` (tribe-api §2.3). */
export function customFieldName(id: string): string {
  return `_${id.replaceAll('-', '__')}`;
}

const invoiceTypes = ['Activity_Invoice', 'Datastore_Phase_ActivityInvoice'];
const invoiceTotals = /^(Total|VatAmount|AmountInCurrency)/;
const lineTotals = /^(Total|Vat)/;

function on(name: string, change: Change): Change {
  return (type) => (type.name === name ? change(type) : type);
}

function renameProperty(from: string, to: string, type?: PropertyType): Change {
  const renamed = (property: PropertyDefinition) =>
    property.name === from ? { ...property, name: to, type: type ?? property.type } : property;
  return (entity) => ({ ...entity, properties: entity.properties.map(renamed) });
}

function withoutProperties(matches: (name: string) => boolean): Change {
  return (entity) => ({
    ...entity,
    properties: entity.properties.filter((property) => !matches(property.name)),
  });
}

function withProperties(added: string): Change {
  return (entity) => ({ ...entity, properties: [...entity.properties, ...fields(added)] });
}

function invoiceChanges(position: Positions): Change[] {
  const dateName = position('G1');
  const dateType = position('G1.type') === 'Date' ? 'Edm.Date' : 'Edm.DateTimeOffset';
  const dueName = position('G2');
  const changes = [
    dateName === 'none'
      ? withoutProperties((name) => name === 'InvoiceDate')
      : renameProperty('InvoiceDate', dateName, dateType),
  ];
  if (dueName !== 'none') {
    const type = dateType.slice('Edm.'.length);
    changes.push((entity) => renameProperty('DueDate', dueName)(withProperties(`DueDate:${type}!`)(entity)));
  }
  if (position('G3') !== 'negative') changes.push(withProperties('IsCreditInvoice:Boolean'));
  if (position('G6') === 'no-totals') changes.push(withoutProperties((name) => invoiceTotals.test(name)));
  return changes.map((change) => on('Activity_Invoice', change));
}

function lineChanges(position: Positions): Change[] {
  const vatGroup = position('G5');
  const changes: Change[] = [
    (entity) => ({
      ...entity,
      navigations: entity.navigations.map((link) =>
        link.key === 'VatGroup' ? { ...link, name: vatGroup } : link,
      ),
    }),
  ];
  if (position('G7') === 'absent') {
    changes.push(withoutProperties((name) => lineTotals.test(name) && name !== 'VatPercentage'));
  }
  return changes.map((change) => on('ProductLine', change));
}

function relationChanges(position: Positions): Change[] {
  const changes: Change[] = [];
  if (position('G15') === 'address-type') {
    changes.push(
      on('Relation_Organization', (entity) => ({
        ...entity,
        navigations: entity.navigations.filter((link) => link.name !== 'InvoiceAddress'),
      })),
    );
  }
  if (position('person-invoice-address') === 'yes') {
    changes.push(
      on('Relation_Person', (entity) => ({
        ...entity,
        navigations: [
          ...entity.navigations,
          toOne('InvoiceAddress', 'Address', { back: ['Relation', 'Person'] }),
        ],
      })),
    );
  }
  if (position('person-debtor-number') === 'no') {
    changes.push(
      on(
        'Relation',
        withoutProperties((name) => name === 'DebtorNumber'),
      ),
    );
    changes.push(on('Relation_Organization', withProperties('DebtorNumber')));
  }
  if (position('base-name') === 'yes')
    changes.push(...['Relation', 'Relationship'].map((base) => on(base, withProperties('Name'))));
  return changes;
}

function customFieldChange(field: CustomField): Change {
  const name = customFieldName(field.id);
  return on(field.type, (entity) => ({
    ...entity,
    properties: [...entity.properties, { name, key: name, type: field.kind, computed: false }],
  }));
}

/** A property that is declared twice on a line of descent (base-name) stays where it was declared first. */
function withoutRepeats(types: EntityType[]): EntityType[] {
  const inheritedNames = (type: EntityType): Set<string> => {
    const names = new Set<string>();
    for (let base = type.base; base !== null;) {
      const above = types.find((candidate) => candidate.name === base);
      for (const property of above?.properties ?? []) names.add(property.name);
      base = above?.base ?? null;
    }
    return names;
  };
  return types.map((type) => {
    const inherited = inheritedNames(type);
    return { ...type, properties: type.properties.filter((property) => !inherited.has(property.name)) };
  });
}

/** The schema of a tenant: the reference's types, changed by its switches, modules and custom fields. */
export function tenantSchema(
  position: Positions,
  hasInvoicing: boolean,
  customFields: CustomField[],
): Schema {
  const changes = [
    ...invoiceChanges(position),
    ...lineChanges(position),
    ...relationChanges(position),
    ...customFields.map(customFieldChange),
  ];
  const types = position('G21') === 'present' ? [...baseTypes, personSupplier] : baseTypes;
  const withChanges = types.map((type) => changes.reduce((changed, change) => change(changed), type));
  const withModules = hasInvoicing
    ? withChanges
    : withChanges.map((type) => (invoiceTypes.includes(type.name) ? { ...type, hasSet: false } : type));
  return new Schema(withoutRepeats(withModules));
}

const personSupplier = entityType('Relationship_Person_Supplier', 'Relationship_Person', {
  properties: fields('Name IsFormer:Boolean FormerDate:DateTimeOffset PaymentTermInDays:Int32'),
});
