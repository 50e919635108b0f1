import type {
  DifferenceCode,
  ExpectedDocument,
  FolderCodes,
  FoundDocument,
  VatPart,
} from './tie-out-records';
import { basesOf, byAccount, customerLineOf, grossCentsOf, partsOf, sum } from './found-document';

export interface Comparison {
  readonly expected: ExpectedDocument;
  readonly document: FoundDocument;
  readonly codes: FolderCodes;
  /** Somebody else keyed it in: number, journal and accounts are their own choice. */
  readonly isLinked: boolean;
  /** The amounts of the invoice are known per VAT code. */
  readonly isMapped: boolean;
}

/**
 * In what a document differs from what is expected, to the cent: gross, net and VAT per VAT code, each account, bases, date, customer.
 * A balanced document can be false, so that no sum stands for another. A field that the server left out is not a difference.
 */
export function documentDifferences(comparison: Comparison): readonly DifferenceCode[] {
  const { expected, document, isLinked } = comparison;
  const found = new Set<DifferenceCode>(amountDifferences(comparison));
  const dates = isLinked ? [expected.date, expected.invoiceDate] : [expected.date];
  if (expected.date !== null && document.date !== null && !dates.includes(document.date)) found.add('date');
  const customerId = customerLineOf(document)?.customerId ?? null;
  if (expected.customerId !== null && customerId !== null && customerId !== expected.customerId)
    found.add('customer');
  if (!isLinked && hasOtherName(expected, document)) found.add('edited');
  return [...found];
}

/** It has another number or journal now. */
const hasOtherName = (expected: ExpectedDocument, { docNumber, journal }: FoundDocument): boolean =>
  (expected.docNumber !== null && docNumber !== null && expected.docNumber !== docNumber) ||
  (expected.journal !== null && journal !== null && expected.journal !== journal);

function amountDifferences(comparison: Comparison): readonly DifferenceCode[] {
  const { expected, document, codes, isMapped } = comparison;
  const differences: DifferenceCode[] = [];
  const isGrossWrong = expected.grossCents !== null && expected.grossCents !== grossCentsOf(document);
  const isUneven = sum(document.lines.map(({ cents }) => cents)) !== 0;
  if (isGrossWrong || isUneven || hasOtherCurrencyAmount(expected, document)) differences.push('amount');
  if (!isMapped) return differences;
  differences.push(...partDifferences(comparison, partsOf(document, codes)));
  if (differences.length === 0) differences.push(...accountDifferences(comparison));
  return differences;
}

function hasOtherCurrencyAmount({ currencyGrossCents }: ExpectedDocument, document: FoundDocument): boolean {
  const stated = customerLineOf(document)?.currencyCents ?? null;
  return currencyGrossCents !== null && stated !== null && stated !== 0 && stated !== currencyGrossCents;
}

function partDifferences(
  { expected, codes, isLinked }: Comparison,
  found: readonly VatPart[],
): readonly DifferenceCode[] {
  const isUncoded = uncodedCents(found) !== uncodedCents(expected.parts);
  const differences: DifferenceCode[] = [];
  if (totalOf(expected.parts, 'netCents') !== totalOf(found, 'netCents')) differences.push('amount');
  else if (totalOf(expected.parts, 'vatCents') !== totalOf(found, 'vatCents')) differences.push('amount');
  // Without codes on its lines nothing can be said of them: the server leaves them out, or a person did.
  if (!codes.statesVat || (isLinked && isUncoded)) return differences;
  const isSpreadDifferently = keyOf(expected.parts) !== keyOf(found);
  const hasOtherCodes = codesOf(expected.parts) !== codesOf(found);
  if (hasOtherCodes || (isSpreadDifferently && differences.length === 0)) differences.push('vat-code');
  return differences;
}

/** Once the amounts per VAT code agree: each account, and the bases that the VAT lines state. */
function accountDifferences({ expected, document, codes, isLinked }: Comparison): readonly DifferenceCode[] {
  if (expected.accounts === null || isLinked) return [];
  if (basesDiffer(expected, document, codes)) return ['amount'];
  if (document.lines.some(({ accountId, cents }) => accountId === null && cents !== 0)) return [];
  const asked = byAccount(expected.accounts, codes.statesVat);
  const found = byAccount(document.lines, codes.statesVat);
  const isOnOtherAccounts = [...asked.keys()].sort().join() !== [...found.keys()].sort().join();
  if (isOnOtherAccounts) return ['edited'];
  return [...asked].some(([key, cents]) => found.get(key) !== cents) ? ['amount'] : [];
}

function basesDiffer(expected: ExpectedDocument, document: FoundDocument, codes: FolderCodes): boolean {
  if (expected.bases === null) return false;
  const asked = byAccount(expected.bases, codes.statesVat);
  const found = byAccount(basesOf(document, codes), codes.statesVat);
  return [...found].some(([key, cents]) => asked.has(key) && asked.get(key) !== cents);
}

const totalOf = (parts: readonly VatPart[], amount: 'netCents' | 'vatCents'): number =>
  sum(parts.map((part) => part[amount]));

const uncodedCents = (parts: readonly VatPart[]): number =>
  totalOf(
    parts.filter(({ vatCode }) => vatCode === null),
    'netCents',
  );

const keyOf = (parts: readonly VatPart[]): string =>
  parts.map(({ vatCode, netCents, vatCents }) => `${vatCode ?? ''} ${netCents} ${vatCents}`).join();

const codesOf = (parts: readonly VatPart[]): string => parts.map(({ vatCode }) => vatCode ?? '').join();
