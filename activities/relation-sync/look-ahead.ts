import {
  findKeysAmong,
  findRolesAmong,
  ROLE_SETS,
  type RelationKey,
  type RoleList,
} from '../../clients/tribe';
import { findCodesAmong, findPartiesAmong, findVatNumbersAmong } from '../../clients/winbooks';
import { kindOfParty } from '../../domain/relation/role-rules';
import { numberIn } from '../../domain/relation/read-tribe';
import { vatNumberIn, type VatNumber } from '../../domain/vat/vat-number';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { loadUnlinked, findProbes, type Probes } from '../../store/relations/look-ahead';
import type { QueuedRecord } from '../../store/relations/relation-queue';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { Unlinked } from './match-unlinked';

/** What was asked of the vendors for many records at once, before they are created one by one. */
export interface LookAhead {
  /** Whether its vendor still shows this record; null when it is to be asked for by itself. */
  readonly isThere: (unlinked: Unlinked) => Promise<boolean | null>;
  /**
   * True when nothing on the other side has its number, or its VAT number. That answer is given once for a number: whoever comes with
   * the same one later asks the vendor.
   */
  readonly isFree: (unlinked: Unlinked) => Promise<boolean>;
}

/** How long an answer holds, from before it was asked for: as long as a person types a new record. Milliseconds. */
const HOLDS_MS = 10_000;
/** Fewer records are asked for one by one. */
const AT_LEAST = 4;

interface Answers {
  readonly atMs: number;
  readonly asked: ReadonlySet<string>;
  readonly there: ReadonlySet<string>;
  readonly free: ReadonlySet<string>;
}

/**
 * Asks both vendors for the records of a batch together: whether each is still there, and whether the other side has its number or VAT
 * number. Two requests for fifty records instead of two for each. Lists of values are an inference from the vendors' documentation, so
 * each question also names a record that is certainly there: an answer without it says nothing.
 *
 * @param waiting the records of the batch that nobody has begun with
 */
export function lookAhead(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  waiting: () => readonly QueuedRecord[],
): LookAhead {
  let latest: Promise<Answers> | null = null;
  const taken = new Set<string>();

  async function answersFor(unlinked: Unlinked): Promise<Answers | null> {
    const known = await latest;
    const key = recordKey(unlinked);
    const isFresh = known !== null && Date.now() - known.atMs < HOLDS_MS;
    if (isFresh && known.asked.has(key)) return known;
    if (waiting().length < AT_LEAST) return null;
    latest = ask(deps, context, unlinked, waiting());
    return latest;
  }

  return {
    isThere: async (unlinked) => {
      const answers = await answersFor(unlinked);
      // One that is not in the answer is asked for by itself: it proves nothing.
      return answers?.there.has(recordKey(unlinked)) === true ? true : null;
    },
    isFree: async (unlinked) => {
      const answers = await answersFor(unlinked);
      const keys = keysOf(unlinked);
      const isClaimed = keys.some((key) => taken.has(key));
      for (const key of keys) taken.add(key);
      return !isClaimed && answers?.free.has(recordKey(unlinked)) === true;
    },
  };
}

type InTribe = Extract<Unlinked, { side: 'tribe' }>;
type InWinbooks = Extract<Unlinked, { side: 'winbooks' }>;

const recordKey = ({ side, role, record }: Unlinked): string =>
  `${side} ${role} ${side === 'tribe' ? record.relationId : record.id}`;

const vatNumberOf = ({ side, record }: Unlinked): VatNumber | null =>
  side === 'tribe'
    ? vatNumberIn({
        vatNumber: record.vatNumber,
        vatCountryCode: record.invoiceAddress?.countryCode ?? null,
      })
    : vatNumberIn({ vatNumber: record.vatNumber, vatCountryCode: record.vatCountryCode });

const numberOf = (unlinked: Unlinked): string | null =>
  (unlinked.side === 'tribe' ? numberIn(unlinked.record, unlinked.role) : unlinked.record.code)?.trim() ||
  null;

/** What no other record that is created may have. */
function keysOf(unlinked: Unlinked): string[] {
  const vatNumber = vatNumberOf(unlinked);
  const number = numberOf(unlinked);
  return [
    ...(number === null ? [] : [`${unlinked.side} number ${number.toLowerCase()}`]),
    ...(vatNumber === null ? [] : [`${unlinked.side} vat ${vatNumber.countryCode}${vatNumber.number}`]),
  ];
}

