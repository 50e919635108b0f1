import {
  createInvoiceAddress,
  roleListOf,
  setFormer,
  updateAddress,
  updateRelation,
} from '../../clients/tribe';
import type { TribeConnection, WinbooksConnection } from '../../clients/connection';
import type { Failure } from '../../clients/outcome';
import { prepareWrite, writeParty, type PartyWrite } from '../../clients/winbooks';
import { LEAVE_WITHIN_MS } from '../../domain/writes/write-protocol';
import type { LinkedPair, LinkPlan, PlannedValue } from '../../domain/relation/plan-link';
import type { RelationField, Side } from '../../domain/relation/relation-form';
import type { TribeAddress } from '../../domain/vendors/tribe-records';
import { fenceThirdPart, settleThirdPart, type ThirdPart } from '../../store/relations/third-parts';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/** Why values did not arrive. Refused: for people to solve. Anything else: they may have arrived; a read tells. */
export interface NotWritten {
  readonly side: Side;
  readonly fields: readonly PlannedValue['field'][];
  readonly failure: Failure;
}

/** A definite no to this very request. */
export const isRefusal = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.about === undefined;

/** What kept this value from being written; null when nothing did. */
export const failureOf = (
  failed: readonly NotWritten[],
  { side, field }: Pick<PlannedValue, 'side' | 'field'>,
): Failure | null =>
  failed.find((each) => each.side === side && each.fields.includes(field))?.failure ?? null;

/** One request. */
interface Step {
  readonly side: Side;
  readonly fields: readonly PlannedValue['field'][];
  readonly send: () => Promise<{ readonly kind: 'ok' } | Failure>;
  /** The same, a field at a time, for when they are refused together; empty when that cannot be. */
  readonly apart: readonly Step[];
}

/**
 * Writes what a plan says to one side after the other, each record by its own id, each request once. All of them state final values,
 * so that what is not certain is read back and planned anew, rather than repeated blindly (docs/adr/0015-relations-two-ways.md). A field
 * that is refused keeps no other one from being written; the first request without an answer ends the attempt.
 */
export async function writePlan(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  pair: LinkedPair & { readonly readAt: string },
  plan: LinkPlan,
): Promise<readonly NotWritten[]> {
  const steps = [
    ...tribeSteps(context.tribe, pair, plan),
    ...winbooksSteps(context.winbooks, pair, plan, (part, make) => makeOnce(deps, context, pair, part, make)),
  ];
  const failed: NotWritten[] = [];
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const outcome = await step.send();
    if (outcome.kind === 'ok') continue;
    if (isRefusal(outcome) && step.apart.length > 1) {
      steps.unshift(...step.apart);
      continue;
    }
    failed.push({ side: step.side, fields: step.fields, failure: outcome });
    if (isRefusal(outcome)) continue;
    failed.push(...steps.map(({ side, fields }) => ({ side, fields, failure: outcome })));
    break;
  }
  return failed;
}

/** The field that a part of a change belongs to. */
const FIELD_OF: Readonly<Record<string, RelationField>> = {
  name: 'name',
  firstName: 'name',
  middleName: 'name',
  lastName: 'name',
  debtorNumber: 'number',
  creditorNumber: 'number',
  vatNumber: 'vatNumber',
  vatCountryCode: 'vatNumber',
  website: 'website',
  email: 'email',
  emailAddress: 'email',
  phoneNumber: 'phone',
  phoneNo: 'phone',
  mobilePhoneNumber: 'mobile',
  mobileNo: 'mobile',
};

/** The request for a change, and the same for each of its fields. Parts without a field of their own are of the address. */
function stepOf<Change extends object>(
  side: Side,
  change: Change,
  send: (change: Change) => ReturnType<Step['send']>,
): Step {
  const byField = new Map<RelationField, Change>();
  for (const [part, value] of Object.entries(change) as [string, unknown][]) {
    const field = FIELD_OF[part] ?? 'address';
    byField.set(field, { ...byField.get(field), [part]: value } as Change);
  }
  const apart = [...byField].map(([field, some]): Step => ({
    side,
    fields: [field],
    send: () => send(some),
    apart: [],
  }));
  return { side, fields: [...byField.keys()], send: () => send(change), apart };
}

