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
export type { ChangesPage, ChangesQuestion, ReadUpTo, UnreadableRow } from './changed-records';
export { listPlace, placeAt, type ListPlace } from '../list-place';
export { findKnownInvoices, MOST_IDS, readInvoice } from './invoices';
export { listCustomerDebtors, readDebtor } from './debtors';
export { readInvoicesById, readSentInvoices } from './sent-invoices';
export { prepareTribeWrite, type ReadyToWrite } from './tribe-writes';
export { findRelationsByDebtorNumber, readDebtorNumber, writeDebtorNumber } from './debtor-numbers';
export { findInvoicePhases, readInvoicePhase, writeInvoicePhase } from './invoice-phase';
export {
  readRelationChanges,
  RELATION_LISTS,
  ROLE_SETS,
  type RelationChangesPage,
  type RelationList,
  type RoleList,
} from './relation-changes';
export {
  findRelations,
  findRoles,
  listRoleIds,
  readCreatedRelation,
  readRelation,
  roleIdsPlace,
  roleListOf,
} from './relations';
export { findKeysAmong, findRolesAmong, type RelationKey } from './among';
export { createInvoiceAddress, setFormer, updateAddress, updateRelation } from './relation-writes';
export { createRelationship, prepareRelationship, type RoleHolder } from './new-relations';
