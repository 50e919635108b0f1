import type { WinbooksId } from '../../domain/ids';
import type { PartyRole, WinbooksParty } from '../../domain/vendors/winbooks-records';
import {
  chosenOf,
  partyOf,
  type ContactRow,
  type ThirdRow,
  type WinbooksEntity,
  type WinbooksRows,
} from '../../domain/vendors/winbooks-rows';
import type { WinbooksConnection } from '../connection';
import { recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import {
  ADDRESSES,
  askForAnyId,
  CUSTOMERS,
  findRows,
  THIRD_CONTACTS,
  THIRDS,
  type EntityKind,
} from './execute-criteria';
import { codeFinder } from './folder-codes';
import { readListPage, type RowsPlace, type RowsQuestion } from './list-pages';
import { ROW_READINGS, type RowReading } from './party-rows';
import { idOf } from './winbooks-fields';
import { getObject, readWinbooks, type WinbooksSession } from './winbooks-session';

export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  /** Rows without an id, or without a code where there must be one. */
  readonly unreadable: readonly {
    readonly words: string;
    readonly shown: string;
    readonly id: string | null;
  }[];
  /**
   * The server does not filter by date. Without an order either, rows are all those of the list, changed or not: compare
   * their content.
   */
  readonly isFilterIgnored: boolean;
  /** The latest `modifiedAt` of the page; null when no row has one. */
  readonly upTo: string | null;
  /** Null at the end of the list. */
  readonly next: RowsPlace | null;
  /** The vendor's clock; null when the answer has none. */
  readonly vendorNow: Date | null;
}

/**
 * One page of the customers, suppliers, thirds, addresses or contacts that changed since a moment, or of all of them
 * (winbooks-api §5.a). A row that changes while the list is read may come twice.
 *
 * @returns `notOffered` when the folder has no suppliers or no contacts (winbooks-api §8 G10, G11); `forbidden` when it does not let us
 *   read them
 */
export const readRows = <Entity extends WinbooksEntity>(
  connection: WinbooksConnection,
  entity: Entity,
  question: RowsQuestion,
): Promise<Outcome<RowsPage<WinbooksRows[Entity]> | 'notOffered' | 'forbidden'>> =>
  readWinbooks<RowsPage<WinbooksRows[Entity]> | 'notOffered' | 'forbidden'>(connection, async (session) => {
    const reading = ROW_READINGS[entity] as RowReading<WinbooksRows[Entity]>;
    const page = await readListPage(session, reading.entity, question);
    if (page.kind === 'refused' && (await isNotOffered(session, reading.entity)))
      return ok(page.status === 403 ? 'forbidden' : 'notOffered');
    if (page.kind !== 'ok') return page;
    const { rows: raw, isFilterIgnored, next, vendorNow } = page.value;
    const codes = await codeFinder(session, raw, reading.references);
    if (codes.kind !== 'ok') return codes;
    const rows: WinbooksRows[Entity][] = [];
    const unreadable: { words: string; shown: string; id: string | null }[] = [];
    for (const row of raw) {
      const parsed = reading.parse(row, codes.value);
      if (parsed !== null) rows.push(parsed);
      else unreadable.push({ words: 'a row without its id or code', shown: shown(row), id: idOf(row['Id']) });
    }
    return ok({ rows, unreadable, isFilterIgnored, upTo: latestOf(rows), next, vendorNow });
  });

const LONGEST_SHOWN = 300;
const shown = (row: VendorRecord): string => JSON.stringify(row).slice(0, LONGEST_SHOWN);

const latestOf = (rows: readonly { readonly modifiedAt: string | null }[]): string | null =>
  rows.reduce<string | null>(
    (latest, { modifiedAt }) => (modifiedAt !== null && modifiedAt > (latest ?? '') ? modifiedAt : latest),
    null,
  );

/** Every folder has customers with thirds and addresses. Another model that is refused while thirds are not is not offered. */
async function isNotOffered(session: WinbooksSession, entity: EntityKind): Promise<boolean> {
  const isOptional = ![CUSTOMERS, THIRDS, ADDRESSES].some(({ plural }) => plural === entity.plural);
  if (!isOptional || (await askForAnyId(session, entity)).kind !== 'refused') return false;
  return (await askForAnyId(session, THIRDS)).kind === 'ok';
}

/** Id and code of a customer or supplier. */
export interface PartyId {
  readonly id: WinbooksId;
  readonly code: string;
}

export interface PartyIdsPage {
  readonly parties: readonly PartyId[];
  /** Null at the end of the list. */
  readonly next: RowsPlace | null;
}

/**
 * One page of the ids of all customers or suppliers, for finding what was deleted (winbooks-api §5.a: there is no feed
 * of deletions).
 */
export const listPartyIds = (
  connection: WinbooksConnection,
  role: PartyRole,
  place: RowsPlace | null,
): Promise<Outcome<PartyIdsPage | 'notOffered'>> =>
  readWinbooks<PartyIdsPage | 'notOffered'>(connection, async (session) => {
    const { entity } = ROW_READINGS[role];
    const page = await readListPage(session, entity, { since: null, place }, ['Id', 'Code']);
    if (page.kind === 'refused' && (await isNotOffered(session, entity))) return ok('notOffered');
    if (page.kind !== 'ok') return page;
    const parties = page.value.rows.map((row) => {
      const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
      return id === null || code === null ? null : { id, code };
    });
    return ok({ parties: parties.filter((party) => party !== null), next: page.value.next });
  });

