import { ok, type Outcome } from '../../clients/outcome';
import type { TribeId, WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { newPartyCode } from '../../domain/relation/party-number';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { findSyncedLink } from '../../store/relations/link-sync';
import { closeCustomerIssues, settleRelationIssue } from '../../store/relations/relation-issues';
import { loadRelation } from '../../store/relations/tribe-relations';
import { loadParty, otherPartyOfThird } from '../../store/relations/winbooks-parties';
import { hasContactList } from '../../store/relations/winbooks-rows';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NEW_CUSTOMER, prepareCustomer } from '../relations/create-customer';
import { customerDraft } from '../relations/customer-draft';
import { createOnce, verifyCreation, type CreationKind } from '../writes/create-record';
import type { Slot } from '../writes/send-once';
import type { LookAhead } from './look-ahead';
import type { Unlinked } from './match-unlinked';
import { draftRelation, NEW_RELATION, prepareRelation, relationRecordOf } from './new-relation';
import { draftSupplier, NEW_SUPPLIER, prepareSupplier } from './new-supplier';
import { isStillThere, markGone } from './still-there';
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
  ahead: LookAhead,
): Promise<RecordEnd> {
  const end = await create(deps, context, unlinked, ahead);
  if (end !== 'there') return end;
  const { side, role, record } = unlinked;
  const recordId = side === 'tribe' ? record.relationId : record.id;
  const link = await deps.database.asTenant(context.tenant.id, async (sql) => {
    const opened = await findSyncedLink(sql, { side, role, recordId });
    if (opened !== null) await closeCustomerIssues(sql, recordId);
    return opened;
  });
  return link === null ? DONE : syncLink(deps, context, link);
}

function create(
  deps: Dependencies,
  context: TenantContext,
  unlinked: Unlinked,
  ahead: LookAhead,
): Promise<RecordEnd | 'there'> {
  const before = { unlinked, ahead };
  if (unlinked.side === 'winbooks') return createInTribe(deps, context, unlinked.record, before);
  return unlinked.role === 'customer'
    ? createCustomer(deps, context, unlinked.record, before)
    : createSupplier(deps, context, unlinked.record, before);
}

async function createCustomer(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeRelation,
  before: Before,
): Promise<RecordEnd | 'there'> {
  const held = relation.customer;
  if (held === null) return DONE;
  const number = { number: relation.debtorNumber, name: relation.name };
  const code = newPartyCode('customer', number, null);
  if (!code.ok) return hold(deps, context, relation.relationId, code.issue);
  const hasContacts = await deps.database.asTenant(context.tenant.id, hasContactList);
  const draft = customerDraft({ ...relation, ...held }, code.code, hasContacts);
  return byProtocol(deps, context, NEW_CUSTOMER, relation.relationId, {
    ...before,
    prepare: async (sql) =>
      conflictOf(await prepareCustomer(sql, draft), () =>
        issue('CUSTOMER_ALREADY_LINKED', { customer: draft.code }),
      ),
    hold: (problem) => hold(deps, context, relation.relationId, problem),
  });
}

async function createSupplier(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeRelation,
  before: Before,
): Promise<RecordEnd | 'there'> {
  const role = relation.supplier;
  if (role === null) return DONE;
  const { asCustomer, isAwaited, hasContacts } = await deps.database.asTenant(
    context.tenant.id,
    async (sql) => {
      const { relationId: recordId } = relation;
      const link = await findSyncedLink(sql, { side: 'tribe', role: 'customer', recordId });
      const party = link && (await loadParty(sql, 'customer', link.partyId));
      const isAwaited = link?.createdSide === 'winbooks' && !party;
      return { asCustomer: party?.record ?? null, isAwaited, hasContacts: await hasContactList(sql) };
    },
  );
  // Its third, which the supplier shares, is known once a poll has shown the customer.
  if (isAwaited) return { kind: 'again', afterMs: context.settings.pollSeconds * 1000 };
  const number = { number: relation.creditorNumber, name: relation.name };
  const code = newPartyCode('supplier', number, asCustomer?.code ?? null);
  if (!code.ok) return hold(deps, context, relation.relationId, code.issue);
  const thirdId = asCustomer?.code === code.code ? asCustomer.thirdId : null;
  const draft = draftSupplier(relation, role, { code: code.code, thirdId, hasContacts });
  return byProtocol(deps, context, NEW_SUPPLIER, relation.relationId, {
    ...before,
    // Whoever shares a third with its customer is looked for by itself.
    ...(thirdId === null ? {} : { ahead: null }),
    prepare: async (sql) =>
      conflictOf(await prepareSupplier(sql, draft), () =>
        issue('SUPPLIER_CODE_TAKEN', { supplier: draft.code, owner: draft.code }),
      ),
    hold: (problem) => hold(deps, context, relation.relationId, problem),
  });
}

