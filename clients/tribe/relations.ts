import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { RelationRole, RelationSighting } from '../../domain/vendors/relation-sightings';
import type { TribeRelation, TribeRole } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { isRecord, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords, ownLink, PAGE_SIZE, readLoosePage, type LoosePage } from './odata-list';
import { ROLE_SETS, type RoleList } from './relation-changes';
import {
  expandsVia,
  latestChange,
  RELATION_EXPANDS,
  RELATION_NAVIGATIONS,
  RELATION_SETS,
  relationOf,
  roleOf,
  type RelationKind,
} from './relation-records';
import { idOf } from './tribe-fields';
import {
  entityPath,
  getRecord,
  odataUrl,
  readTribe,
  withSmallerExpands,
  type TribeSession,
} from './tribe-session';

/** A relation with the relationships that are known of it. */
export interface RelationKey {
  readonly kind: RelationKind;
  readonly relationId: TribeId;
  readonly customer: TribeId | null;
  readonly supplier: TribeId | null;
}

const ROLES: readonly RelationRole[] = ['customer', 'supplier'];

export const roleListOf = (kind: RelationKind, role: RelationRole): RoleList | null => {
  if (role === 'customer') return kind === 'organisation' ? 'organisationCustomer' : 'personCustomer';
  return kind === 'organisation' ? 'supplier' : null;
};

/**
 * One relation as it is now, with one request per known role: a relationship brings its relation along. A role that no
 * longer exists, or belongs to another relation, is null. `absent` when the relation itself no longer exists.
 */
export const readRelation = (
  connection: TribeConnection,
  key: RelationKey,
): Promise<Outcome<TribeRelation>> =>
  readTribe(connection, async (session) => {
    let relation: RelationSighting['relation'] | null = null;
    const roles: Record<RelationRole, TribeRole | null> = { customer: null, supplier: null };
    const dates: string[] = [];
    for (const role of ROLES) {
      const [list, relationshipId] = [roleListOf(key.kind, role), key[role]];
      if (list === null || relationshipId === null) continue;
      const found = await readRole(session, list, relationshipId);
      if (found.kind === 'absent') continue;
      if (found.kind !== 'ok') return found;
      const nested = relationBehind(found.value, key.kind);
      if (nested?.relationId !== key.relationId) continue;
      relation = nested;
      roles[role] = roleOf(found.value);
      dates.push(latestChange([found.value]));
    }
    if (relation === null) {
      const alone = await readAlone(session, key);
      if (alone.kind !== 'ok') return alone;
      relation = alone.value;
    }
    const changedAt = latestChange([...dates, relation.changedAt].map((date) => ({ CreationDate: date })));
    return ok({ ...relation, ...roles, changedAt });
  });

/**
 * A relation by its one relationship, which we have just created: one request. `absent` when the relationship is not there, or not
 * shown with its relation.
 */
export const readCreatedRelation = (
  connection: TribeConnection,
  kind: RelationKind,
  role: RelationRole,
  relationshipId: TribeId,
): Promise<Outcome<TribeRelation>> =>
  readTribe(connection, async (session) => {
    const list = roleListOf(kind, role);
    const found =
      list === null ? ({ kind: 'absent' } as const) : await readRole(session, list, relationshipId);
    if (found.kind !== 'ok') return found;
    const relation = relationBehind(found.value, kind);
    if (relation === null) return { kind: 'absent' };
    const changedAt = latestChange([found.value, { CreationDate: relation.changedAt }]);
    return ok({ ...relation, customer: null, supplier: null, [role]: roleOf(found.value), changedAt });
  });

const readRole = (
  session: TribeSession,
  list: RoleList,
  relationshipId: TribeId,
): Promise<Outcome<VendorRecord>> =>
  withSmallerExpands(expandsVia(ROLE_SETS[list].kind), (expand) =>
    getRecord(session, entityPath(ROLE_SETS[list].set, relationshipId), { expand }),
  );

function relationBehind(relationship: VendorRecord, kind: RelationKind): RelationSighting['relation'] | null {
  const nested = recordOf(relationship[RELATION_NAVIGATIONS[kind]]);
  return nested === null ? null : relationOf(nested, kind);
}

async function readAlone(
  session: TribeSession,
  { kind, relationId }: RelationKey,
): Promise<Outcome<RelationSighting['relation']>> {
  const record = await withSmallerExpands(RELATION_EXPANDS[kind], (expand) =>
    getRecord(session, entityPath(RELATION_SETS[kind], relationId), expand === '' ? {} : { expand }),
  );
  if (record.kind !== 'ok') return record;
  const relation = relationOf(record.value, kind);
  return relation
    ? ok(relation)
    : { kind: 'unknown', reason: `${RELATION_SETS[kind]}: a record without its ID` };
}

/**
 * The relationships that a relation has now, for a relation of which only the id is known (tribe-api §3.1). Several of
 * one role count as the first that is not former.
 */
export const findRoles = (
  connection: TribeConnection,
  kind: RelationKind,
  relationId: TribeId,
): Promise<Outcome<Readonly<Record<RelationRole, TribeRole | null>>>> =>
  readTribe(connection, async (session) => {
    const roles: Record<RelationRole, TribeRole | null> = { customer: null, supplier: null };
    for (const role of ROLES) {
      const list = roleListOf(kind, role);
      if (list === null) continue;
      const navigation = RELATION_NAVIGATIONS[kind];
      const rows = await listRecords(session, {
        set: ROLE_SETS[list].set,
        options: {
          filter: `${navigation}/ID eq ${relationId}`,
          expand: `${navigation}($select=ID)`,
          orderby: 'ID asc',
        },
        // A server that ignores the filter answers with all of them; they are compared here.
        mostPages: 500,
      });
      if (rows.kind !== 'ok') return rows;
      const own = rows.value.filter((row) => idOf(recordOf(row[navigation])) === relationId);
      const told = own.map(roleOf).filter((each) => each !== null);
      roles[role] = told.find(({ isFormer }) => !isFormer) ?? told[0] ?? null;
    }
    return ok(roles);
  });

