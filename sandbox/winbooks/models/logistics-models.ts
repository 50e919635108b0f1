import { objectModel, type ObjectModel } from './object-model';

/**
 * The commercial documents (winbooks-api §4.11). Their real names are unknown: these are the names of the CSV import.
 * Nothing here is booked automatically (gap G9).
 */
export const logisticsModels: ObjectModel[] = [
  objectModel('Logistics.', 'JournalLog', { properties: { Name: 'string' } }),
  objectModel('Logistics.', 'PayMode', { properties: { Name: 'string' } }),
  objectModel('Logistics.', 'DeliveryTerm', { properties: { Name: 'string' } }),
  objectModel('Logistics.', 'Item', {
    properties: { Name: 'string', Price: 'decimal' },
    references: [
      ['Vat', 'Vat'],
      ['GLAccount', 'GLAccount'],
    ],
  }),
  objectModel('Logistics.', 'DocumentHeader', {
    hasCode: false,
    properties: {
      Number: 'integer',
      Date: 'day',
      DueDate: 'day',
      ThirdReference: 'string',
      ThirdReference2: 'string',
      ThirdPartyComment: 'string',
      Reference: 'string',
      CurrencyRate: 'decimal',
      LocalizedCodeLanguage: 'string',
    },
    references: [
      ['JournalLog', 'JournalLog'],
      ['Journal', 'Journal'],
      ['Customer', 'Customer'],
      ['Supplier', 'Supplier'],
      ['Contact', 'Contact', undefined, null],
      ['RelatedThird', 'Third'],
      ['PayMode', 'PayMode'],
      ['PayCode', 'PayCode'],
      ['Currency', 'Currency'],
      ['DeliveryTerm', 'DeliveryTerm'],
      ['DeliveringAddress', 'Address', undefined, null],
      ['InvoicingAddress', 'Address', undefined, null],
      ['PostingAddress', 'Address', undefined, null],
    ],
    collections: [['Details', 'DocumentDetail', 'DocumentHeader_Id']],
  }),
  objectModel('Logistics.', 'DocumentDetail', {
    hasCode: false,
    properties: { Quantity: 'decimal', NextTotalQuantity: 'decimal', Index: 'integer' },
    references: [
      ['DocumentHeader', 'DocumentHeader', undefined, null],
      ['Row', 'DocumentRow', undefined, null],
    ],
    collections: [
      ['NextDetails', 'DocumentDetailLink', 'ParentDocumentDetail_Id'],
      ['StockTransaction', 'StockTransaction', 'DocumentDetail_Id'],
    ],
  }),
  objectModel('Logistics.', 'DocumentRow', {
    hasCode: false,
    properties: { Description: 'string', UnitPrice: 'decimal' },
    references: [
      ['Item', 'Item'],
      ['Vat', 'Vat'],
    ],
  }),
  objectModel('Logistics.', 'DocumentDetailLink', {
    hasCode: false,
    properties: { Type: 'integer', Quantity: 'decimal' },
    references: [
      ['ParentDocumentDetail', 'DocumentDetail', undefined, null],
      ['DocumentDetail', 'DocumentDetail', undefined, null],
    ],
  }),
  objectModel('Logistics.', 'StockTransaction', {
    hasCode: false,
    properties: { Quantity: 'decimal' },
    references: [
      ['DocumentDetail', 'DocumentDetail', undefined, null],
      ['Item', 'Item'],
    ],
  }),
];
