import { type FolderSeed } from './seed-order';

type Needed<Key extends keyof FolderSeed> = NonNullable<FolderSeed[Key]>;

export const defaultBookYears: Needed<'bookYears'> = [2025, 2026, 2027].map((year) => ({
  code: String(year),
  start: `${year}-01-01`,
  end: `${year}-12-31`,
}));

/** Types as in the import codes of winbooks-api §4.8. */
export const defaultJournals: Needed<'journals'> = [
  { code: 'VEN', name: 'Verkopen', type: 'SAL' },
  { code: 'NCV', name: 'Creditnota’s verkoop', type: 'SAC' },
  { code: 'ACH', name: 'Aankopen', type: 'PUR' },
  { code: 'NCA', name: 'Creditnota’s aankoop', type: 'PUC' },
  { code: 'FIN', name: 'Bank', type: 'CAS' },
  { code: 'DIV', name: 'Diversen', type: 'PRI' },
];

/** User codes with the internal nomenclature of winbooks-api §7.1: first digit 2 sales, 1 purchases. */
export const defaultVatCodes: Needed<'vatCodes'> = [
  {
    code: '21',
    internalCode: '211400',
    rate: 21,
    name: 'Verkoop binnenland 21 %',
    account: '451000',
    isSale: true,
  },
  {
    code: '12',
    internalCode: '211300',
    rate: 12,
    name: 'Verkoop binnenland 12 %',
    account: '451000',
    isSale: true,
  },
  {
    code: '6',
    internalCode: '211200',
    rate: 6,
    name: 'Verkoop binnenland 6 %',
    account: '451000',
    isSale: true,
  },
  {
    code: '0',
    internalCode: '211100',
    rate: 0,
    name: 'Verkoop binnenland 0 %',
    account: '451000',
    isSale: true,
  },
  {
    code: 'A21',
    internalCode: '111400',
    rate: 21,
    name: 'Aankoop binnenland 21 %',
    account: '411000',
    isSale: false,
  },
  {
    code: 'A12',
    internalCode: '111300',
    rate: 12,
    name: 'Aankoop binnenland 12 %',
    account: '411000',
    isSale: false,
  },
  {
    code: 'A6',
    internalCode: '111200',
    rate: 6,
    name: 'Aankoop binnenland 6 %',
    account: '411000',
    isSale: false,
  },
];

/** An excerpt of the Belgian chart of accounts. */
export const defaultAccounts: Needed<'accounts'> = [
  { code: '400000', name: 'Handelsdebiteuren', centralType: 'CUSTOMER' },
  { code: '440000', name: 'Leveranciers', centralType: 'SUPPLIER' },
  { code: '411000', name: 'Terugvorderbare btw', centralType: 'V01' },
  { code: '451000', name: 'Te betalen btw', centralType: 'V03' },
  { code: '499000', name: 'Wachtrekening' },
  { code: '550000', name: 'Bank' },
  { code: '570000', name: 'Kas' },
  { code: '604000', name: 'Aankopen handelsgoederen' },
  { code: '610000', name: 'Huur' },
  { code: '613000', name: 'Erelonen' },
  { code: '659000', name: 'Betalingsverschillen (kosten)' },
  { code: '700000', name: 'Verkopen handelsgoederen' },
  { code: '701000', name: 'Verkopen afgewerkte producten' },
  { code: '702000', name: 'Diensten' },
  { code: '705000', name: 'Abonnementen' },
  { code: '759000', name: 'Betalingsverschillen (opbrengsten)' },
];

export const centralAccountTypes = [
  { code: 'CUSTOMER', name: 'Klanten' },
  { code: 'SUPPLIER', name: 'Leveranciers' },
  { code: 'V01', name: 'Terugvorderbare btw' },
  { code: 'V03', name: 'Te betalen btw' },
];

export const payCodes = [
  { code: '0', name: 'Contant', days: 0, isEndOfMonth: false },
  { code: '30', name: '30 dagen', days: 30, isEndOfMonth: false },
  { code: '30E', name: '30 dagen einde maand', days: 30, isEndOfMonth: true },
  { code: '60', name: '60 dagen', days: 60, isEndOfMonth: false },
  { code: '60E', name: '60 dagen einde maand', days: 60, isEndOfMonth: true },
];

/** Code lists of model name → code → name. */
export const codeLists: Record<string, Record<string, string>> = {
  Country: {
    BE: 'België',
    NL: 'Nederland',
    FR: 'Frankrijk',
    LU: 'Luxemburg',
    DE: 'Duitsland',
    GB: 'Verenigd Koninkrijk',
    IT: 'Italië',
    ES: 'Spanje',
    PT: 'Portugal',
    AT: 'Oostenrijk',
    IE: 'Ierland',
    DK: 'Denemarken',
    SE: 'Zweden',
    PL: 'Polen',
    CH: 'Zwitserland',
    US: 'Verenigde Staten',
  },
  Currency: { EUR: 'Euro', USD: 'US dollar', GBP: 'Pond sterling', CHF: 'Zwitserse frank' },
  Language: { nl: 'Nederlands', fr: 'Français', en: 'English', de: 'Deutsch' },
  ThirdCivility: Object.fromEntries(
    'ME VZW MEVR MME DHR MR OND NV AVO ETS ASBL SPRL SA M BVBA BV SRL SNC'
      .split(' ')
      .map((code) => [code, code]),
  ),
  CustomerCategory: { BE: 'België', EU: 'Europese Unie', EX: 'Buiten de Unie' },
  SupplierCategory: { BE: 'België', EU: 'Europese Unie', EX: 'Buiten de Unie' },
  JournalLog: { INVCUST: 'Facturen klanten', CNCUST: 'Creditnota’s klanten' },
};
