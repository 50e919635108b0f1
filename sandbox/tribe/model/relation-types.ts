import { entityType, fields, toMany, toOne, type EntityType } from './entity-type';

/** Shared by relations and relationships (tribe-api §2.8). */
const lifeFields = `CloseDate:DateTimeOffset Start:DateTimeOffset End:DateTimeOffset Deadline:DateTimeOffset
  IsExclusion:Boolean IsRoot:Boolean NumberOfAttachments:Int32! NumberOfNotes:Int32! ImportId`;

const organisationFields = `Name Website CreditorNumber FinancialEmailAddress ChamberOfCommerceNumber ChamberOfCommerceName
  CoCDescription RSIN OIN EstablishmentNumber EstablishmentDate:Date NumberOfEmployees:Int32 FoundingDate:Date CompanyActivity
  DiscontinuationDate:Date LinkedIn Facebook Twitter Instagram YouTube Blog IssueDate:Date ExpirationDate:Date VATNumber
  IBAN BIC BankName`;

const commercialFields = `Name IsFormer:Boolean FormerDate:DateTimeOffset UpgradeDate:DateTimeOffset!
  DowngradeDate:DateTimeOffset! IsMasterAccount:Boolean MailingOptOut:Boolean PaymentTermInDays:Int32`;

const address = (name: string, ...extra: string[]) =>
  toOne(name, 'Address', { back: ['Relation', ...extra] });

const relations: EntityType[] = [
  entityType('Relation', 'Entity', {
    abstract: true,
    properties: fields(`${lifeFields} PhoneNumber EmailAddress DebtorNumber Number:Int32`),
    navigations: [
      toMany('Addresses', 'Address', 'Relation'),
      toMany('Relationships', 'Relationship', 'Organization', 'Person'),
      toMany('Attachments', 'Attachment', 'Entity'),
      toMany('Notes', 'Note', 'Entity'),
      toMany('Labels', 'Label'),
      toOne('Language', 'Datastore_Language'),
    ],
  }),
  entityType('Relation_Organization', 'Relation', {
    required: ['Name'],
    properties: fields(organisationFields),
    navigations: [
      address('VisitingAddress', 'Organization'),
      address('PostalAddress', 'Organization'),
      address('InvoiceAddress', 'Organization'),
      toOne('Branch', 'Datastore_Branch'),
    ],
  }),
  entityType('Relation_Person', 'Relation', {
    required: ['LastName'],
    properties: fields(
      'FirstName MiddleName LastName Initials Title Suffix MobilePhoneNumber BirthDate:Date',
    ),
    navigations: [
      address('Address', 'Person'),
      toOne('Gender', 'Datastore_Gender'),
      toOne('Picture', 'File'),
    ],
  }),
];

function commercialRole(kind: 'Organization' | 'Person', role: string): EntityType {
  const base = `Relationship_${kind}_CommercialRelationship`;
  return entityType(`${base}_${role}`, base);
}

const commercialRoles = ['Suspect', 'Lead', 'HotProspect', 'Prospect', 'Customer'];

/** A relationship links a parent relation (`Relation`) to a child, the organisation or the person (tribe-api §3.1). */
const relationships: EntityType[] = [
  entityType('Relationship', 'Entity', {
    abstract: true,
    properties: fields(lifeFields),
    navigations: [
      toOne('Relation', 'Relation'),
      toMany('Activities', 'Activity', 'Relationship'),
      toMany('Attachments', 'Attachment', 'Entity'),
      toMany('Notes', 'Note', 'Entity'),
      toMany('Labels', 'Label'),
    ],
  }),
  entityType('Relationship_Organization', 'Relationship', {
    abstract: true,
    navigations: [toOne('Organization', 'Relation_Organization')],
  }),
  entityType('Relationship_Organization_Identity', 'Relationship_Organization', {
    properties: fields('Name'),
  }),
  entityType('Relationship_Organization_CommercialRelationship', 'Relationship_Organization', {
    abstract: true,
    properties: fields(commercialFields),
    navigations: [toOne('AccountManager', 'Relationship_Person_Contact_Employee')],
  }),
  ...commercialRoles.map((role) => commercialRole('Organization', role)),
  entityType('Relationship_Organization_Supplier', 'Relationship_Organization', {
    properties: fields(
      'Name IsFormer:Boolean FormerDate:DateTimeOffset MailingOptOut:Boolean PaymentTermInDays:Int32',
    ),
  }),
  entityType('Relationship_Person', 'Relationship', {
    abstract: true,
    navigations: [toOne('Person', 'Relation_Person')],
  }),
  entityType('Relationship_Person_CommercialRelationship', 'Relationship_Person', {
    abstract: true,
    properties: fields(commercialFields),
    navigations: [toOne('AccountManager', 'Relationship_Person_Contact_Employee')],
  }),
  ...commercialRoles.map((role) => commercialRole('Person', role)),
  entityType('Relationship_Person_Contact', 'Relationship_Person', {
    abstract: true,
    properties: fields('Name Department EmailAddress PhoneNumber MobilePhoneNumber'),
  }),
  entityType('Relationship_Person_Contact_Standard', 'Relationship_Person_Contact'),
  entityType('Relationship_Person_Contact_Employee', 'Relationship_Person_Contact'),
];

/** Relations, their roles and their addresses (tribe-api §3.3–3.8, §3.16). */
export const relationTypes: EntityType[] = [
  ...relations,
  ...relationships,
  entityType('Address', 'Entity', {
    properties: fields(
      'Street HouseNumber:Double HouseNumberSuffix Extra Postalcode City Latitude:Double Longitude:Double',
    ),
    navigations: [
      toOne('Relation', 'Relation'),
      toOne('Person', 'Relation_Person'),
      toOne('Organization', 'Relation_Organization'),
      toOne('AddressType', 'Datastore_AdressType'),
      toOne('Country', 'Datastore_Country'),
      toOne('State', 'Datastore_State'),
    ],
  }),
];
