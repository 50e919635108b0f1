import type { Day, TribeId } from '../../domain/ids';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import { furtherBack, placeAfter, placeAt, type ListPlace } from '../list-place';
import { ok, type Outcome } from '../outcome';
import { completeInvoice, INVOICE_EXPANDS, MOST_IDS } from './invoices';
import { idOf } from './tribe-fields';
import { listRecords, PAGE_SIZE, readLoosePage, type LoosePage } from './odata-list';
import { odataUrl, readTribe, withSmallerExpands, type TribeSession } from './tribe-session';

const SET = 'Activity_Invoice';
/** How often a page may be asked for further back, because rows have moved. */
const MOST_STEPS_BACK = 20;
const BEGINNING = '1970-01-01T00:00:00Z';

/** The days of the invoices that are wanted; null is open. */
export interface InvoiceDays {
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface SentInvoicesPage {
  readonly invoices: readonly TribeInvoice[];
  /** Null at the end of the list. */
  readonly next: ListPlace | null;
}

/**
 * A page of the invoices in phase Sent or Paid of some days, whole: lines, VAT groups and ledger accounts in one request where the
 * server expands them, otherwise completed one by one (tribe-api §2.5–2.7). They are listed by id, which no change moves; pages overlap
 * by some rows, so that a row which leaves the list meanwhile hides no other. An invoice without a date is included.
 */
export const readSentInvoices = (
  connection: TribeConnection,
  dateField: string,
  days: InvoiceDays,
  place: ListPlace | null,
): Promise<Outcome<SentInvoicesPage>> =>
  readTribe(connection, async (session) => {
    let at = place ?? placeAt(BEGINNING);
    for (let stepsBack = 0; stepsBack <= MOST_STEPS_BACK; stepsBack += 1) {
      const skip = at.skip - at.anchors.length;
      const page = await askPage(session, dateField, days, skip);
      if (page.kind !== 'ok') return page;
      const rows = page.value.values.map((value) => ({
        value,
        key: (isRecord(value) ? textOf(value['ID'])?.toLowerCase() : null) ?? '',
        atMs: null,
        date: null,
      }));
      if (skip > 0 && rows.length > 0 && !rows.some(({ key }) => at.anchors.includes(key))) {
        at = furtherBack(at, PAGE_SIZE);
        continue;
      }
      const isLast = isLastPage(skip, page.value) || rows.every(({ key }) => at.anchors.includes(key));
      const next = isLast ? null : placeAfter(at, skip, rows, null);
      if (next === 'stuck') return { kind: 'unknown', reason: `${SET}: paging does not get on` };
      const invoices = await wholeInvoices(session, page.value.values, dateField);
      return invoices.kind === 'ok'
        ? ok({ invoices: invoices.value.filter((invoice) => isWanted(invoice, days)), next })
        : invoices;
    }
    return { kind: 'unknown', reason: `${SET}: the list has no lasting order` };
  });

/** These invoices, whole, in any phase and of any day; those that do not exist are left out. At most `MOST_IDS`. */
export const readInvoicesById = (
  connection: TribeConnection,
  dateField: string,
  ids: readonly TribeId[],
): Promise<Outcome<readonly TribeInvoice[]>> =>
  readTribe(connection, async (session) => {
    const filter = ids
      .slice(0, MOST_IDS)
      .map((id) => `ID eq ${id}`)
      .join(' or ');
    const rows = await withSmallerExpands(INVOICE_EXPANDS, (expand) =>
      listRecords(session, {
        set: SET,
        options: { ...(expand === '' ? {} : { expand }), filter },
        mostPages: 1,
      }),
    );
    if (rows.kind !== 'ok') return rows;
    const wanted = new Set<string>(ids);
    const asked = rows.value.filter((row) => wanted.has(textOf(row['ID'])?.toLowerCase() ?? ''));
    return wholeInvoices(session, asked, dateField);
  });

/** A server whose page has fewer rows than it was asked for may still have more: its count then tells. */
function isLastPage(skip: number, { values, count, nextLink }: LoosePage): boolean {
  if (values.length === 0) return true;
  if (nextLink !== null) return false;
  return count === null ? values.length < PAGE_SIZE : skip + values.length >= count;
}

/** The narrowest filter that the server accepts; each row is checked here in any case. */
async function askPage(
  session: TribeSession,
  dateField: string,
  days: InvoiceDays,
  skip: number,
): Promise<Outcome<LoosePage>> {
  let refused: Outcome<LoosePage> = { kind: 'unknown', reason: `${SET}: not asked` };
  for (const filter of filtersOf(dateField, days)) {
    const page = await withSmallerExpands(INVOICE_EXPANDS, (expand) =>
      readLoosePage(
        session,
        SET,
        odataUrl(session.connection, SET, {
          ...(expand === '' ? {} : { expand }),
          ...(filter === '' ? {} : { filter }),
          orderby: 'ID asc',
          top: String(PAGE_SIZE),
          skip: String(skip),
          count: 'true',
        }),
      ),
    );
    if (page.kind !== 'refused' || page.status !== 400 || page.about !== undefined) return page;
    refused = page;
  }
  return refused;
}

const IN_PHASE = "(Phase/Code eq 'Sent' or Phase/Code eq 'Paid')";

/** The type of the date is not known (tribe-api §6 G1): as a day, then as an instant a day wider on both sides. */
function filtersOf(dateField: string, { from, to }: InvoiceDays): readonly string[] {
  const within = (bounds: readonly (string | null)[]): string =>
    [IN_PHASE, ...bounds.filter((bound) => bound !== null)].join(' and ');
  const asDays = within([from && `${dateField} ge ${from}`, to && `${dateField} le ${to}`]);
  const asInstants = within([
    from && `${dateField} ge ${instantOf(from, -1)}`,
    to && `${dateField} lt ${instantOf(to, 2)}`,
  ]);
  return [...new Set([asDays, asInstants, IN_PHASE, ''])];
}

const instantOf = (day: Day, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().replace('.000Z', 'Z');

function isWanted({ phaseCode, date }: TribeInvoice, { from, to }: InvoiceDays): boolean {
  if (phaseCode !== 'Sent' && phaseCode !== 'Paid') return false;
  return date === null || ((from === null || date >= from) && (to === null || date <= to));
}

/** A row that cannot be read makes the answer unknown: a proof must not leave anything out. */
async function wholeInvoices(
  session: TribeSession,
  values: readonly unknown[],
  dateField: string,
): Promise<Outcome<TribeInvoice[]>> {
  const invoices: TribeInvoice[] = [];
  for (const value of values) {
    const record: VendorRecord = isRecord(value) ? value : {};
    const id = idOf(record);
    if (id === null) return { kind: 'unknown', reason: `${SET}: a record without its ID` };
    const invoice = await completeInvoice(session, record, id, dateField);
    if (invoice.kind !== 'ok') return invoice;
    invoices.push(invoice.value);
  }
  return ok(invoices);
}