/**
 * One customer or supplier as it is now, with its third, address and contact: three requests (winbooks-api §4.2–4.6).
 * `absent` when it no longer exists.
 */
export const readParty = (
  connection: WinbooksConnection,
  role: PartyRole,
  id: WinbooksId,
): Promise<Outcome<WinbooksParty>> =>
  readWinbooks(connection, async (session) => {
    const row = await getObject(session, role === 'customer' ? 'Customer' : 'Supplier', id, 2);
    if (row.kind !== 'ok') return row;
    const party = ROW_READINGS[role].parse(row.value, noCodes);
    if (party === null) return { kind: 'unknown', reason: `${role}: an answer without its id or code` };
    const third = await readThird(session, row.value, party.thirdId ?? party.code);
    if (third.kind !== 'ok') return third.kind === 'absent' ? withoutThird(role) : third;
    const address = await readAddress(session, third.value.id);
    if (address.kind !== 'ok') return address;
    const contact = await readContact(session, third.value.id);
    if (contact.kind !== 'ok') return contact;
    return ok(partyOf({ role, party, third: third.value, address: address.value, contact: contact.value }));
  });

export interface PartyHead extends PartyId {
  readonly name: string | null;
}

/** A customer or supplier by its id or code, without its address and contact: one request. `absent` when it is not there. */
export const readPartyHead = (
  connection: WinbooksConnection,
  role: PartyRole,
  idOrCode: string,
): Promise<Outcome<PartyHead>> =>
  readWinbooks(connection, async (session) => {
    const row = await getObject(session, role === 'customer' ? 'Customer' : 'Supplier', idOrCode, 2);
    if (row.kind !== 'ok') return row;
    const party = ROW_READINGS[role].parse(row.value, noCodes);
    return party === null
      ? { kind: 'unknown', reason: `${role}: an answer without its id or code` }
      : ok({ id: party.id, code: party.code, name: textOf(recordOf(row.value['Third'])?.['Name']) });
  });

const noCodes = (): null => null;

const withoutThird = (role: PartyRole): Outcome<never> => ({
  kind: 'unknown',
  reason: `${role}: without its third`,
});

/** Nested at level 2, else by its id, or by the code that it shares with its party. */
async function readThird(
  session: WinbooksSession,
  party: VendorRecord,
  key: string,
): Promise<Outcome<ThirdRow>> {
  const nested = recordOf(party['Third']);
  const record = nested === null ? await getObject(session, 'Third', key, 1) : ok(nested);
  if (record.kind !== 'ok') return record;
  const { references, parse } = ROW_READINGS.third;
  const codes = await codeFinder(session, [record.value], references);
  if (codes.kind !== 'ok') return codes;
  const third = parse(record.value, codes.value);
  return third ? ok(third) : { kind: 'unknown', reason: 'Third: an answer without its id or code' };
}

/** A server that ignores the condition is read as a whole. */
const MOST_PAGES = 400;

async function readAddress(
  session: WinbooksSession,
  thirdId: WinbooksId,
): Promise<Outcome<WinbooksRows['address'] | null>> {
  const rows = await findRows(session, {
    entity: ADDRESSES,
    where: { Third_Id: thirdId },
    level: 1,
    mostPages: MOST_PAGES,
  });
  if (rows.kind !== 'ok') return rows;
  const { references, parse } = ROW_READINGS.address;
  const codes = await codeFinder(session, rows.value, references);
  if (codes.kind !== 'ok') return codes;
  const addresses = rows.value.map((row) => parse(row, codes.value)).filter((address) => address !== null);
  return ok(chosenOf(addresses));
}

/** Undefined when the folder has no contacts, or we may not read them; null when the third has none. */
async function readContact(
  session: WinbooksSession,
  thirdId: WinbooksId,
): Promise<Outcome<ContactRow | null | undefined>> {
  const rows = await findRows(session, {
    entity: THIRD_CONTACTS,
    where: { Third_Id: thirdId },
    level: 2,
    mostPages: MOST_PAGES,
  });
  if (isRefusedHere(rows)) return ok(undefined);
  if (rows.kind !== 'ok') return rows;
  const links = rows.value
    .map((row) => ({ row, link: ROW_READINGS.thirdContact.parse(row, noCodes) }))
    .flatMap(({ row, link }) => (link === null ? [] : [{ row, link, sortKey: link.sortKey }]));
  const chosen = chosenOf(links);
  if (chosen === null) return ok(null);
  const nested = recordOf(chosen.row['Contact']);
  const { contactId } = chosen.link;
  if (nested === null && contactId === null) return ok(null);
  const record = nested === null ? await getObject(session, 'Contact', contactId ?? '', 1) : ok(nested);
  if (record.kind === 'absent') return ok(null);
  if (isRefusedHere(record)) return ok(undefined);
  return record.kind === 'ok' ? ok(ROW_READINGS.contact.parse(record.value, noCodes)) : record;
}

/** This very question is refused, and nothing about the connection. */
const isRefusedHere = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'refused' && outcome.about === undefined;
