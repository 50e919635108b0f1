import type { TribeId } from '../../domain/ids';
import type { TribeConnection } from '../connection';
import { recordOf, textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { MOST_IDS } from './invoices';
import { listRecords } from './odata-list';
import { ROLE_SETS, type RoleList } from './relation-changes';
import { RELATION_NAVIGATIONS, RELATION_SETS, type RelationKind } from './relation-records';
import { comparable, type RelationLookUp } from './relations';
import { idOf } from './tribe-fields';
import { readTribe } from './tribe-session';

/** A server whose answer is longer does not filter. */
const MOST_PAGES = 4;

/** Which of these relations have the role of a list, in as few questions as fit into addresses. */
export const findRolesAmong = (
  connection: TribeConnection,
  list: RoleList,
  relations: readonly TribeId[],
): Promise<Outcome<ReadonlySet<string>>> =>
  readTribe<ReadonlySet<string>>(connection, async (session) => {
    const { set, kind } = ROLE_SETS[list];
    const navigation = RELATION_NAVIGATIONS[kind];
    const found = new Set<string>();
    for (const some of inParts(relations)) {
      const rows = await listRecords(session, {
        set,
        options: {
          filter: some.map((id) => `${navigation}/ID eq ${id}`).join(' or '),
          select: 'ID',
          expand: `${navigation}($select=ID)`,
          orderby: 'ID asc',
        },
        mostPages: MOST_PAGES,
      });
      if (rows.kind !== 'ok') return rows;
      for (const row of rows.value) found.add(idOf(recordOf(row[navigation])) ?? '');
    }
    return ok(found);
  });

/** A number or VAT number by which a relation is found again. */
export type RelationKey = RelationLookUp & {
  readonly field: 'DebtorNumber' | 'CreditorNumber' | 'VATNumber';
};

/** Which of these keys a relation of the kind has, compared as `findRelations` does; in as few questions as fit into addresses. */
export const findKeysAmong = (
  connection: TribeConnection,
  kind: RelationKind,
  keys: readonly RelationKey[],
): Promise<Outcome<readonly RelationKey[]>> =>
  readTribe<readonly RelationKey[]>(connection, async (session) => {
    const found: RelationKey[] = [];
    for (const some of inParts(keys)) {
      const fields = [...new Set(some.map(({ field }) => field))];
      const rows = await listRecords(session, {
        set: RELATION_SETS[kind],
        options: {
          filter: some
            .map(({ field, value }) => `contains(${field},'${value.replaceAll("'", "''")}')`)
            .join(' or '),
          select: ['ID', ...fields].join(','),
          orderby: 'ID asc',
        },
        mostPages: MOST_PAGES,
      });
      if (rows.kind !== 'ok') return rows;
      found.push(
        ...some.filter(({ field, value }) =>
          rows.value.some((row) => comparable(textOf(row[field]) ?? '').includes(comparable(value))),
        ),
      );
    }
    return ok(found);
  });

function inParts<Value>(values: readonly Value[]): Value[][] {
  const parts: Value[][] = [];
  for (let first = 0; first < values.length; first += MOST_IDS)
    parts.push(values.slice(first, first + MOST_IDS));
  return parts;
}
