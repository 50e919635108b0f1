import { entityType, fields, toMany, toOne, type EntityType } from './entity-type';

const invoiceFields = `Number InvoiceDate:Date Amount:Double! Currency IsVatIncluded:Boolean DiscountPercentage:Double
  RelationDescription TotalExcludingVat:Double! TotalIncludingVat:Double! VatAmount:Double! AmountInCurrency:Double!
  TotalExcludingVatInCurrency:Double! TotalIncludingVatInCurrency:Double! VatAmountInCurrency:Double!`;

const lineFields = `Description LocalizedDescription ExtraDescription Quantity:Double Price:Double PriceInCurrency:Double
  PurchasePrice:Double TotalPurchasePrice:Double! DiscountPercentage:Double Currency IsPriceManuallyChanged:Boolean
  IsBilled:Boolean IsProcessableInParent:Boolean Total:Double! TotalExcludingVat:Double! TotalIncludingVat:Double!
  TotalInCurrency:Double! TotalExcludingVatInCurrency:Double! TotalIncludingVatInCurrency:Double! VatPercentage:Double!
  VatAmount:Double! VatAmountInCurrency:Double! VatAmountIncludingDiscount:Double! VatAmountIncludingDiscountInCurrency:Double!`;

/** Activities and their parts (tribe-api §3.2, §3.10, §3.12, §2.12). */
export const activityTypes: EntityType[] = [
  entityType('Activity', 'Entity', {
    abstract: true,
    properties: fields('Subject NumberOfNotes:Int32! NumberOfAttachments:Int32! ImportId'),
    navigations: [
      toOne('Relationship', 'Relationship'),
      toMany('Attachments', 'Attachment', 'Entity'),
      toMany('Notes', 'Note', 'Entity'),
    ],
  }),
  entityType('Activity_Invoice', 'Activity', {
    properties: fields(invoiceFields),
    navigations: [
      toOne('Phase', 'Datastore_Phase_ActivityInvoice'),
      toOne('Contact', 'Relationship_Person_Contact'),
      toMany('ProductLines', 'ProductLine', 'Activity'),
    ],
  }),
  entityType('Activity_SalesOpportunity', 'Activity', {
    properties: fields('Amount:Double ExpectedCloseDate:Date'),
    navigations: [toOne('Phase', 'Datastore_Phase')],
  }),
  entityType('Activity_Task', 'Activity', {
    properties: fields('StartDate:DateTimeOffset EndDate:DateTimeOffset Description'),
    navigations: [toOne('Assignee', 'Relationship_Person_Contact_Employee')],
  }),
  entityType('Activity_Appointment', 'Activity', {
    properties: fields('StartDate:DateTimeOffset EndDate:DateTimeOffset Description'),
    navigations: [
      toOne('Contact', 'Relationship_Person_Contact'),
      toOne('Owner', 'Relationship_Person_Contact_Employee'),
      toOne('PhaseReference', 'Datastore_Phase'),
    ],
  }),
  entityType('ProductLine', 'Entity', {
    properties: fields(lineFields),
    navigations: [
      toOne('Product', 'Product'),
      toOne('VatGroup', 'Datastore_VatGroup'),
      toOne('Activity', 'Activity'),
    ],
  }),
  entityType('Attachment', 'Entity', {
    properties: fields('Description ContentId Version IsVisibleInSupportPortal:Boolean'),
    navigations: [
      toOne('Entity', 'Entity'),
      toOne('File', 'File'),
      toOne('Invoice', 'Activity_Invoice'),
      toOne('BaseAttachment', 'Attachment'),
    ],
  }),
  entityType('File', 'Entity', {
    hasSet: false,
    properties: fields('Name MimeType Data Url:String! Size:Int32!'),
  }),
  entityType('Note', 'Entity', {
    properties: fields('Content IsPinned:Boolean ImportId'),
    navigations: [toOne('Entity', 'Entity')],
  }),
  entityType('Label', 'Entity', { properties: fields('Name') }),
  entityType('Team', 'Entity', {
    properties: fields('Name'),
    navigations: [toMany('Members', 'Relationship_Person_Contact_Employee')],
  }),
  entityType('Webhook', 'Entity', { properties: fields('EntityType WebhookUrl') }),
  entityType('ExternalCost', 'Entity', { properties: fields('Description Amount:Double') }),
];
