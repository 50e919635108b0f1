import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { newPartyCode } from '../../domain/relation/party-number';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { findSyncedLink } from '../../store/relations/link-sync';
import { settleRelationIssue } from '../../store/relations/relation-issues';
import { loadRelation } from '../../store/relations/tribe-relations';
import { loadParty, otherPartyOfThird } from '../../store/relations/winbooks-parties';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NEW_CUSTOMER, prepareCustomer } from '../relations/create-customer';
import { customerDraft } from '../relations/customer-draft';
import { createOnce, verifyCreation, type CreationKind } from '../writes/create-record';
import type { Slot } from '../writes/send-once';
import type { Unlinked } from './match-unlinked';
import { draftRelation, NEW_RELATION, prepareRelation, relationRecordOf } from './new-relation';
import { draftSupplier, NEW_SUPPLIER, prepareSupplier } from './new-supplier';
import { syncLink, type RecordEnd } from './sync-link';

const DONE: RecordEnd = { kind: 'done' };

/**
 * Creates the partner of a record that nobody on the other side may be: a customer or supplier in WinBooks, or a relation in Tribe. By
 * the protocol of every write, so that repeating it after a lost answer or worker creates no second one; then both sides are made to
 * agree. What a person must solve first is an issue of the relation.
 */
export async function createPartner(
  deps: Dependencies,
  context: TenantContext,
  unlinked: Unlinked,
): Promise<RecordEnd> {
  const end = await create(deps, context, unlinked);
  if (end !== 'there') return end;
  const { side, role, record } = unlinked;
  const recordId = side === 'tribe' ? record.relationId : record.id;
  const link = await deps.database.asTenant(context.tenant.id, (sql) =>
    findSyncedLink(sql, { side, role, recordId }),
  );
  return link === null ? DONE : syncLink(deps, context, link);
}

function create(
  deps: Dependencies,
  context: TenantContext,
  unlinked: Unlinked,
): Promise<RecordEnd | 'there'> {
  if (unlinked.side === 'winbooks') return createInTribe(deps, context, unlinked.record);
  return unlinked.role === 'customer'
    ? createCustomer(deps, context, unlinked.record)
    : createSupplier(deps, context, unlinked.record);
}

async function createCustomer(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeRelation,
): Promise<RecordEnd | 'there'> {
  const held = relation.customer;
  if (held === null) return DONE;
  const number = { number: relation.debtorNumber, name: relation.name };
  const code = newPartyCode('customer', number, null);
  if (!code.ok) return hold(deps, context, relation, code.issue);
  const draft = customerDraft({ ...relation, ...held }, code.code);
  return byProtocol(deps, context, NEW_CUSTOMER, relation.relationId, {
    prepare: async (sql) =>
      conflictOf(await prepareCustomer(sql, draft), () =>
        issue('CUSTOMER_ALREADY_LINKED', { customer: draft.code }),
      ),
    hold: (problem) => hold(deps, context, relation, problem),
  });
}

async function createSupplier(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeRelation,
): Promise<RecordEnd | 'there'> {
  const role = relation.supplier;
  if (role === null) return DONE;
  const asCustomer = await deps.database.asTenant(context.tenant.id, async (sql) => {
    const link = await findSyncedLink(sql, {
      side: 'tribe',
      role: 'customer',
      recordId: relation.relationId,
    });
    return link === null ? null : ((await loadParty(sql, 'customer', link.partyId))?.record ?? null);
  });
  const number = { number: relation.creditorNumber, name: relation.name };
  const code = newPartyCode('supplier', number, asCustomer?.code ?? null);
  if (!code.ok) return hold(deps, context, relation, code.issue);
  const thirdId = asCustomer?.code === code.code ? asCustomer.thirdId : null;
  const draft = draftSupplier(relation, role, code.code, thirdId);
  return byProtocol(deps, context, NEW_SUPPLIER, relation.relationId, {
    prepare: async (sql) =>
      conflictOf(await prepareSupplier(sql, draft), () =>
        issue('SUPPLIER_CODE_TAKEN', { supplier: draft.code, owner: draft.code }),
      ),
    hold: (problem) => hold(deps, context, relation, problem),
  });
}

async function createInTribe(
  deps: Dependencies,
  context: TenantContext,
  party: WinbooksParty,
): Promise<RecordEnd | 'there'> {
  const holder = await deps.database.asTenant(context.tenant.id, (sql) => holderOf(sql, party));
  const draft = await draftRelation(context.tribe, party, holder);
  if (draft.kind !== 'ok') return { kind: 'later', failure: draft };
  return byProtocol(deps, context, NEW_RELATION, relationRecordOf(party), {
    prepare: async (sql) =>
      conflictOf(await prepareRelation(sql, draft.value), () =>
        issue('CUSTOMER_ALREADY_LINKED', { customer: party.code }),
      ),
    // There is no relation yet that the issue could be of: the state of the write shows it.
    hold: () => Promise.resolve(DONE),
  });
}

/** The relation that the same third is linked to in its other role: it gets this role too (tribe-api §6 G20). */
async function holderOf(sql: TenantSql, party: WinbooksParty): Promise<TribeRelation | null> {
  const other = await otherPartyOfThird(sql, party);
  if (other === null) return null;
  const link = await findSyncedLink(sql, { side: 'winbooks', role: other.role, recordId: other.id });
  const relation = link === null ? null : await loadRelation(sql, link.relationId);
  return relation === null || relation.isGone || relation.record[party.role] !== null
    ? null
    : relation.record;
}

const conflictOf = (prepared: unknown, problem: () => Issue): Issue | null =>
  typeof prepared === 'object' && prepared !== null ? problem() : null;

interface Steps {
  readonly prepare: (sql: TenantSql) => Promise<Issue | null>;
  readonly hold: (problem: Issue) => Promise<RecordEnd>;
}

async function byProtocol<Created, Ready extends Slot, Answer>(
  deps: Dependencies,
  context: TenantContext,
  kind: CreationKind<Created, Ready, Answer>,
  id: string,
  steps: Steps,
): Promise<RecordEnd | 'there'> {
  const look = await verifyCreation(deps, context, kind, id);
  if (look.kind === 'absent') return { kind: 'again', afterMs: look.waitMs };
  if (look.kind === 'noAnswer') return { kind: 'later', failure: look.failure };
  const conflict = await deps.database.asTenant(context.tenant.id, steps.prepare);
  if (conflict !== null) return steps.hold(conflict);
  const created = await createOnce(deps, context, kind, id);
  switch (created.kind) {
    case 'done':
      return 'there';
    case 'held':
      return steps.hold(created.issue);
    case 'unknown':
    case 'fenced':
      return { kind: 'again', afterMs: AGAIN_MS };
    case 'noAnswer':
    case 'notSent':
      return { kind: 'later', failure: created.failure };
  }
}

/** Another run is at the same record, or nobody knows yet what became of the attempt. Milliseconds. */
const AGAIN_MS = 1_000;

async function hold(
  deps: Dependencies,
  context: TenantContext,
  { relationId }: TribeRelation,
  problem: Issue,
): Promise<RecordEnd> {
  await deps.database.asTenant(context.tenant.id, (sql) => settleRelationIssue(sql, relationId, problem));
  return DONE;
}