async function createInTribe(
  deps: Dependencies,
  context: TenantContext,
  party: WinbooksParty,
  before: Before,
): Promise<RecordEnd | 'there'> {
  const holder = await deps.database.asTenant(context.tenant.id, (sql) => holderOf(sql, party));
  const draft = await draftRelation(context.tribe, party, holder);
  if (draft.kind !== 'ok') return { kind: 'later', failure: draft };
  return byProtocol(deps, context, NEW_RELATION, relationRecordOf(party), {
    ...before,
    ...(holder === null ? {} : { ahead: null }),
    prepare: async (sql) =>
      conflictOf(await prepareRelation(sql, draft.value), () =>
        issue('CUSTOMER_ALREADY_LINKED', { customer: party.code }),
      ),
    // There is no relation yet that the issue could be of.
    hold: (problem) => hold(deps, context, party.id, problem),
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

/** The record that gets a partner, and what was asked about it together with others. */
interface Before {
  readonly unlinked: Unlinked;
  readonly ahead: LookAhead;
}

interface Steps {
  readonly unlinked: Unlinked;
  /** Null when it is looked for by itself in any case. */
  readonly ahead: LookAhead | null;
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
  // What was deleted since it was read gets no partner.
  const there = await isThereNow(context, steps);
  if (there.kind !== 'ok') return { kind: 'later', failure: there };
  if (!there.value) {
    await deps.database.asTenant(context.tenant.id, (sql) => markGone(sql, steps.unlinked));
    return DONE;
  }
  const conflict = await deps.database.asTenant(context.tenant.id, steps.prepare);
  if (conflict !== null) return steps.hold(conflict);
  const created = await createOnce(deps, context, ahead(kind, steps), id);
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

async function isThereNow(context: TenantContext, { unlinked, ahead }: Steps): Promise<Outcome<boolean>> {
  return (await ahead?.isThere(unlinked)) === true ? ok(true) : isStillThere(context, unlinked);
}

/** The same kind, which is not looked for before its first attempt when a question for many has just said that nothing is there. */
function ahead<Created, Ready extends Slot, Answer>(
  kind: CreationKind<Created, Ready, Answer>,
  steps: Steps,
): CreationKind<Created, Ready, Answer> {
  return {
    ...kind,
    open(deps, context, row) {
      const creation = kind.open(deps, context, row);
      const mayBeKnown = row.state === 'prepared' && row.attempt === 0;
      return {
        ...creation,
        lookUp: async () =>
          mayBeKnown && (await steps.ahead?.isFree(steps.unlinked)) === true
            ? { kind: 'absent' }
            : creation.lookUp(),
      };
    },
  };
}

/** Another run is at the same record, or nobody knows yet what became of the attempt. Milliseconds. */
const AGAIN_MS = 1_000;

async function hold(
  deps: Dependencies,
  context: TenantContext,
  recordId: TribeId | WinbooksId,
  problem: Issue,
): Promise<RecordEnd> {
  await deps.database.asTenant(context.tenant.id, (sql) => settleRelationIssue(sql, recordId, problem));
  return DONE;
}
