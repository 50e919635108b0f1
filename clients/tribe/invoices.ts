import type { TribeId } from '../../domain/ids';
import type { TribeInvoice, TribeInvoiceSummary } from '../../domain/tribe-records';
import type { TribeConnection } from '../connection';
import { isRecord, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { invoiceOf, invoiceSummaryOf, VAT_GROUP_NAMES } from './invoice-records';
import { collectionOf, listRecords } from './odata-list';
import { changedAtOf } from './tribe-fields';
import { entityPath, getRecord, readTribe, withSmallerExpands, type TribeSession } from './tribe-session';

const INVOICES = 'Activity_Invoice';
const MOST_PAGES = 500;
/** More invoices than may change between two of our pages. */
const OVERLAP = 10;

export interface ChangedSince {
  /** ISO 8601 with offset, on the vendor's clock. */
  readonly since: string;
  /** What `resolveInvoiceDateField` found. */
  readonly dateField: string;
}

/**
 * Every invoice created or changed since an instant, whatever its phase, each once (tribe-api §2.6–2.8). Rows are checked against
 * the filter here too, since a server may ignore it; a row that tells no date of change is kept.
 *
 * @param onPage called with the number of rows seen so far, page by page
 * @returns `unknown` rather than a part of the answer
 */
export const findChangedInvoices = (
  connection: TribeConnection,
  { since, dateField }: ChangedSince,
  onPage?: (rowsSeen: number) => void,
): Promise<Outcome<TribeInvoiceSummary[]>> =>
  readTribe(connection, async (session) => {
    const sinceMs = Math.floor(Date.parse(since) / 1000) * 1000;
    if (Number.isNaN(sinceMs)) return { kind: 'unknown', reason: 'since when: not an instant' };
    const instant = new Date(sinceMs).toISOString().replace('.000Z', 'Z');
    let rowsSeen = 0;
    const rows = await withSmallerExpands(['Phase', ''], (expand) =>
      listRecords(session, {
        set: INVOICES,
        options: {
          ...(expand === '' ? {} : { expand }),
          filter: `(CreationDate ge ${instant}) or (LastMutationDate ge ${instant})`,
          orderby: 'LastMutationDate asc,ID asc',
        },
        mostPages: MOST_PAGES,
        overlap: OVERLAP,
        onPage: (page) => onPage?.((rowsSeen += page.length)),
      }),
    );
    if (rows.kind !== 'ok') return rows;
    const summaries: TribeInvoiceSummary[] = [];
    for (const row of rows.value) {
      const changedAt = changedAtOf(row);
      if (changedAt !== null && Date.parse(changedAt) < sinceMs) continue;
      const summary = invoiceSummaryOf(row, dateField);
      if (summary === null) return { kind: 'unknown', reason: `${INVOICES}: a row without its ID` };
      summaries.push(summary);
    }
    return ok(summaries);
  });

/** So many ids fit into one address. */
export const MOST_IDS = 20;

/**
 * Which of these invoices are still there, in one request (tribe-api §2.6, §2.8: a deletion leaves no trace). An answer that goes
 * beyond one page comes from a server that does not filter, and is none.
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
      overlap: 0,
    });
    if (rows.kind !== 'ok') return rows;
    const told = new Set(rows.value.map((row) => textOf(row['ID'])?.toLowerCase()));
    return ok(new Set(ids.filter((id) => told.has(id.toLowerCase()))));
  });

const wholeLine = (vatGroup: string): string => `${vatGroup},Product($expand=GeneralLedgerAccount)`;
const wholeInvoice = (vatGroup: string): string =>
  `Phase,Relationship,ProductLines($expand=${wholeLine(vatGroup)})`;

const [VAT_GROUP, ...OTHER_VAT_GROUPS] = VAT_GROUP_NAMES;
const INVOICE_EXPANDS = [
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
 * One invoice with its phase, relationship, lines, VAT groups and ledger accounts, in one request (tribe-api §2.5, §3.10). What a server
 * refuses or forgets to expand is fetched piece by piece: a missing ledger account must mean that there is none.
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
    if (record.kind !== 'ok') return record;
    let invoice = record.value;
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
  });

/** A to-one navigation that was not expanded, read on its own; nothing there becomes null. */
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
        overlap: 0,
      }),
    )
  );
}

/** A line with its VAT group, its product and that one's ledger account, whichever of them were not expanded. */
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
