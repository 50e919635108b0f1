import { type EntityType, type NavigationDefinition } from '../model/entity-type';
import { type Schema, modelNamespace } from '../model/schema';
import { type JsonObject } from './read-body';

function collectionOf(link: NavigationDefinition): string {
  const target = `${modelNamespace}.${link.target}`;
  return link.collection ? `Collection(${target})` : target;
}

/** Types without a set that nothing leads to are not shown (a module that is not activated). */
function shownTypes(schema: Schema): EntityType[] {
  const hidden = ['Activity_Invoice', 'Datastore_Phase_ActivityInvoice'];
  return schema.declared().filter((type) => type.hasSet || !hidden.includes(type.name));
}

function typeAsXml(type: EntityType, shown: Set<string>): string {
  const base = type.base === null ? '' : ` BaseType="${modelNamespace}.${type.base}"`;
  const abstract = type.abstract ? ' Abstract="true"' : '';
  const key = type.base === null ? '<Key><PropertyRef Name="ID"/></Key>' : '';
  const properties = type.properties.map(
    ({ name, type: kind }) =>
      `<Property Name="${name}" Type="${kind}"${name === 'ID' ? ' Nullable="false"' : ''}/>`,
  );
  const links = type.navigations
    .filter((link) => shown.has(link.target))
    .map((link) => `<NavigationProperty Name="${link.name}" Type="${collectionOf(link)}"/>`);
  return `<EntityType Name="${type.name}"${base}${abstract}>${key}${properties.join('')}${links.join('')}</EntityType>`;
}

/** `GET /$metadata`: the model as CSDL XML, with the tenant's custom fields (tribe-api §2.1). */
export function metadataXml(schema: Schema): string {
  const types = shownTypes(schema);
  const shown = new Set(types.map(({ name }) => name));
  const sets = types
    .filter((type) => type.hasSet)
    .map((type) => `<EntitySet Name="${type.name}" EntityType="${modelNamespace}.${type.name}"/>`);
  const employee = 'Relationship_Person_Contact_Employee';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    `<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="${modelNamespace}">`,
    ...types.map((type) => typeAsXml(type, shown)),
    `<Function Name="GetCurrentEmployee"><ReturnType Type="${modelNamespace}.${employee}"/></Function>`,
    '<EntityContainer Name="Container">',
    ...sets,
    `<FunctionImport Name="GetCurrentEmployee" Function="${modelNamespace}.GetCurrentEmployee" EntitySet="${employee}"/>`,
    '</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>',
  ].join('\n');
}

function typeAsJson(type: EntityType, shown: Set<string>): JsonObject {
  const json: JsonObject = { $Kind: 'EntityType' };
  if (type.base !== null) json['$BaseType'] = `${modelNamespace}.${type.base}`;
  if (type.abstract) json['$Abstract'] = true;
  if (type.base === null) json['$Key'] = ['ID'];
  for (const { name, type: kind } of type.properties) json[name] = { $Type: kind, $Nullable: name !== 'ID' };
  for (const link of type.navigations) {
    if (!shown.has(link.target)) continue;
    json[link.name] = {
      $Kind: 'NavigationProperty',
      $Type: `${modelNamespace}.${link.target}`,
      ...(link.collection ? { $Collection: true } : {}),
    };
  }
  return json;
}

/** `GET /$metadata?$format=json`: the same as CSDL JSON. */
export function metadataJson(schema: Schema): JsonObject {
  const types = shownTypes(schema);
  const shown = new Set(types.map(({ name }) => name));
  const container: JsonObject = { $Kind: 'EntityContainer' };
  for (const type of types) {
    if (type.hasSet) container[type.name] = { $Kind: 'EntitySet', $Type: `${modelNamespace}.${type.name}` };
  }
  container['GetCurrentEmployee'] = { $Function: `${modelNamespace}.GetCurrentEmployee` };
  const model: JsonObject = {};
  for (const type of types) model[type.name] = typeAsJson(type, shown);
  model['GetCurrentEmployee'] = [
    { $Kind: 'Function', $ReturnType: { $Type: `${modelNamespace}.Relationship_Person_Contact_Employee` } },
  ];
  return {
    $Version: '4.0',
    $EntityContainer: `${modelNamespace}.Container`,
    [modelNamespace]: { ...model, Container: container },
  };
}
