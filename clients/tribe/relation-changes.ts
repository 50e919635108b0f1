import type { TribeId } from '../../domain/ids';
import type { RelationSighting } from '../../domain/vendors/relation-sightings';
import type { TribeConnection } from '../connection';
import { recordOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { readChangedRecords, type ChangesPage, type ChangesQuestion } from './changed-records';
import { listRecords } from './odata-list';
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
import { idOf, typeOf } from './tribe-fields';
import { readTribe, withSmallerExpands, type TribeSession } from './tribe-session';
import { MOST_IDS } from './invoices';

/**
 * The lists in which a relation may change (tribe-api §3.1): its own, those of its roles, and that of addresses,
 * because a changed address may leave the dates of its relation as they are.
 */
export const RELATION_LISTS = [
  'organisationCustomer',
  'personCustomer',
  'supplier',
  'organisation',
  'person',
  'address',
] as const;
export type RelationList = (typeof RELATION_LISTS)[number];

/** The lists that show a role with the whole relation: together they show every customer and supplier. */
export type RoleList = Extract<RelationList, 'organisationCustomer' | 'personCustomer' | 'supplier'>;

/** There is no supplier that is a person (tribe-api §6 G21). */
export const ROLE_SETS = {
  organisationCustomer: {
    set: 'Relationship_Organization_CommercialRelationship_Customer',
    kind: 'organisation',
    role: 'customer',
  },
  personCustomer: {
    set: 'Relationship_Person_CommercialRelationship_Customer',
    kind: 'person',
    role: 'customer',
  },
  supplier: { set: 'Relationship_Organization_Supplier', kind: 'organisation', role: 'supplier' },
} as const satisfies Readonly<Record<RoleList, object>>;

export type RelationChangesPage = ChangesPage<RelationSighting>;

/**
 * Every relation that changed in one list since a moment, page by page as `readChangedRecords` does. Role lists show
 * the relation, its address and that one role; the other lists say nothing about roles, and also show relations that
 * have none. Relationships whose relation no longer exists are left out.
 */
export async function* readRelationChanges(
  connection: TribeConnection,
  list: RelationList,
  question: ChangesQuestion,
): AsyncGenerator<Outcome<RelationChangesPage>, void> {
  switch (list) {
    case 'organisation':
    case 'person':
      return yield* readChangedRecords(
        connection,
        {
          set: RELATION_SETS[list],
          expands: RELATION_EXPANDS[list],
          parse: (record) => sightingOf(record, list),
        },
        question,
      );
    case 'address':
      return yield* readAddressChanges(connection, question);
    default:
      return yield* readRoleChanges(connection, list, question);
  }
}

function sightingOf(record: VendorRecord, kind: RelationKind): RelationSighting | null {
  const relation = relationOf(record, kind);
  return relation === null ? null : { relation, roles: {} };
}

async function* readRoleChanges(
  connection: TribeConnection,
  list: RoleList,
  question: ChangesQuestion,
): AsyncGenerator<Outcome<RelationChangesPage>, void> {
  const { set, kind, role } = ROLE_SETS[list];
  const parse = (record: VendorRecord): RelationSighting | 'orphan' | null => {
    const [told, nested] = [roleOf(record), recordOf(record[RELATION_NAVIGATIONS[kind]])];
    if (told === null) return null;
    const relation = nested === null ? null : relationOf(nested, kind);
    if (nested === null || relation === null) return 'orphan';
    const changedAt = latestChange([record, { LastMutationDate: relation.changedAt }]);
    return { relation: { ...relation, changedAt }, roles: { [role]: told } };
  };
  const pages = readChangedRecords(connection, { set, expands: expandsVia(kind), parse }, question);
  for await (const page of pages)
    yield page.kind === 'ok'
      ? ok({ ...page.value, records: page.value.records.filter((record) => record !== 'orphan') })
      : page;
}

/** The relation to which an address belongs; `nobody` for example for the address of an event. */
type Owner = { readonly kind: RelationKind; readonly id: TribeId } | 'nobody';

async function* readAddressChanges(
  connection: TribeConnection,
  question: ChangesQuestion,
): AsyncGenerator<Outcome<RelationChangesPage>, void> {
  const pages = readChangedRecords(
    connection,
    {
      set: 'Address',
      expands: [
        'Organization($select=ID),Person($select=ID),Relation($select=_Type)',
        'Organization,Person,Relation',
        'Organization,Person',
      ],
      parse: (record): Owner | null => (idOf(record) === null ? null : ownerOf(record)),
    },
    question,
  );
  for await (const page of pages) {
    if (page.kind !== 'ok') return void (yield page);
    const owners = page.value.records.filter((owner) => owner !== 'nobody');
    const relations = await readRelations(connection, owners);
    if (relations.kind !== 'ok') return void (yield relations);
    yield ok({ ...page.value, records: relations.value });
  }
}

function ownerOf(address: VendorRecord): Owner {
  for (const kind of ['organisation', 'person'] as const) {
    const id = idOf(recordOf(address[RELATION_NAVIGATIONS[kind]]));
    if (id !== null) return { kind, id };
  }
  const relation = recordOf(address['Relation']);
  const [id, type] = [idOf(relation), relation === null ? null : typeOf(relation)];
  if (id === null || type === null) return 'nobody';
  return { kind: type.includes('Person') ? 'person' : 'organisation', id };
}

/** These relations in their present state, as many in one request as fit into an address. */
const readRelations = (
  connection: TribeConnection,
  owners: readonly Exclude<Owner, 'nobody'>[],
): Promise<Outcome<RelationSighting[]>> =>
  owners.length === 0
    ? Promise.resolve(ok([]))
    : readTribe(connection, async (session) => {
        const found: RelationSighting[] = [];
        for (const kind of ['organisation', 'person'] as const) {
          const ids = [...new Set(owners.filter((owner) => owner.kind === kind).map(({ id }) => id))];
          for (let first = 0; first < ids.length; first += MOST_IDS) {
            const some = await readByIds(session, kind, ids.slice(first, first + MOST_IDS));
            if (some.kind !== 'ok') return some;
            found.push(...some.value);
          }
        }
        return ok(found);
      });

async function readByIds(
  session: TribeSession,
  kind: RelationKind,
  ids: readonly TribeId[],
): Promise<Outcome<RelationSighting[]>> {
  const rows = await withSmallerExpands(RELATION_EXPANDS[kind], (expand) =>
    listRecords(session, {
      set: RELATION_SETS[kind],
      options: {
        filter: ids.map((id) => `ID eq ${id}`).join(' or '),
        ...(expand === '' ? {} : { expand }),
      },
      // A server whose answer is longer than a few short pages does not filter.
      mostPages: 4,
    }),
  );
  if (rows.kind !== 'ok') return rows;
  const sightings = rows.value.map((row) => sightingOf(row, kind)).filter((sighting) => sighting !== null);
  return ok(sightings.filter(({ relation }) => ids.includes(relation.relationId)));
}