/** A key by which a new relation can be found again, ignoring case (tribe-api §6 G14). */
export type RelationLookUp =
  | { readonly field: 'DebtorNumber' | 'CreditorNumber' | 'VATNumber' | 'Name'; readonly value: string }
  | { readonly field: 'LastName'; readonly value: string };

/**
 * The relations of a kind with this number, VAT number or name. It is asked for with `contains` and compared here,
 * because it is not known whether `eq` is case-sensitive; for a VAT number, separators are left out of the comparison,
 * so ask with a part that is written without them.
 */
export const findRelations = (
  connection: TribeConnection,
  kind: RelationKind,
  { field, value }: RelationLookUp,
): Promise<Outcome<RelationSighting['relation'][]>> =>
  readTribe(connection, async (session) => {
    const rows = await withSmallerExpands(RELATION_EXPANDS[kind], (expand) =>
      listRecords(session, {
        set: RELATION_SETS[kind],
        options: {
          filter: `contains(${field},'${value.replaceAll("'", "''")}')`,
          orderby: 'ID asc',
          ...(expand === '' ? {} : { expand }),
        },
        mostPages: 20,
      }),
    );
    if (rows.kind !== 'ok') return rows;
    const wanted = comparable(value);
    const same = rows.value.filter((row) => {
      const told = comparable(textOf(row[field]) ?? '');
      return field === 'VATNumber' ? told.includes(wanted) : told === wanted;
    });
    return ok(same.map((row) => relationOf(row, kind)).filter((relation) => relation !== null));
  });

/** A number or name as it is compared. */
export const comparable = (text: string): string => text.toLowerCase().replace(/[\s.]+/g, '');

/** A relationship with its relation; null where the relation no longer exists. */
export interface RoleIds {
  readonly relationshipId: TribeId;
  readonly relationId: TribeId | null;
}

/** Where reading of the ids of a list stopped. */
export const roleIdsPlace = z.object({ readUpTo: z.number(), last: z.string().nullable() });
export type RoleIdsPlace = z.output<typeof roleIdsPlace>;

export interface RoleIdsPage {
  readonly roles: readonly RoleIds[];
  /** From where a reader in any process continues; null at the end of the list. */
  readonly next: RoleIdsPlace | null;
}

/**
 * The ids of a role list, page by page, for finding what was deleted (tribe-api §2.8). Each page repeats the last row of
 * the one before, so a list that moves meanwhile ends in `unknown`; still, whoever misses an id here reads that relation
 * before believing it gone.
 */
export async function* listRoleIds(
  connection: TribeConnection,
  list: RoleList,
  place: RoleIdsPlace | null = null,
): AsyncGenerator<Outcome<RoleIdsPage>, void> {
  const { set, kind } = ROLE_SETS[list];
  let { readUpTo, last } = place ?? { readUpTo: 0, last: null };
  let link: string | null = null;
  for (;;) {
    const skip: number = last === null ? readUpTo : readUpTo - 1;
    const page = await readIdsPage(connection, list, skip, link);
    if (page.kind !== 'ok') return void (yield page);
    const { values, nextLink, count } = page.value;
    const records = values.filter(isRecord);
    const ids = records.map((record) => idOf(record));
    const isMoved = link === null && last !== null && ids[0] !== last;
    if (isMoved) return void (yield { kind: 'unknown', reason: `${set}: the list moved while it was read` });
    const before = readUpTo;
    readUpTo = (link === null ? skip : readUpTo) + values.length;
    const isEnd = nextLink === null && (count === null ? values.length < PAGE_SIZE : readUpTo >= count);
    const roles = records.map((record) => roleIdsOf(record, kind)).filter((role) => role !== null);
    const next: RoleIdsPlace | null = isEnd ? null : { readUpTo, last: ids.at(-1) ?? null };
    yield ok({ roles, next });
    if (next === null) return;
    if (readUpTo <= before) return void (yield { kind: 'unknown', reason: `${set}: paging does not get on` });
    [last, link] = [next.last, nextLink];
  }
}

const readIdsPage = (
  connection: TribeConnection,
  list: RoleList,
  skip: number,
  link: string | null,
): Promise<Outcome<LoosePage>> =>
  readTribe(connection, (session) => {
    const { set, kind } = ROLE_SETS[list];
    const url = odataUrl(connection, set, {
      select: 'ID',
      expand: `${RELATION_NAVIGATIONS[kind]}($select=ID)`,
      orderby: 'ID asc',
      top: String(PAGE_SIZE),
      skip: String(skip),
      count: 'true',
    });
    return readLoosePage(session, set, (link === null ? null : ownLink(session, url, link)) ?? url);
  });

function roleIdsOf(record: VendorRecord, kind: RelationKind): RoleIds | null {
  const relationshipId = idOf(record);
  const relationId = idOf(recordOf(record[RELATION_NAVIGATIONS[kind]]));
  return relationshipId === null ? null : { relationshipId, relationId };
}
