import { linesOf } from '../rules/booking-rules';
import { type FolderRecords, type Row } from '../folder/folder-records';
import { centsOf } from '../wire/wire-values';

/**
 * One booking as an accountant reads it from the screen: codes instead of ids, no padding, amounts in units and cents.
 */
export interface LedgerEntry {
  id: string;
  journal: string;
  bookYear: string;
  period: number;
  docNumber: number;
  date: string;
  customer: string | null;
  supplier: string | null;
  reference: string | null;
  lines: {
    id: string;
    order: number;
    account: string;
    vat: string | null;
    amount: number;
    amountCents: number;
    vatBase: number | null;
    comment: string | null;
    match: string | null;
  }[];
  /** The open balance of the customer line's matching, in cents; its own amount when it is in none. */
  openCents: number;
  createdAt: string;
}

/** The whole ledger of a folder in order of booking, by which tests judge what was really booked. */
export function ledgerOf(records: FolderRecords): LedgerEntry[] {
  return [...records.all('GLTransHeader')].map((header) => entryOf(records, header));
}

function entryOf(records: FolderRecords, header: Row): LedgerEntry {
  const lines = linesOf({ records }, header);
  const party = lines.find((line) => line['Customer_Id'] ?? line['Supplier_Id']) ?? lines[0];
  const period = records.byId('BookPeriod', header['BookPeriod_Id']);
  return {
    id: header.Id,
    journal: codeOf(records, 'Journal', header['Journal_Id']) ?? '',
    bookYear: codeOf(records, 'BookYear', period?.['BookYear_Id']) ?? '',
    period: Number(period?.['Number']),
    docNumber: Number(header['DocNumber']),
    date: String(header['BookDate']),
    customer: codeOf(records, 'Customer', party?.['Customer_Id']),
    supplier: codeOf(records, 'Supplier', party?.['Supplier_Id']),
    reference: textOf(party?.['Reference']),
    lines: lines.map((line) => ({
      id: line.Id,
      order: Number(line['LineOrder']),
      account: codeOf(records, 'GLAccount', line['GLAccount_Id']) ?? '',
      vat: codeOf(records, 'Vat', line['Vat_Id']),
      amount: Number(line['Amount']),
      amountCents: centsOf(Number(line['Amount'])) ?? 0,
      vatBase: typeof line['VatBaseAmount'] === 'number' ? line['VatBaseAmount'] : null,
      comment: textOf(line['CommentBooking']),
      match: codeOf(records, 'GLMatch', line['GLMatch_Id']),
    })),
    openCents: party === undefined ? 0 : openCentsOf(records, party),
    createdAt: new Date(Number(header['Created'])).toISOString(),
  };
}

/** The balance of the match that a line is in, or its own amount (winbooks-api §5.d). */
export function openCentsOf(records: FolderRecords, line: Row): number {
  const together = line['GLMatch_Id'] ? records.where('GLTrans', 'GLMatch_Id', line['GLMatch_Id']) : [line];
  return together.reduce((sum, each) => sum + (centsOf(Number(each['Amount'])) ?? 0), 0);
}

function codeOf(records: FolderRecords, model: string, id: unknown): string | null {
  return textOf(records.byId(model, id)?.['Code']);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
