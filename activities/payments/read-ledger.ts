import type { Failure, Outcome } from '../../clients/outcome';
import {
  findCustomerLinesOf,
  findCustomerPlaces,
  findDocumentHeads,
  findLinesOfMatchings,
  type FoundLines,
} from '../../clients/winbooks';
import type { WinbooksId } from '../../domain/ids';
import { judgeMatching } from '../../domain/payment/judge-matching';
import type { AccountLine } from '../../domain/vendors/winbooks-records';
import type { DuePayment } from '../../store/payments/payment-queue';
import type { SeenPayment } from '../../store/payments/standings';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';

/** WinBooks gave no answer about a batch, or refused the question. */
export class LedgerSilent extends Error {
  override readonly name = 'LedgerSilent';

  constructor(readonly failure: Failure) {
    super(inWords(failure));
  }
}

function answered<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind === 'ok') return outcome.value;
  throw new LedgerSilent(outcome);
}

/** Its line and its matching were read by two questions, and do not fit: an invoice must not look open for a moment. */
const MATCHED_MEANWHILE = 'its matching changed while it was read';

/** What a batch of documents, read together, came to. One that cannot be judged fails alone. */
export interface LedgerReading {
  readonly seen: readonly SeenPayment[];
  readonly unreadable: readonly { readonly due: DuePayment; readonly words: string }[];
}

/**
 * Reads what the ledger says of these documents (winbooks-api §5.d): one question for their customers' lines, one for the lines of their
 * matchings, and only where those do not say enough, one for the documents behind them. Throws when WinBooks gives no answer.
 */
export async function readLedger(
  { masterData }: Pick<Dependencies, 'masterData'>,
  { winbooks }: Pick<TenantContext, 'winbooks'>,
  due: readonly DuePayment[],
): Promise<LedgerReading> {
  const own = await ownLines(winbooks, due);
  const matchIds = [...own.lines.values()].map(({ matchId }) => matchId).filter((id) => id !== null);
  const matched = answered(await findLinesOfMatchings(winbooks, [...new Set(matchIds)]));
  const lines = await withHeads(masterData.of(winbooks), winbooks, [...own.lines.values(), ...matched.lines]);
  const known = new Map(lines.map((line) => [line.id, line]));
  const byMatch = matchings(lines);
  const together = new Map(matched.lines.map(({ id, matchId }) => [id, matchId]));
  const badDocuments = new Map(own.unreadable.map(({ headerId, shown }) => [headerId, shown]));
  const badMatches = new Map(matched.unreadable.map(({ matchId, shown }) => [matchId, shown]));

  const seen: SeenPayment[] = [];
  const unreadable: { due: DuePayment; words: string }[] = [];
  for (const each of due) {
    const found = own.lines.get(each.document);
    const line = found === undefined ? undefined : { ...(known.get(found.id) ?? found), date: each.date };
    const words = badDocuments.get(each.document) ?? badMatches.get(line?.matchId ?? null);
    if (words !== undefined) {
      unreadable.push({ due: each, words });
      continue;
    }
    if (line === undefined) {
      seen.push({ due: each, seen: null });
      continue;
    }
    if (line.matchId !== null && together.get(line.id) !== line.matchId) {
      unreadable.push({ due: each, words: MATCHED_MEANWHILE });
      continue;
    }
    const matching = line.matchId === null ? [] : (byMatch.get(line.matchId) ?? []);
    const standing = judgeMatching(line, matching, each.before);
    seen.push({ due: each, seen: { standing, matchId: line.matchId, customerId: line.customerId } });
  }
  return { seen, unreadable };
}

function matchings(lines: readonly AccountLine[]): ReadonlyMap<WinbooksId, AccountLine[]> {
  const byMatch = new Map<WinbooksId, AccountLine[]>();
  const unique = new Map(lines.map((line) => [line.id, line])).values();
  for (const line of unique)
    if (line.matchId !== null) byMatch.set(line.matchId, [...(byMatch.get(line.matchId) ?? []), line]);
  return byMatch;
}

/**
 * The customer's line by document. On a document that somebody keyed in, it may be on another place than the first: its first line on
 * the account of a customer counts.
 */
async function ownLines(winbooks: TenantContext['winbooks'], due: readonly DuePayment[]) {
  const wanted = new Set(due.map(({ document }) => document));
  const lines = new Map<WinbooksId, AccountLine>();
  const unreadable: FoundLines['unreadable'][number][] = [];
  const take = (found: FoundLines): void => {
    unreadable.push(...found.unreadable);
    for (const line of found.lines)
      if (line.headerId !== null && wanted.has(line.headerId) && !lines.has(line.headerId))
        lines.set(line.headerId, line);
  };
  take(answered(await findCustomerPlaces(winbooks, [...wanted])));
  const bad = new Set(unreadable.map(({ headerId }) => headerId));
  const missing = [...wanted].filter((id) => !lines.has(id) && !bad.has(id));
  take(answered(await findCustomerLinesOf(winbooks, missing)));
  return { lines, unreadable };
}

/**
 * The lines with what only their documents say: the day, and whether a bank or miscellaneous entry is money. Only lines that carry
 * neither are asked about.
 */
async function withHeads(
  folder: ReturnType<Dependencies['masterData']['of']>,
  winbooks: TenantContext['winbooks'],
  lines: readonly AccountLine[],
): Promise<readonly AccountLine[]> {
  const unsure = lines.filter((line) => line.matchId !== null && (lacksMark(line) || line.date === null));
  const ids = [...new Set(unsure.map(({ headerId }) => headerId).filter((id) => id !== null))];
  if (ids.length === 0) return lines;
  const heads = answered(await findDocumentHeads(winbooks, ids));
  const byId = new Map(heads.map((head) => [head.id, head]));
  const types = unsure.some(lacksMark)
    ? new Map((await folder.journals()).map(({ id, type }) => [id, type]))
    : new Map<WinbooksId, null>();
  return lines.map((line) => {
    const head = line.headerId === null ? undefined : byId.get(line.headerId);
    if (head === undefined) return line;
    const type = head.journalId === null ? null : (types.get(head.journalId) ?? null);
    const isMoney = line.isMoney ?? (type === null ? null : type === 'financial');
    return { ...line, date: line.date ?? head.date, isMoney: lacksMark(line) ? isMoney : line.isMoney };
  });
}

const lacksMark = ({ order, isMoney }: AccountLine): boolean => order !== 0 && isMoney === null;
