import { findPartiesByName, type NamedParty } from '../../clients/winbooks';
import type { Outcome } from '../../clients/outcome';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { cutFor } from '../../domain/relation/winbooks-lengths';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import { linkedAmong } from '../../store/relations/creations-in-flight';
import type { VendorWrite } from '../../store/vendor-writes/vendor-writes';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { InPlace } from '../writes/create-record';
import type { LookedUp } from '../writes/send-once';

interface LostParty<Party> {
  readonly role: PartyRole;
  /** What was sent. */
  readonly name: string;
  readonly code: string;
  readonly vatNumber: string | null;
  /** The customers or suppliers of which a person said that they are another one. */
  readonly rejected: ReadonlySet<string>;
  read(id: string): Promise<Outcome<Party>>;
}

/**
 * Looks for what became of an attempt whose answer was lost, and that has no party under its code: WinBooks may have given another one
 * (winbooks-api §8 G17b). It is a party of exactly the name that was sent, made since, that is linked to nobody. A person chooses among
 * several.
 */
export async function lookForLostParty<Party>(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  { tenant, winbooks }: TenantContext,
  write: Pick<VendorWrite, 'createdAt'>,
  lost: LostParty<Party>,
): Promise<LookedUp<InPlace<Party>>> {
  const named = await findPartiesByName(winbooks, lost.role, cutFor('name', lost.name));
  // An installation that does not answer this question at all must not keep anything from being created.
  if (named.kind === 'refused' && named.about === undefined) return { kind: 'absent' };
  if (named.kind === 'unknown' && named.isTooMuch === true) return { kind: 'absent' };
  if (named.kind !== 'ok') return { kind: 'noAnswer', failure: named };
  const madeFrom = write.createdAt.getTime() - deps.configuration.timings.poll.overlapMs;
  const made = named.value.filter((party) => isMadeSince(party, madeFrom) && !isAnother(party, lost));
  const linked = await deps.database.asTenant(tenant.id, (sql) =>
    linkedAmong(
      sql,
      lost.role,
      made.map(({ id }) => id),
    ),
  );
  const [first, another] = made.filter(({ id }) => !linked.has(id));
  if (first === undefined) return { kind: 'absent' };
  if (another !== undefined) return problem(unclear(lost));
  const party = await lost.read(first.id);
  if (party.kind === 'absent') return { kind: 'absent' };
  return party.kind === 'ok'
    ? { kind: 'found', found: { kind: 'record', record: party.value }, mayStillArrive: false }
    : { kind: 'noAnswer', failure: party };
}

const isMadeSince = ({ createdAt }: NamedParty, from: number): boolean =>
  createdAt !== null && Date.parse(createdAt) >= from;

const isAnother = ({ id, vatNumber }: NamedParty, lost: LostParty<unknown>): boolean =>
  lost.rejected.has(id) || (vatNumber !== null && lost.vatNumber === null);

const unclear = ({ role, code, name }: LostParty<unknown>): Issue =>
  role === 'customer'
    ? issue('CUSTOMER_AMBIGUOUS', { customer: code })
    : issue('SUPPLIER_CODE_TAKEN', { supplier: code, owner: name });

const problem = (found: Issue): LookedUp<InPlace<never>> => ({
  kind: 'found',
  found: { kind: 'problem', issue: found },
  mayStillArrive: false,
});
