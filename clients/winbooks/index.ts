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
export { findCodesAmong, findPartiesAmong, findVatNumbersAmong } from './among';
export { findPartiesByName, type NamedParty } from './parties-by-name';
export { findCustomerLines, findJournalsOfNumber, listCustomerLines } from './customer-lines';
export {
  findCustomerLinesOf,
  findCustomerPlaces,
  findDocumentHeads,
  findLinesOfMatchings,
  probeLedger,
  readChangedLines,
  type ChangedLine,
  type FoundLines,
} from './matched-lines';
export { findDocumentsByNumber, findDocumentsByReference, getDocument } from './ledger-documents';
export { readHeadersOfPeriod, readLinesOfPeriod } from './ledger-pages';
export { postHeader, prepareWrite, type ReadyToSend } from './winbooks-writes';
export { createParty, writeParty, type PartyWrite } from './party-writes';
export type { NewAddress, NewParty } from './party-bodies';
export {
  listPartyIds,
  readParty,
  readPartyHead,
  readRows,
  type PartyHead,
  type PartyIdsPage,
  type RowsPage,
} from './parties';
export { rowsPlace, type RowsPlace, type RowsQuestion } from './list-pages';
