import type { WinbooksId } from '../ids';
import { summedParts } from './expected-document';
import type { FolderCodes, FoundDocument, FoundLine, VatPart } from './tie-out-records';

/** The customer's line: line 0, else the first that names a customer; null when there is none. */
export const customerLineOf = ({ lines }: FoundDocument): FoundLine | null =>
  lines.find(({ order, customerId }) => order === 0 && customerId !== null) ??
  lines.find(({ customerId }) => customerId !== null) ??
  lines.find(({ order }) => order === 0) ??
  null;

/** Debit of the customer: all of its lines. */
export function grossCentsOf(document: FoundDocument): number {
  const customer = customerLineOf(document);
  return customer === null
    ? 0
    : document.lines
        .filter(
          (line) =>
            line === customer || (line.customerId !== null && line.customerId === customer.customerId),
        )
        .reduce((sum, { cents }) => sum + cents, 0);
}

/**
 * What each VAT code contributes. A document that somebody keyed in may have VAT codes on its VAT lines only (winbooks-api §4.9): the
 * base that such a line states is then its net.
 */
export function partsOf(document: FoundDocument, codes: FolderCodes): readonly VatPart[] {
  const customer = customerLineOf(document);
  const others = document.lines.filter(
    (line) => line !== customer && (line.customerId === null || line.customerId !== customer?.customerId),
  );
  const isVat = ({ accountId }: FoundLine): boolean => accountId !== null && codes.vatAccounts.has(accountId);
  const codeOf = ({ vatId }: FoundLine): string | null =>
    vatId === null ? null : (codes.vatCodes.get(vatId) ?? vatId);
  const parts: VatPart[] = others.map((line) => ({
    vatCode: codeOf(line),
    netCents: isVat(line) ? 0 : -line.cents || 0,
    vatCents: isVat(line) ? -line.cents || 0 : 0,
  }));
  const uncodedCents = sum(
    others.filter((line) => !isVat(line) && line.vatId === null).map(({ cents }) => -cents),
  );
  if (uncodedCents === 0) return summedParts(parts);
  const sign = (customer?.cents ?? 0) < 0 ? -1 : 1;
  return summedParts([
    ...parts,
    ...movedToBases(others.filter(isVat), { uncodedCents, sign }, codeOf, parts),
  ]);
}

/** Takes the net without a code to the codes of the VAT lines that state it as their base; what no base explains stays without one. */
function movedToBases(
  vatLines: readonly FoundLine[],
  { uncodedCents, sign }: { readonly uncodedCents: number; readonly sign: number },
  codeOf: (line: FoundLine) => string | null,
  parts: readonly VatPart[],
): VatPart[] {
  const wanted = vatLines.flatMap((line) => {
    const vatCode = codeOf(line);
    if (vatCode === null || line.vatBaseCents === null) return [];
    const isCoded = parts.some((part) => part.vatCode === vatCode && part.netCents !== 0);
    return isCoded ? [] : [{ vatCode, netCents: sign * Math.abs(line.vatBaseCents), vatCents: 0 }];
  });
  const takenCents = sum(wanted.map(({ netCents }) => netCents));
  // Bases of more than there is explain nothing.
  if (Math.abs(takenCents) > Math.abs(uncodedCents)) return [];
  return [...wanted, { vatCode: null, netCents: -takenCents, vatCents: 0 }];
}

interface KeyedAmount {
  readonly accountId: WinbooksId | null;
  readonly vatId: WinbooksId | null;
  readonly cents: number;
}

/** Amounts per account and VAT code that are not zero, by a key that can be compared. */
export function byAccount(amounts: readonly KeyedAmount[], withVat: boolean): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { accountId, vatId, cents } of amounts) {
    const key = `${accountId ?? ''} ${withVat ? (vatId ?? '') : ''}`;
    sums.set(key, (sums.get(key) ?? 0) + cents);
  }
  return new Map([...sums].filter(([, cents]) => cents !== 0));
}

/** The bases that the VAT lines of a document state. */
export const basesOf = (document: FoundDocument, codes: FolderCodes): readonly KeyedAmount[] =>
  document.lines.flatMap(({ accountId, vatId, vatBaseCents: cents }) =>
    accountId !== null && cents !== null && codes.vatAccounts.has(accountId)
      ? [{ accountId, vatId, cents }]
      : [],
  );

export const sum = (cents: readonly number[]): number => cents.reduce((total, each) => total + each, 0) || 0;