async function ask(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  first: Unlinked,
  waiting: readonly QueuedRecord[],
): Promise<Answers> {
  const atMs = Date.now();
  const { others, probes } = await deps.database.asTenant(context.tenant.id, async (sql: TenantSql) => ({
    others: await loadUnlinked(sql, waiting),
    probes: await findProbes(sql),
  }));
  const records = [first, ...others];
  const inTribe = records.filter((each): each is InTribe => each.side === 'tribe');
  const inWinbooks = records.filter((each): each is InWinbooks => each.side === 'winbooks');
  const [tribeThere, winbooksThere, freeThere, freeHere] = await Promise.all([
    thereInTribe(context, inTribe),
    thereInWinbooks(context, inWinbooks),
    freeInWinbooks(context, inTribe, probes),
    freeInTribe(context, inWinbooks, probes),
  ]);
  return {
    atMs,
    asked: new Set(records.map(recordKey)),
    there: new Set([...tribeThere, ...winbooksThere]),
    free: new Set([...freeThere, ...freeHere]),
  };
}

async function thereInTribe({ tribe }: TenantContext, records: readonly InTribe[]): Promise<string[]> {
  const there: string[] = [];
  for (const list of Object.keys(ROLE_SETS) as RoleList[]) {
    const { kind, role } = ROLE_SETS[list];
    const some = records.filter((each) => each.role === role && each.record.kind === kind);
    if (some.length === 0) continue;
    const ids = some.map((each) => each.record.relationId);
    const found = await findRolesAmong(tribe, list, ids);
    if (found.kind !== 'ok') continue;
    there.push(...some.filter((each) => found.value.has(each.record.relationId)).map(recordKey));
  }
  return there;
}

async function thereInWinbooks(
  { winbooks }: TenantContext,
  records: readonly InWinbooks[],
): Promise<string[]> {
  const there: string[] = [];
  for (const role of ['customer', 'supplier'] as const satisfies readonly PartyRole[]) {
    const some = records.filter((each) => each.role === role);
    if (some.length === 0) continue;
    const ids = some.map((each) => each.record.id);
    const found = await findPartiesAmong(winbooks, role, ids);
    if (found.kind !== 'ok') continue;
    there.push(...some.filter((each) => found.value.has(each.record.id)).map(recordKey));
  }
  return there;
}

/** Those whose number no third has, and whose VAT number none has. */
async function freeInWinbooks(
  { winbooks }: TenantContext,
  records: readonly InTribe[],
  { code, thirdVatNumber }: Probes,
): Promise<string[]> {
  const numbered = records.filter((each) => numberOf(each) !== null);
  if (numbered.length === 0 || code === null) return [];
  const codes = await findCodesAmong(winbooks, [code, ...numbered.map((each) => numberOf(each) ?? '')]);
  if (codes.kind !== 'ok' || !codes.value.has(code.toLowerCase())) return [];
  const asked = numbered.map(vatNumberOf).filter((each) => each !== null);
  const probe = thirdVatNumber === null ? null : vatNumberIn(thirdVatNumber);
  const vatNumbers = await findVatNumbersAmong(winbooks, [...asked, ...(probe === null ? [] : [probe])]);
  const hasAnswer = vatNumbers.kind === 'ok' && (probe === null || vatNumbers.value.includes(probe));
  return numbered
    .filter((each) => {
      const vatNumber = vatNumberOf(each);
      const isFreeVat = vatNumber === null || (hasAnswer && !vatNumbers.value.includes(vatNumber));
      return isFreeVat && !codes.value.has((numberOf(each) ?? '').toLowerCase());
    })
    .map(recordKey);
}

async function freeInTribe(
  { tribe }: TenantContext,
  records: readonly InWinbooks[],
  { debtorNumber }: Probes,
): Promise<string[]> {
  const free: string[] = [];
  for (const kind of ['organisation', 'person'] as const) {
    const some = records.filter((each) => kindOfParty(each.record) === kind);
    const probe = debtorNumber[kind];
    if (some.length === 0 || probe === null) continue;
    const proof: RelationKey = { field: 'DebtorNumber', value: probe };
    const asked = some.map((each) => ({ each, keys: relationKeysOf(each) }));
    const found = await findKeysAmong(tribe, kind, [proof, ...asked.flatMap(({ keys }) => keys)]);
    if (found.kind !== 'ok' || !found.value.includes(proof)) continue;
    const has = found.value;
    free.push(
      ...asked
        .filter(({ keys }) => !keys.some((key) => has.includes(key)))
        .map(({ each }) => recordKey(each)),
    );
  }
  return free;
}

function relationKeysOf(unlinked: InWinbooks): RelationKey[] {
  const vatNumber = vatNumberOf(unlinked);
  const field = unlinked.role === 'customer' ? 'DebtorNumber' : 'CreditorNumber';
  return [
    { field, value: unlinked.record.code },
    ...(vatNumber === null ? [] : [{ field: 'VATNumber', value: vatNumber.number } as const]),
  ];
}
