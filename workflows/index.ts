export { activation } from './activation';
export { bookInvoice } from './book-invoice';
export { tenantSync } from './tenant-sync';
export { tieOut } from './tie-out';
