/** The WinBooks on Web client (winbooks-api): every function returns an Outcome and repeats no write. */
export { checkWinbooksCredentials, probeFolder } from './folder-probe';
export {
  currencyExists,
  listAllBookPeriods,
  listBookPeriods,
  listBookPeriodsOfYear,
  listBookYears,
  listJournals,
  listVatCodes,
} from './master-data';
export { findCentralAccounts, findLedgerAccounts, getLedgerAccount } from './ledger-accounts';
export {
  findCustomersByCode,
  findCustomersByVatNumber,
  getCustomer,
  getThird,
  isSupplierCode,
  listCustomers,
  type WinbooksThird,
} from './customers';
export { findCustomerLines, findJournalsOfNumber, listCustomerLines } from './customer-lines';
export { findDocumentsByNumber, findDocumentsByReference, getDocument } from './ledger-documents';
export { createCustomer, postHeader, prepareWrite, type ReadyToSend } from './winbooks-writes';
export type { NewAddress, NewCustomer } from './write-bodies';
