import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  createRelationship,
  findRelations,
  findRoles,
  prepareRelationship,
  prepareTribeWrite,
  readCreatedRelation,
  readRelation,
  type ReadyToWrite,
} from '../../clients/tribe';
import type { TribeConnection } from '../../clients/connection';
import { ok, type Outcome } from '../../clients/outcome';
import { winbooksId, type TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { merge } from '../../domain/relation/merge';
import { readParty } from '../../domain/relation/read-party';
import { nothingShown } from '../../domain/relation/relation-form';
import { kindOfParty } from '../../domain/relation/role-rules';
import { changeForTribe } from '../../domain/relation/tribe-change';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { parseStored } from '../../store/database/row-parsing';
import { snapshotSchema } from '../../store/relations/link-sync';
import { createLink } from '../../store/relations/links';
import { rejectedPartners } from '../../store/relations/relation-matches';
import { keepRelation } from '../../store/relations/tribe-relations';
import { vendorWrites, type VendorWrite, type WriteConflict } from '../../store/vendor-writes/vendor-writes';
import type { TenantContext } from '../connection/tenant-connections';
import { agreeOnCreated } from '../writes/agree-on-created';
import type { CreationKind, InPlace, Progress } from '../writes/create-record';
import type { LookedUp } from '../writes/send-once';

/** Creating a relation with its role in Tribe, for a customer or supplier of WinBooks. */
const relationCreations = vendorWrites('create-relation');

const text = z.string().nullable();
const draftSchema = z.object({
  role: z.enum(['customer', 'supplier']),
  partyId: z.string(),
  kind: z.enum(['organisation', 'person']),
  code: z.string(),
  name: text,
  vatNumber: text,
  /** The relation that has the other role of the same third; it only gets this one. */
  holderId: text,
  /** The request, complete: it is sent unchanged. */
  request: z.object({ set: z.string(), body: z.record(z.string(), z.unknown()) }),
  /** What both agree on once it is there; null when the relation was there before, and in drafts of an earlier version. */
  agreed: snapshotSchema.nullable().default(null),
});
type RelationDraft = z.output<typeof draftSchema>;

const draftOf = ({ body }: Pick<VendorWrite, 'body'>): RelationDraft =>
  parseStored(draftSchema, body, 'relation');
const recordIdOf = ({ role, partyId }: Pick<RelationDraft, 'role' | 'partyId'>): string =>
  `${role}:${partyId}`;

/**
 * What is sent to create the relation: its fields, its number, which is WinBooks' code, and its role. Reads only.
 *
 * @param holder the relation that the third is linked to in its other role
 */
export async function draftRelation(
  tribe: TribeConnection,
  party: WinbooksParty,
  holder: TribeRelation | null,
): Promise<Outcome<RelationDraft>> {
  const kind = holder?.kind ?? kindOfParty(party);
  const { form } = readParty(party, kind);
  const nothing = nothingShown(kind, 'tribe', form.countryCode);
  const rules = { conflictRule: 'winbooks', changedAt: { tribe: '', winbooks: null } } as const;
  const { toTribe, snapshot } = merge(nothing, form, null, rules);
  const { invoiceAddress, ...change } = changeForTribe(
    { ...toTribe, number: party.code },
    kind,
    party.role,
    null,
  );
  const address = invoiceAddress === undefined ? null : { ...NO_ADDRESS, ...invoiceAddress };
  const request = await prepareRelationship(
    tribe,
    kind,
    party.role,
    holder === null ? { fields: change, address } : { relationId: holder.relationId },
  );
  if (request.kind !== 'ok') return request;
  return ok({
    role: party.role,
    partyId: party.id,
    kind,
    code: party.code,
    name: toTribe.name ?? null,
    vatNumber: change.vatNumber ?? null,
    holderId: holder?.relationId ?? null,
    request: request.value,
    agreed: holder === null ? snapshot : null,
  });
}

const NO_ADDRESS = {
  street: null,
  houseNumber: null,
  houseNumberSuffix: null,
  extra: null,
  postalCode: null,
  city: null,
  countryCode: null,
} as const;

/** Stores what is to be sent. A conflict: another party of the tenant is being created under this number. */
export function prepareRelation(
  sql: TenantSql,
  draft: RelationDraft,
): Promise<'prepared' | 'stale' | WriteConflict> {
  const body = { ...draft };
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return relationCreations.prepare(sql, recordIdOf(draft), {
    claim: `${draft.role}:${draft.code}`,
    body,
    digest,
  });
}

export const relationRecordOf = (party: Pick<WinbooksParty, 'role' | 'id'>): string =>
  recordIdOf({ role: party.role, partyId: party.id });

/**
 * A new relation in Tribe: looked for by its number, and by what else tells it, posted once with its role, read back, linked. A
 * relation without a number of its own is found by its VAT number.
 */
export const NEW_RELATION: CreationKind<TribeRelation, ReadyToWrite, TribeId | null> = {
  writes: relationCreations,
  open(deps, { tenant, tribe }, row) {
    const draft = draftOf(row);
    const look = async (): Promise<Looked> => {
      const partyId = winbooksId(draft.partyId);
      const rejected = await deps.database.asTenant(tenant.id, (sql) =>
        rejectedPartners(sql, draft.role, { partyId }),
      );
      return lookFor(tribe, draft, rejected);
    };
    return {
      name: draft.code,
      points: { beforeFence: 'before-relation-fence', afterFence: 'after-relation-fence' },
      lookUp: look,
      lookAgain: look,
      ready: () => prepareTribeWrite(tribe),
      send: (ready, leaveBy) => createRelationship(ready, draft.request, { leaveBy }),
      readBack: async (relationshipId) => {
        await deps.debugPoint('before-relation-read-back');
        // The id in the answer suffices, unless the relation has its other role too.
        if (relationshipId !== null && draft.holderId === null) {
          const created = await readCreatedRelation(tribe, draft.kind, draft.role, relationshipId);
          if (created.kind !== 'absent') return created;
        }
        const found = await look();
        if (found.kind === 'noAnswer') return found.failure;
        return found.kind === 'found' && found.found.kind === 'record'
          ? ok(found.found.record)
          : { kind: 'unknown', reason: 'a relation that was created is not there' };
      },
      adopt: (relation, now) => adopt(deps, tenant, draft, relation, now),
      refused: async (sent, message) => {
        const problem = issue('RELATION_REFUSED', { customer: draft.code, words: message });
        await deps.database.asTenant(tenant.id, (sql) =>
          relationCreations.hold(sql, recordIdOf(draft), problem.code, sent),
        );
        return problem;
      },
    };
  },
};

type Looked = LookedUp<InPlace<TribeRelation>>;

async function lookFor(
  tribe: TribeConnection,
  draft: RelationDraft,
  rejected: ReadonlySet<string>,
): Promise<Looked> {
  if (draft.holderId !== null) return inRole(tribe, draft, draft.holderId as TribeId);
  const number = draft.role === 'customer' ? 'DebtorNumber' : 'CreditorNumber';
  const questions = [
    { field: number, value: draft.code } as const,
    ...(draft.vatNumber === null ? [] : [{ field: 'VATNumber', value: draft.vatNumber } as const]),
  ];
  for (const question of questions) {
    const found = await findRelations(tribe, draft.kind, question);
    // Tribe may not have the field on persons (tribe-api §3.4).
    if (found.kind === 'refused' && found.about === undefined) continue;
    if (found.kind !== 'ok') return { kind: 'noAnswer', failure: found };
    const first = found.value.find(({ relationId }) => !rejected.has(relationId));
    if (first !== undefined) return inRole(tribe, draft, first.relationId);
    // A person said that whoever has the number is another one: no second relation gets it.
    if (question.field === number && found.value.length > 0)
      return {
        kind: 'found',
        found: { kind: 'problem', issue: issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }) },
        mayStillArrive: false,
      };
  }
  return { kind: 'absent' };
}

