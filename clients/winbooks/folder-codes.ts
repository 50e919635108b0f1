import type { WinbooksId } from '../../domain/ids';
import type { WinbooksConnection } from '../connection';
import { textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { CIVILITIES, COUNTRIES, findRows, type EntityKind } from './execute-criteria';
import { codeOf, idOf, referenceOf } from './winbooks-fields';
import type { WinbooksSession } from './winbooks-session';

/**
 * A reference to a code list: a row at level 1 has only its id, so the list is read once and kept in memory
 * (winbooks-api §4.0, §4.6).
 */
export interface CodeReference {
  readonly list: EntityKind;
  /** The name of the reference on the row, and its foreign key. */
  readonly name: string;
  readonly foreignKey: string;
  /** If the folder has no such list under this name, its codes are left out. */
  readonly isOptional?: true;
}

export const VAT_COUNTRY: CodeReference = {
  list: COUNTRIES,
  name: 'VatCountry',
  foreignKey: 'VatCountry_Id',
};
export const ADDRESS_COUNTRY: CodeReference = { list: COUNTRIES, name: 'Country', foreignKey: 'Country_Id' };
/** It reads back as `Civility`, whatever it is called elsewhere (winbooks-api §4.3). */
export const CIVILITY: CodeReference = {
  list: CIVILITIES,
  name: 'Civility',
  foreignKey: 'ThirdCivility_Id',
  isOptional: true,
};

const MAX_AGE_MS = 10 * 60_000;
/** An id that a list of this age does not contain is no reason to read the list again. */
const FRESH_MS = 60_000;
const MOST_LISTS = 500;
const MOST_PAGES = 20;

interface KeptList {
  readonly readAt: number;
  readonly codes: ReadonlyMap<WinbooksId, string>;
}
const kept = new Map<string, KeptList>();

/** Finds the code of a reference on a row. */
export type CodeFinder = (row: VendorRecord, reference: CodeReference) => string | null;

/** A finder for these rows and references; reads the lists that it does not have yet. */
export async function codeFinder(
  session: WinbooksSession,
  rows: readonly VendorRecord[],
  references: readonly CodeReference[],
): Promise<Outcome<CodeFinder>> {
  const lists = new Map<string, ReadonlyMap<WinbooksId, string>>();
  for (const reference of references) {
    const ids = rows
      .filter((row) => codeOf(row, reference.name) === null)
      .map((row) => referenceOf(row, reference.name, reference.foreignKey))
      .filter((id) => id !== null);
    if (ids.length === 0) continue;
    const codes = await codesFor(session, reference, ids);
    if (codes.kind !== 'ok') return codes;
    lists.set(reference.list.plural, codes.value);
  }
  return ok((row, { name, foreignKey, list }) => {
    const id = referenceOf(row, name, foreignKey);
    return codeOf(row, name) ?? (id === null ? null : (lists.get(list.plural)?.get(id) ?? null));
  });
}

async function codesFor(
  session: WinbooksSession,
  { list, isOptional }: CodeReference,
  ids: readonly WinbooksId[],
): Promise<Outcome<ReadonlyMap<WinbooksId, string>>> {
  const key = keyOf(session.connection, list);
  const known = kept.get(key);
  const ageMs = known === undefined ? Infinity : Date.now() - known.readAt;
  if (known !== undefined && ageMs < MAX_AGE_MS)
    if (ageMs < FRESH_MS || ids.every((id) => known.codes.has(id))) return ok(known.codes);
  const rows = await findRows(session, { entity: list, level: 1, mostPages: MOST_PAGES });
  const isMissing = rows.kind === 'refused' && rows.about === undefined;
  if (isMissing && isOptional === true) return ok(new Map());
  if (rows.kind !== 'ok') return rows;
  const codes = new Map<WinbooksId, string>();
  for (const row of rows.value) {
    const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
    if (id !== null && code !== null) codes.set(id, code);
  }
  keep(key, codes);
  return ok(codes);
}

function keep(key: string, codes: ReadonlyMap<WinbooksId, string>): void {
  kept.delete(key);
  kept.set(key, { readAt: Date.now(), codes });
  const [oldest] = kept.keys();
  if (kept.size > MOST_LISTS && oldest !== undefined) kept.delete(oldest);
}

const keyOf = ({ apiUrl, folder }: WinbooksConnection, list: EntityKind): string =>
  JSON.stringify([apiUrl, folder, list.plural]);
