import type { TribeId } from '../../domain/ids';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { isRecord, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { invoiceOf, VAT_GROUP_NAMES } from './invoice-records';
import { collectionOf, listRecords } from './odata-list';
import { entityPath, getRecord, readTribe, withSmallerExpands, type TribeSession } from './tribe-session';

const INVOICES = 'Activity_Invoice';

/** The number of ids that fit into one URL. */
export const MOST_IDS = 20;

/**
 * Which of these invoices still exist, in one request (tribe-api §2.6, §2.8: a deletion leaves no trace). A server
 * whose answer exceeds one page does not filter, so that answer counts as none.
 *
 * @param ids at most `MOST_IDS`
 */
export const findKnownInvoices = (
  connection: TribeConnection,
  ids: readonly TribeId[],
): Promise<Outcome<ReadonlySet<TribeId>>> =>
  readTribe(connection, async (session) => {
    const rows = await listRecords(session, {
      set: INVOICES,
      options: { select: 'ID', filter: ids.map((id) => `ID eq ${id}`).join(' or ') },
      mostPages: 1,
    });
    if (rows.kind !== 'ok') return rows;
    const listed = new Set(rows.value.map((row) => textOf(row['ID'])?.toLowerCase()));
    return ok(new Set(ids.filter((id) => listed.has(id.toLowerCase()))));
  });

const wholeLine = (vatGroup: string): string => `${vatGroup},Product($expand=GeneralLedgerAccount)`;
const wholeInvoice = (vatGroup: string): string =>
  `Phase,Relationship,ProductLines($expand=${wholeLine(vatGroup)})`;

const [VAT_GROUP, ...OTHER_VAT_GROUPS] = VAT_GROUP_NAMES;
/** The largest first, then smaller ones for a server that refuses it. */
export const INVOICE_EXPANDS = [
  wholeInvoice(VAT_GROUP),
  ...OTHER_VAT_GROUPS.map(wholeInvoice),
  'Phase,ProductLines,Relationship',
  '',
] as const;
const LINE_EXPANDS = [
  wholeLine(VAT_GROUP),
  ...OTHER_VAT_GROUPS.map(wholeLine),
  ...VAT_GROUP_NAMES.map((vatGroup) => `${vatGroup},Product`),
] as const;

/**
 * One invoice with its phase, relationship, lines, VAT groups and ledger accounts, in one request (tribe-api §2.5,
 * §3.10). Whatever a server does not expand is fetched separately, so that a missing ledger account means that there is
 * none.
 */
export const readInvoice = (
  connection: TribeConnection,
  id: TribeId,
  dateField: string,
): Promise<Outcome<TribeInvoice>> =>
  readTribe(connection, async (session) => {
    const path = entityPath(INVOICES, id);
    const record = await withSmallerExpands(INVOICE_EXPANDS, (expand) =>
      getRecord(session, path, expand === '' ? {} : { expand }),
    );
    return record.kind === 'ok' ? completeInvoice(session, record.value, id, dateField) : record;
  });

/** The invoice of a record, with whatever the server did not expand fetched separately. */
export async function completeInvoice(
  session: TribeSession,
  record: VendorRecord,
  id: TribeId,
  dateField: string,
): Promise<Outcome<TribeInvoice>> {
  const path = entityPath(INVOICES, id);
  let invoice = record;
  for (const name of ['Phase', 'Relationship']) {
    const completed = await withNavigation(session, invoice, path, name);
    if (completed.kind !== 'ok') return completed;
    invoice = completed.value;
  }
  const lines = await linesOf(session, invoice, path);
  if (lines.kind !== 'ok') return lines;
  const complete: VendorRecord[] = [];
  for (const line of lines.value) {
    const completed = await completeLine(session, line);
    if (completed.kind !== 'ok') return completed;
    complete.push(completed.value);
  }
  return ok(invoiceOf(invoice, id, complete, dateField));
}

/** A to-one navigation property that was not expanded, read separately; null when it does not exist. */
async function withNavigation(
  session: TribeSession,
  record: VendorRecord,
  path: string,
  name: string,
): Promise<Outcome<VendorRecord>> {
  if (record[name] !== undefined) return ok(record);
  const target = await getRecord(session, `${path}/${name}`);
  if (target.kind === 'absent') return ok({ ...record, [name]: null });
  return target.kind === 'ok' ? ok({ ...record, [name]: target.value }) : target;
}

async function linesOf(
  session: TribeSession,
  invoice: VendorRecord,
  path: string,
): Promise<Outcome<VendorRecord[]>> {
  const expanded = await collectionOf(session, invoice, 'ProductLines');
  return (
    expanded ??
    withSmallerExpands([...LINE_EXPANDS, ''], (expand) =>
      listRecords(session, {
        set: `${path}/ProductLines`,
        options: expand === '' ? {} : { expand },
        mostPages: 100,
      }),
    )
  );
}

/** A line with its VAT group, its product and the product's ledger account, fetching those that were not expanded. */
async function completeLine(session: TribeSession, line: VendorRecord): Promise<Outcome<VendorRecord>> {
  let complete = line;
  const lineId = textOf(line['ID']);
  const isExpanded =
    VAT_GROUP_NAMES.some((name) => line[name] === null || isRecord(line[name])) &&
    line['Product'] !== undefined;
  if (!isExpanded && lineId !== null) {
    const path = entityPath('ProductLine', lineId);
    const read = await withSmallerExpands(LINE_EXPANDS, (expand) => getRecord(session, path, { expand }));
    if (read.kind !== 'ok' && read.kind !== 'absent') return read;
    if (read.kind === 'ok') complete = { ...line, ...read.value };
  }
  const product = recordOf(complete['Product']);
  const productId = textOf(product?.['ID']);
  if (product && product['GeneralLedgerAccount'] === undefined && productId !== null) {
    const path = entityPath('Product', productId);
    const read = await getRecord(session, path, { expand: 'GeneralLedgerAccount' });
    if (read.kind !== 'ok' && read.kind !== 'absent') return read;
    if (read.kind === 'ok') complete = { ...complete, Product: { ...product, ...read.value } };
  }
  return ok(complete);
}
