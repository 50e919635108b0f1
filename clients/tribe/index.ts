/** The Tribe CRM client (tribe-api): every function returns an Outcome. */
export {
  checkTribeCredentials,
  listVatGroups,
  probeEmployee,
  probeInvoicing,
  readIdentity,
} from './organisation';
export { readMetadata, resolveInvoiceDateField } from './tribe-metadata';
export { readChanges, type InvoiceChangesPage } from './changed-invoices';
export type { ReadUpTo, UnreadableRow } from './changed-records';
export { listPlace, placeAt, type ListPlace } from './list-place';
export { findKnownInvoices, MOST_IDS, readInvoice } from './invoices';
export { listCustomerDebtors, readDebtor, readDebtorOfRelation } from './debtors';
export { prepareTribeWrite, type ReadyToWrite } from './tribe-writes';
export { findRelationsByDebtorNumber, readDebtorNumber, writeDebtorNumber } from './debtor-numbers';
