import { getDocument } from '../../clients/winbooks';
import type { TribeId, WinbooksId } from '../../domain/ids';
import { judgeMatching } from '../../domain/payment/judge-matching';
import { isSettled } from '../../domain/payment/payment-standing';
import { judgeInvoice, type JudgingRules } from '../../domain/tie-out/judge-invoice';
import type { FoundDocument, TieOutDifference, TribeSide } from '../../domain/tie-out/tie-out-records';
import type { AccountLine, LedgerDocument } from '../../domain/vendors/winbooks-records';
import { bookingsOf } from '../../store/tie-out/staged-invoices';
import { accountLineOf, linesOfMatches, type StagedDocument } from '../../store/tie-out/staged-pairs';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { orAbsent } from '../reading';

/** What a comparison of a run knows of the folder. */
export interface Judging extends JudgingRules {
  readonly run: string;
  /** Codes of journals by id. */
  readonly journals: ReadonlyMap<WinbooksId, string>;
  /** How many documents may still be read again before their differences are told. */
  secondLooksLeft: number;
}

/** The documents with what is open on each, as the matchings in the ledger say. */
export async function foundDocuments(
  deps: Pick<Dependencies, 'database'>,
  { tenant }: TenantContext,
  run: string,
  documents: readonly StagedDocument[],
): Promise<readonly FoundDocument[]> {
  const matches = new Set(documents.flatMap(({ lines }) => lines.flatMap(({ matchId }) => matchId ?? [])));
  const matched =
    matches.size === 0
      ? []
      : await deps.database.asTenant(tenant.id, (sql) => linesOfMatches(sql, run, [...matches]));
  const byMatch = new Map<WinbooksId, AccountLine[]>();
  for (const line of matched)
    if (line.matchId !== null) byMatch.set(line.matchId, [...(byMatch.get(line.matchId) ?? []), line]);
  return documents.map((document) => foundDocument(document, byMatch));
}

function foundDocument(
  { id, journal, docNumber, date, lines }: StagedDocument,
  byMatch: ReadonlyMap<WinbooksId, readonly AccountLine[]>,
): FoundDocument {
  const found = { id, journal, docNumber, date, lines };
  const own =
    lines.find(({ order, customerId }) => order === 0 && customerId !== null) ??
    lines.find(({ customerId }) => customerId !== null);
  if (own === undefined) return { ...found, openCents: 0, isSettled: false };
  const standing = judgeMatching(
    accountLineOf(own, id),
    (own.matchId === null ? undefined : byMatch.get(own.matchId)) ?? [],
    null,
  );
  const sign = own.cents < 0 ? -1 : 1;
  return { ...found, openCents: sign * standing.openCents, isSettled: isSettled(standing.state) };
}

/**
 * Judges invoices with their documents. Before a difference is told, its document is read again: it may have been booked or corrected
 * while the run read its lists, or stand where they were not read.
 */
export async function judgeBatch(
  deps: Dependencies,
  context: TenantContext,
  sides: readonly TribeSide[],
  documents: ReadonlyMap<TribeId, readonly FoundDocument[]>,
  judging: Judging,
): Promise<readonly TieOutDifference[]> {
  const differences: TieOutDifference[] = [];
  for (const side of sides) {
    const own = documents.get(side.invoiceId) ?? [];
    const found = judgeInvoice(side, own, judging);
    const isSure = found.every(({ code }) => code === 'phase' || code === 'duplicate');
    if (isSure || judging.secondLooksLeft <= 0) differences.push(...found);
    else differences.push(...(await lookAgain(deps, context, side, own, judging)));
  }
  return differences;
}

async function lookAgain(
  deps: Dependencies,
  context: TenantContext,
  side: TribeSide,
  documents: readonly FoundDocument[],
  judging: Judging,
): Promise<readonly TieOutDifference[]> {
  judging.secondLooksLeft -= 1;
  const now = await deps.database.asTenant(context.tenant.id, (sql) => bookingsOf(sql, [side.invoiceId]));
  const booking = now.get(side.invoiceId);
  const isMoved = booking !== undefined && booking.documentId !== side.booking.documentId;
  const current: TribeSide =
    booking !== undefined && (isMoved || booking.state !== side.booking.state)
      ? {
          ...side,
          booking: {
            state: booking.state,
            documentId: booking.documentId,
            isLinked: booking.isLinked,
            issueCode: booking.state === 'booked' ? null : booking.issueCode,
          },
        }
      : side;
  const own = documents.find(({ id }) => id === current.booking.documentId) ?? documents[0] ?? null;
  const wanted = current.booking.documentId ?? own?.id ?? null;
  if (wanted === null) return judgeInvoice(current, documents, judging);
  const read = orAbsent(await getDocument(context.winbooks, wanted));
  const others = documents.filter(({ id }) => id !== wanted);
  return judgeInvoice(current, read === null ? others : [asFound(read, own, judging), ...others], judging);
}

function asFound(
  { id, journalId, docNumber, date, lines }: LedgerDocument,
  staged: FoundDocument | null,
  { journals }: Judging,
): FoundDocument {
  const before = staged?.id === id ? staged : null;
  const customer = lines.find(({ customerId }) => customerId !== null);
  const currencyCents = before?.lines.find(({ customerId }) => customerId !== null)?.currencyCents ?? null;
  return {
    id,
    journal: journalId === null ? null : (journals.get(journalId) ?? null),
    docNumber,
    date,
    lines: lines.map((line) => ({
      order: line.order,
      accountId: line.accountId,
      vatId: line.vatId,
      customerId: line.customerId,
      cents: line.amountCents,
      vatBaseCents: line.vatBaseCents,
      currencyCents: line === customer ? currencyCents : null,
      reference: line.reference,
    })),
    openCents: before?.openCents ?? customer?.amountCents ?? 0,
    isSettled: before?.isSettled ?? false,
  };
}