/** The relation if it has the role by now. */
async function inRole(tribe: TribeConnection, draft: RelationDraft, relationId: TribeId): Promise<Looked> {
  const roles = await findRoles(tribe, draft.kind, relationId);
  if (roles.kind !== 'ok') return { kind: 'noAnswer', failure: roles };
  if (roles.value[draft.role] === null) return { kind: 'absent' };
  const relation = await readRelation(tribe, {
    kind: draft.kind,
    relationId,
    customer: roles.value.customer?.relationshipId ?? null,
    supplier: roles.value.supplier?.relationshipId ?? null,
  });
  if (relation.kind === 'absent') return { kind: 'absent' };
  return relation.kind === 'ok'
    ? { kind: 'found', found: { kind: 'record', record: relation.value }, mayStillArrive: false }
    : { kind: 'noAnswer', failure: relation };
}

async function adopt(
  deps: Parameters<(typeof NEW_RELATION)['open']>[0],
  tenant: TenantContext['tenant'],
  draft: RelationDraft,
  relation: TribeRelation,
  now: Progress,
): Promise<Issue | null> {
  const held = relation[draft.role];
  return deps.database.asTenant(tenant.id, async (sql) => {
    if (held === null) return null;
    const linked = await createLink(sql, {
      kind: draft.role,
      tribeRelationId: relation.relationId,
      tribeRelationshipId: held.relationshipId,
      winbooksId: winbooksId(draft.partyId),
      code: draft.code,
      paymentTermDays: held.paymentTermDays,
      origin: 'created',
    });
    if (linked !== 'created') {
      const problem = issue('CUSTOMER_ALREADY_LINKED', { customer: draft.code });
      await relationCreations.hold(sql, recordIdOf(draft), problem.code);
      return problem;
    }
    await relationCreations.write(sql, recordIdOf(draft), held.relationshipId);
    await keepRelation(sql, relation);
    const sent = { ...draft, relationId: relation.relationId };
    await agreeOnCreated(sql, sent, { code: draft.code, name: relation.name }, now, 'tribe');
    return null;
  });
}
