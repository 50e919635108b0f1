import type { TribeId } from '../../domain/ids';
import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { recordOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords } from './odata-list';
import {
  expandsVia,
  invoiceAddressOf,
  RELATION_NAVIGATIONS,
  relationOf,
  roleOf,
  type RelationKind,
} from './relation-records';
import { entityPath, getRecord, readTribe, withSmallerExpands, type TribeSession } from './tribe-session';

const SETS: Readonly<Record<RelationKind, string>> = {
  organisation: 'Relationship_Organization_CommercialRelationship_Customer',
  person: 'Relationship_Person_CommercialRelationship_Customer',
};

const KINDS: readonly RelationKind[] = ['organisation', 'person'];

/**
 * The debtor of an invoice, by its customer relationship and that relationship's type (tribe-api §3.10). An unknown
 * type is searched among organisations, then among persons; `absent` when neither has it as customer.
 */
export const readDebtor = (
  connection: TribeConnection,
  relationship: { readonly id: TribeId; readonly type: string | null },
): Promise<Outcome<TribeDebtor>> =>
  readTribe(connection, async (session) => {
    let outcome: Outcome<TribeDebtor> = { kind: 'absent' };
    for (const kind of kindsOf(relationship.type)) {
      outcome = await readDebtorOf(session, kind, relationship.id);
      if (outcome.kind !== 'absent') break;
    }
    return outcome;
  });

function kindsOf(type: string | null): readonly RelationKind[] {
  if (type?.includes('Relationship_Organization') || type?.includes('Relationship.Organization')) {
    return ['organisation'];
  }
  if (type?.includes('Relationship_Person') || type?.includes('Relationship.Person')) return ['person'];
  return KINDS;
}

async function readDebtorOf(
  session: TribeSession,
  kind: RelationKind,
  id: TribeId,
): Promise<Outcome<TribeDebtor>> {
  const record = await withSmallerExpands(expandsVia(kind), (expand) =>
    getRecord(session, entityPath(SETS[kind], id), { expand }),
  );
  if (record.kind !== 'ok') return record;
  const debtor = debtorOf(record.value, kind);
  return debtor ? ok(debtor) : { kind: 'unknown', reason: `a customer relationship without its ${kind}` };
}

/**
 * All customer relationships with organisations and persons, former ones included (tribe-api §3.5). Orphans without the
 * organisation or person are left out; so are persons if the set is not offered or may not be read.
 */
export const listCustomerDebtors = (connection: TribeConnection): Promise<Outcome<TribeDebtor[]>> =>
  readTribe(connection, async (session) => {
    const organisations = await listDebtorsOf(session, 'organisation');
    if (organisations.kind !== 'ok') return organisations;
    const persons = await listDebtorsOf(session, 'person');
    if (persons.kind === 'refused' || persons.kind === 'absent') return organisations;
    return persons.kind === 'ok' ? ok([...organisations.value, ...persons.value]) : persons;
  });

async function listDebtorsOf(session: TribeSession, kind: RelationKind): Promise<Outcome<TribeDebtor[]>> {
  const rows = await withSmallerExpands(expandsVia(kind), (expand) =>
    listRecords(session, {
      set: SETS[kind],
      options: { expand, orderby: 'ID asc' },
      mostPages: 500,
    }),
  );
  if (rows.kind !== 'ok') return rows;
  return ok(rows.value.map((row) => debtorOf(row, kind)).filter((debtor) => debtor !== null));
}

function debtorOf(relationship: VendorRecord, kind: RelationKind): TribeDebtor | null {
  const nested = recordOf(relationship[RELATION_NAVIGATIONS[kind]]);
  const [role, relation] = [roleOf(relationship), nested === null ? null : relationOf(nested, kind)];
  if (nested === null || role === null || relation === null) return null;
  return {
    relationshipId: role.relationshipId,
    relationId: relation.relationId,
    kind,
    name: relation.name,
    debtorNumber: relation.debtorNumber,
    vatNumber: relation.vatNumber,
    website: relation.website,
    phoneNumber: relation.phoneNumber,
    emailAddress: relation.emailAddress,
    invoiceAddress: invoiceAddressOf(nested),
    paymentTermDays: role.paymentTermDays,
    isFormer: role.isFormer,
  };
}
