import { objectModel, type ObjectModel, type PropertyKind } from './object-model';

/** The properties that a customer and a supplier share (winbooks-api §4.2, §4.5). */
const partyProperties: Record<string, PropertyKind> = {
  VatApplicable: 'integer',
  LastReminderLevel: 'integer',
  LastReminderDate: 'day',
  IsReminderBlocked: 'boolean',
  IsLocked: 'boolean',
  IsHidden: 'boolean',
  MemoType: 'integer',
  Memo: 'string',
  ConditionalDiscountRate: 'decimal',
  ConditionalDiscountDays: 'decimal',
  CommodityCode: 'string',
  Custom: 'json',
  DiscountCategory_Id: 'guid',
  Tariff_Id: 'guid',
  PayMode_Id: 'guid',
  PayTerm_Id: 'guid',
  DeliveryTerm_Id: 'guid',
  Agent_Id: 'guid',
  ThirdAccountGroup_Id: 'guid',
  DiscountRate: 'decimal',
  GlobalDiscountRate: 'decimal',
  IsPartialDelivery: 'boolean',
  IsPartialDeliveryClosed: 'boolean',
};

function party(name: 'Customer' | 'Supplier'): ObjectModel {
  return objectModel('', name, {
    properties: partyProperties,
    references: [
      ['Third', 'Third'],
      ['Vat', 'Vat'],
      ['Category', `${name}Category`, `${name}Category_Id`],
      ['GLAccountDefault', 'GLAccount', 'GLAccount_Id'],
      ['GLAccountCentral', 'GLAccount', 'GLAccount2_Id'],
      ['GLTemplate', 'GLTemplate'],
      ['PayCode', 'PayCode'],
    ],
  });
}

/** A small code list with only the properties that it needs. */
function codeList(name: string, more: Record<string, PropertyKind> = {}): ObjectModel {
  return objectModel('', name, { properties: { Name: 'string', ...more } });
}

/** Parties, addresses and the code lists that they use (winbooks-api §4.2–§4.6). */
export const thirdModels: ObjectModel[] = [
  party('Customer'),
  party('Supplier'),
  objectModel('', 'Third', {
    properties: { Name: 'string', VatNumber: 'string', WebSite: 'string' },
    references: [
      ['Civility', 'ThirdCivility', 'ThirdCivility_Id', 'CivilityCode'],
      ['VatCountry', 'Country'],
      ['Language', 'Language'],
      ['Currency', 'Currency'],
    ],
    collections: [
      ['Addresses', 'Third_Address', 'Third_Id'],
      ['Contacts', 'Third_Contact', 'Third_Id'],
      ['BankAccounts', 'BankAccount', 'Third_Id'],
    ],
  }),
  objectModel('', 'Address', {
    hasCode: false,
    properties: {
      Index: 'integer',
      Address1: 'string',
      Address2: 'string',
      Number: 'string',
      Box: 'string',
      Zip: 'string',
      Town: 'string',
      Name: 'string',
      PhoneNo: 'string',
      FaxNo: 'string',
      MemoType: 'integer',
      Memo: 'string',
      IsDelivering: 'boolean',
      IsDeliveringDefault: 'boolean',
      IsPosting: 'boolean',
      IsPostingDefault: 'boolean',
      IsInvoicing: 'boolean',
      IsInvoicingDefault: 'boolean',
    },
    references: [
      ['Third', 'Third'],
      ['Country', 'Country'],
    ],
    padded: ['Zip', 'Town'],
  }),
  objectModel('', 'Third_Address', {
    hasCode: false,
    references: [
      ['Third', 'Third'],
      ['Address', 'Address', undefined, null],
    ],
    wraps: 'Address',
  }),
  objectModel('', 'Contact', {
    hasCode: false,
    properties: {
      Name: 'string',
      FirstName: 'string',
      EMail: 'string',
      PhoneNo: 'string',
      MobileNo: 'string',
    },
    references: [['Language', 'Language']],
  }),
  objectModel('', 'Third_Contact', {
    hasCode: false,
    references: [
      ['Third', 'Third'],
      ['Contact', 'Contact', undefined, null],
    ],
    wraps: 'Contact',
  }),
  objectModel('', 'BankAccount', {
    hasCode: false,
    properties: { Iban: 'string', Bic: 'string', IsDefault: 'boolean' },
    references: [['Third', 'Third']],
  }),
  objectModel('', 'Prospect', { references: [['Third', 'Third']] }),
  codeList('Country'),
  codeList('Currency', { Decimals: 'integer' }),
  codeList('Language'),
  codeList('ThirdCivility'),
  codeList('CustomerCategory'),
  codeList('SupplierCategory'),
];
