import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  createParty,
  getThird,
  prepareWrite,
  readPartyHead,
  type NewParty,
  type PartyHead,
  type ReadyToSend,
} from '../../clients/winbooks';
import type { WinbooksConnection } from '../../clients/connection';
import { tribeId, winbooksId, type WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { agreedAtCreation } from '../../domain/relation/creation';
import { merge } from '../../domain/relation/merge';
import { readParty } from '../../domain/relation/read-party';
import { readTribe } from '../../domain/relation/read-tribe';
import { nothingShown } from '../../domain/relation/relation-form';
import { changeForWinbooks } from '../../domain/relation/winbooks-change';
import type { TribeRelation, TribeRole } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../../store/database/database';
import { parseStored } from '../../store/database/row-parsing';
import { snapshotSchema } from '../../store/relations/link-sync';
import { createLink } from '../../store/relations/links';
import { rejectedPartners } from '../../store/relations/relation-matches';
import { vendorWrites, type VendorWrite, type WriteConflict } from '../../store/vendor-writes/vendor-writes';
import type { TenantContext } from '../connection/tenant-connections';
import { lookForLostParty } from '../relations/lost-party';
import { partyAsSent } from '../relations/party-as-sent';
import { agreeOnCreated } from '../writes/agree-on-created';
import type { CreationKind, InPlace, Progress } from '../writes/create-record';
import type { LookedUp } from '../writes/send-once';

/** Creating a supplier in WinBooks for a relation of Tribe. */
const supplierCreations = vendorWrites('create-supplier');

const text = z.string().nullable();
const draftSchema = z.object({
  code: z.string(),
  relationId: z.string(),
  relationshipId: z.string(),
  paymentTermDays: z.number().nullable(),
  /** The third that the relation has as a customer; it only gets the other role. */
  thirdId: text,
  name: z.string(),
  vatNumber: text,
  vatCountryCode: text,
  website: text,
  address: z
    .object({
      address1: z.string(),
      address2: text,
      number: text,
      box: text,
      zip: text,
      town: text,
      countryCode: text,
      phoneNo: text,
    })
    .nullable(),
  contact: z.object({ email: text, phoneNo: text, mobileNo: text }).nullable(),
  /** What both agree on once it is there; null when its third was there before, and in drafts of an earlier version. */
  agreed: snapshotSchema.nullable().default(null),
});
type SupplierDraft = z.output<typeof draftSchema>;

const draftOf = ({ body }: Pick<VendorWrite, 'body'>): SupplierDraft =>
  parseStored(draftSchema, body, 'supplier');

interface SupplierPlace {
  readonly code: string;
  /** The third that the relation has as a customer. */
  readonly thirdId: WinbooksId | null;
  /** False when it is not certain that the folder has contacts. */
  readonly hasContacts: boolean;
}

/** What the supplier is created from, cut to what WinBooks holds. */
export function draftSupplier(
  relation: TribeRelation,
  held: TribeRole,
  { code, thirdId, hasContacts }: SupplierPlace,
): SupplierDraft {
  const { form } = readTribe(relation, 'supplier');
  const nothing = nothingShown(form.kind, 'winbooks', form.countryCode);
  const rules = { conflictRule: 'tribe', changedAt: { tribe: relation.changedAt, winbooks: null } } as const;
  const { third, address, contact } = changeForWinbooks(merge(form, nothing, null, rules).toWinbooks, null);
  const draft = {
    code,
    relationId: relation.relationId,
    relationshipId: held.relationshipId,
    paymentTermDays: held.paymentTermDays,
    thirdId,
    name: third?.name ?? relation.name,
    vatNumber: third?.vatNumber ?? null,
    vatCountryCode: third?.vatCountryCode ?? null,
    website: third?.website ?? null,
    address:
      address === undefined
        ? null
        : {
            address1: address.address1 ?? '',
            address2: address.address2 ?? null,
            number: address.number ?? null,
            box: address.box ?? null,
            zip: address.zip ?? null,
            town: address.town ?? null,
            countryCode: address.countryCode ?? null,
            phoneNo: address.phoneNo ?? null,
          },
    contact:
      contact === undefined || !hasContacts
        ? null
        : {
            email: contact.email ?? null,
            phoneNo: contact.phoneNo ?? null,
            mobileNo: contact.mobileNo ?? null,
          },
  };
  if (thirdId !== null) return { ...draft, agreed: null };
  const sent = readParty(partyAsSent('supplier', newParty(draft), hasContacts), relation.kind);
  return { ...draft, agreed: agreedAtCreation(form, sent.form) };
}

/** Stores what is to be sent. A conflict: another relation of the tenant is being created under this code. */
export function prepareSupplier(
  sql: TenantSql,
  draft: SupplierDraft,
): Promise<'prepared' | 'stale' | WriteConflict> {
  const body = { ...draft };
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return supplierCreations.prepare(sql, draft.relationId, { claim: draft.code, body, digest });
}

/** A new supplier in WinBooks: looked for by its code, posted once, read back, linked. Never posted onto a code that a third has. */
export const NEW_SUPPLIER: CreationKind<PartyHead, ReadyToSend, { readonly idOrCode: string }> = {
  writes: supplierCreations,
  open(deps, context, row) {
    const { tenant, winbooks } = context;
    const draft = draftOf(row);
    const loadRejected = () =>
      deps.database.asTenant(tenant.id, (sql) =>
        rejectedPartners(sql, 'supplier', { relationId: tribeId(draft.relationId) }),
      );
    return {
      name: draft.code,
      points: { beforeFence: 'before-relation-fence', afterFence: 'after-relation-fence' },
      lookUp: async () => lookUp(winbooks, draft, await loadRejected()),
      lookAgain: () => lookForCode(winbooks, draft.code),
      lookForOther: async () =>
        lookForLostParty(deps, context, row, {
          ...draft,
          role: 'supplier',
          rejected: await loadRejected(),
          read: (id) => readPartyHead(winbooks, 'supplier', id),
        }),
      ready: () => prepareWrite(winbooks),
      send: (ready, leaveBy) => createParty(ready, 'supplier', newParty(draft), { leaveBy }),
      readBack: async ({ idOrCode }) => {
        await deps.debugPoint('before-relation-read-back');
        return readPartyHead(winbooks, 'supplier', idOrCode);
      },
      adopt: (party, now) => adopt(deps, tenant, draft, party, now),
      refused: async (sent, message) => {
        const problem = issue('SUPPLIER_REFUSED', { supplier: draft.code, words: message });
        await deps.database.asTenant(tenant.id, (sql) =>
          supplierCreations.hold(sql, draft.relationId, problem.code, sent),
        );
        return problem;
      },
    };
  },
};

const newParty = ({ thirdId, ...draft }: Omit<SupplierDraft, 'agreed'>): NewParty => ({
  ...draft,
  thirdId: thirdId === null ? null : winbooksId(thirdId),
});

type Looked = LookedUp<InPlace<PartyHead>>;

/** @param rejected suppliers of which a person said that they are another one */
async function lookUp(
  winbooks: WinbooksConnection,
  draft: SupplierDraft,
  rejected: ReadonlySet<string>,
): Promise<Looked> {
  // The third before the supplier: another run that creates both in between is then seen as what it is.
  const third = draft.thirdId === null ? await getThird(winbooks, draft.code) : null;
  const found = await lookForCode(winbooks, draft.code);
  if (found.kind === 'found' && found.found.kind === 'record' && rejected.has(found.found.record.id))
    return taken(draft, found.found.record.name);
  if (found.kind !== 'absent') return found;
  if (third === null || third.kind === 'absent') return { kind: 'absent' };
  if (third.kind === 'refused' && third.about === undefined) return { kind: 'absent' };
  if (third.kind !== 'ok') return { kind: 'noAnswer', failure: third };
  return taken(draft, third.value.name);
}

const taken = ({ code }: SupplierDraft, owner: string | null): Looked => ({
  kind: 'found',
  found: {
    kind: 'problem',
    issue: issue('SUPPLIER_CODE_TAKEN', { supplier: code, owner: owner ?? code }),
  },
  mayStillArrive: false,
});

async function lookForCode(winbooks: WinbooksConnection, code: string): Promise<Looked> {
  const found = await readPartyHead(winbooks, 'supplier', code);
  if (found.kind === 'absent') return { kind: 'absent' };
  return found.kind === 'ok'
    ? { kind: 'found', found: { kind: 'record', record: found.value }, mayStillArrive: false }
    : { kind: 'noAnswer', failure: found };
}

async function adopt(
  deps: Parameters<(typeof NEW_SUPPLIER)['open']>[0],
  tenant: TenantContext['tenant'],
  draft: SupplierDraft,
  party: PartyHead,
  now: Progress,
): Promise<Issue | null> {
  const relationId = tribeId(draft.relationId);
  return deps.database.asTenant(tenant.id, async (sql) => {
    const linked = await createLink(sql, {
      kind: 'supplier',
      tribeRelationId: relationId,
      tribeRelationshipId: tribeId(draft.relationshipId),
      winbooksId: party.id,
      code: party.code,
      paymentTermDays: draft.paymentTermDays,
      origin: 'created',
    });
    if (linked !== 'created') {
      const problem = issue('SUPPLIER_CODE_TAKEN', { supplier: draft.code, owner: party.name ?? party.code });
      await supplierCreations.hold(sql, draft.relationId, problem.code);
      return problem;
    }
    await supplierCreations.write(sql, draft.relationId, party.id);
    await agreeOnCreated(sql, { ...draft, role: 'supplier', relationId }, party, now);
    return null;
  });
}