function tribeSteps(tribe: TribeConnection, { relation, role, held }: LinkedPair, plan: LinkPlan): Step[] {
  const steps: Step[] = [];
  const { invoiceAddress, ...fields } = plan.toTribe ?? {};
  if (Object.keys(fields).length > 0)
    steps.push(
      stepOf('tribe', fields, (some) => updateRelation(tribe, relation.kind, relation.relationId, some)),
    );
  if (invoiceAddress !== undefined) {
    const existing = relation.invoiceAddress;
    steps.push({
      side: 'tribe',
      fields: ['address'],
      apart: [],
      send: () =>
        existing === null
          ? createInvoiceAddress(tribe, relation.relationId, { ...NO_ADDRESS, ...invoiceAddress })
          : updateAddress(tribe, existing.id, invoiceAddress),
    });
  }
  const list = roleListOf(relation.kind, role);
  if (plan.former !== null && list !== null) {
    const former = plan.former === 'former' ? { since: new Date() } : null;
    steps.push({
      side: 'tribe',
      fields: ['former'],
      apart: [],
      send: () => setFormer(tribe, list, held.relationshipId, former),
    });
  }
  return steps;
}

const NO_ADDRESS: TribeAddress = {
  street: null,
  houseNumber: null,
  houseNumberSuffix: null,
  extra: null,
  postalCode: null,
  city: null,
  countryCode: null,
};

function winbooksSteps(
  winbooks: WinbooksConnection,
  { party }: LinkedPair,
  { toWinbooks }: LinkPlan,
  once: (part: ThirdPart, make: Step['send']) => ReturnType<Step['send']>,
): Step[] {
  const { third, address, contact } = toWinbooks ?? {};
  const { thirdId } = party;
  const steps: Step[] = [];
  const send = (write: PartyWrite): ReturnType<Step['send']> => sendWrite(winbooks, write);
  /** A record is made at once, or not. */
  const whole = (step: Step): Step => ({ ...step, apart: [] });
  if (third !== undefined)
    steps.push(stepOf('winbooks', third, (change) => send({ kind: 'third', id: thirdId, change })));
  if (address !== undefined) {
    const existing = party.address;
    steps.push(
      existing === null
        ? whole(
            stepOf('winbooks', address, (made) =>
              once('address', () =>
                send({ kind: 'newAddress', thirdId, address: { ...made, address1: made.address1 ?? '' } }),
              ),
            ),
          )
        : stepOf('winbooks', address, (change) => send({ kind: 'address', id: existing.id, change })),
    );
  }
  if (contact !== undefined) {
    const existing = party.contact ?? null;
    steps.push(
      existing === null
        ? whole(
            stepOf('winbooks', contact, (made) =>
              once('contact', () => send({ kind: 'newContact', thirdId, contact: made })),
            ),
          )
        : stepOf('winbooks', contact, (change) => send({ kind: 'contact', id: existing.id, change })),
    );
  }
  return steps;
}

/**
 * Sends what makes a record of a third, unless another worker, or the other role of this third, has sent one since the third was read.
 * One whose answer was lost is not sent again before the quiet period is over; until then it may still arrive.
 */
async function makeOnce(
  { database }: Pick<Dependencies, 'database'>,
  { tenant, settings }: TenantContext,
  { party: { thirdId }, readAt }: LinkedPair & { readonly readAt: string },
  part: ThirdPart,
  make: Step['send'],
): ReturnType<Step['send']> {
  const mayLeave = await database.asTenant(tenant.id, (sql) =>
    fenceThirdPart(sql, { thirdId, part }, readAt, settings.quietPeriodSeconds),
  );
  if (!mayLeave) return { kind: 'unknown', reason: `the ${part} may have been made by another attempt` };
  const outcome = await make();
  if (outcome.kind !== 'unknown')
    await database.asTenant(tenant.id, (sql) => settleThirdPart(sql, { thirdId, part }));
  return outcome;
}

async function sendWrite(
  winbooks: WinbooksConnection,
  write: PartyWrite,
): Promise<{ readonly kind: 'ok' } | Failure> {
  const ready = await prepareWrite(winbooks);
  return ready.kind === 'ok'
    ? writeParty(ready.value, write, { leaveBy: Date.now() + LEAVE_WITHIN_MS })
    : ready;
}
