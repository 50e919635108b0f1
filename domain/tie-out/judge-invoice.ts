import type { WinbooksId } from '../ids';
import { documentDifferences } from './compare-document';
import { wordsOf } from './difference-words';
import { customerLineOf, grossCentsOf, partsOf } from './found-document';
import type {
  DifferenceCode,
  DifferenceSide,
  FolderCodes,
  FoundDocument,
  TieOutDifference,
  TribeSide,
} from './tie-out-records';

/** How the folder is read, and what the tenant wants compared. */
export interface JudgingRules {
  readonly codes: FolderCodes;
  /** The phase is ours to keep (`syncPayments`). */
  readonly comparesPhase: boolean;
  /** Codes of customers by id, as far as they are known. */
  readonly customers: ReadonlyMap<WinbooksId, string>;
}

/**
 * What differs between one invoice and the documents that are its own: the one that was booked or linked, and any other with our
 * reference of it. A held or waiting invoice is `missing`, with its reason; one that a person chose not to book is not expected.
 */
export function judgeInvoice(
  tribe: TribeSide,
  documents: readonly FoundDocument[],
  rules: JudgingRules,
): readonly TieOutDifference[] {
  const { booking } = tribe;
  const own = documents.find(({ id }) => id === booking.documentId) ?? documents[0] ?? null;
  const duplicates = documents.filter((document) => document !== own);
  const note = (code: DifferenceCode, document: FoundDocument | null) =>
    difference(code, tribe, document, rules);
  return [
    ...(own === null ? absenceOf(tribe) : presenceOf(tribe, own, rules)).map((code) => note(code, own)),
    ...duplicates.map((document) => note('duplicate', document)),
  ];
}

/** The ledger has nothing of it. */
function absenceOf({ isGone, isYoung, booking: { state } }: TribeSide): readonly DifferenceCode[] {
  if (isGone || state === 'skipped') return [];
  if (state === 'booked') return ['deleted'];
  return isYoung && state !== 'held' ? [] : ['missing'];
}

function presenceOf(
  tribe: TribeSide,
  document: FoundDocument,
  { codes, comparesPhase }: JudgingRules,
): readonly DifferenceCode[] {
  if (tribe.isGone) return ['deleted'];
  const { expected, isEdited, booking } = tribe;
  const found = documentDifferences({
    expected,
    document,
    codes,
    isLinked: booking.isLinked,
    isMapped: tribe.problem === null,
  });
  const codesFound = isEdited && found.length > 0 ? (['edited'] as const) : found;
  const isPaid = tribe.phase === 'Paid';
  const isPhaseWrong = comparesPhase && booking.state === 'booked' && isPaid !== document.isSettled;
  return isPhaseWrong ? [...codesFound, 'phase'] : codesFound;
}

/** A document of our journals that belongs to no invoice. */
export const unknownDocument = (document: FoundDocument, rules: JudgingRules): TieOutDifference => ({
  code: 'unknown',
  invoiceId: null,
  documentId: document.id,
  invoice: null,
  document: documentName(document),
  tribe: null,
  winbooks: winbooksSide(document, rules),
  changedIn: null,
  words: '',
});

function difference(
  code: DifferenceCode,
  tribe: TribeSide,
  document: FoundDocument | null,
  rules: JudgingRules,
): TieOutDifference {
  return {
    code,
    invoiceId: tribe.invoiceId,
    documentId: document?.id ?? tribe.booking.documentId,
    invoice: tribe.number,
    document: document === null ? expectedName(tribe) : documentName(document),
    tribe: tribe.isGone ? null : tribeSide(tribe),
    winbooks: document === null ? null : winbooksSide(document, rules),
    changedIn: changedIn(code, tribe),
    words: document === null ? '' : wordsOf(tribe, document, winbooksSide(document, rules)),
  };
}

function changedIn(code: DifferenceCode, { isGone, isEdited }: TribeSide): 'tribe' | 'winbooks' | null {
  if (code === 'deleted') return isGone ? 'tribe' : 'winbooks';
  if (code === 'edited') return isEdited ? 'tribe' : 'winbooks';
  return null;
}

/** `VEN 20260012`: how people name a document. */
export function documentName({ journal, docNumber, id }: FoundDocument): string {
  const shown = [journal, docNumber].filter((part) => part !== null);
  return shown.length === 0 ? id : shown.join(' ');
}

function expectedName({ booking, expected: { journal, docNumber } }: TribeSide): string | null {
  if (booking.documentId === null) return null;
  return [journal, docNumber].filter((part) => part !== null).join(' ') || booking.documentId;
}

function tribeSide({
  invoiceId,
  number,
  phase,
  problem,
  expected,
  booking,
  digest,
}: TribeSide): DifferenceSide {
  return {
    id: invoiceId,
    number,
    date: expected.invoiceDate ?? expected.date,
    customer: expected.customer ?? expected.customerId,
    grossCents: expected.grossCents,
    parts: expected.parts,
    phase,
    state: booking.issueCode ?? problem ?? booking.state,
    digest,
  };
}

function winbooksSide(document: FoundDocument, { codes, customers }: JudgingRules): DifferenceSide {
  const customerId = customerLineOf(document)?.customerId ?? null;
  return {
    id: document.id,
    number: document.docNumber === null ? null : String(document.docNumber),
    date: document.date,
    customer: customerId === null ? null : (customers.get(customerId) ?? customerId),
    grossCents: grossCentsOf(document),
    parts: partsOf(document, codes),
    phase: null,
    state: document.isSettled ? 'settled' : 'open',
    digest: null,
  };
}
