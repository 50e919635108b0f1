import { type FolderSession } from '../folder/folder-session';
import { modelNamed } from '../models/model-catalogue';
import { Refusal } from '../wire/refusal';
import { centsOf, plainText } from '../wire/wire-values';

/** A line as it will be stored. */
export type BookingLine = Record<string, unknown>;

const partyOfJournal: Record<string, 'Customer' | 'Supplier'> = {
  SAL: 'Customer',
  SAC: 'Customer',
  PUR: 'Supplier',
  PUC: 'Supplier',
};
const partyTypes = { Customer: 'CUSTOMER', Supplier: 'SUPPLIER' } as const;
const amountFields = Object.entries(modelNamed('GLTrans').properties)
  .filter(([field, kind]) => kind === 'decimal' && field !== 'CurrencyRate')
  .map(([field]) => field);

/** Checks the lines of an entry against the rules of winbooks-api §4.9 and the Classic vocabulary of §7.4. */
export function checkLines(
  session: FolderSession,
  journal: Readonly<Record<string, unknown>>,
  lines: BookingLine[],
): BookingLine[] {
  for (const line of lines) {
    checkAmounts(line);
    checkAccount(session, line);
    checkCurrency(session, line);
    checkParty(session, line);
  }
  checkOrder(session, String(journal['Type']), lines);
  const sumCents = lines.reduce((sum, line) => sum + (centsOf(Number(line['Amount'])) ?? 0), 0);
  if (sumCents !== 0)
    throw new Refusal(400, `DOC_BAL: the entry is out of balance by ${(sumCents / 100).toFixed(2)}.`);
  return lines;
}

function checkAmounts(line: BookingLine): void {
  if (typeof line['Amount'] !== 'number') throw new Refusal(400, 'FLD_MISS: Amount is mandatory.');
  for (const field of amountFields) {
    const amount = line[field];
    if (typeof amount === 'number' && centsOf(amount) === null) {
      throw new Refusal(400, `DEC_ERR: ${field} ${amount} has more than 2 decimals.`);
    }
  }
}

/** The central type of a line must be that of its account; a VAT account needs its VAT code. */
function checkAccount(session: FolderSession, line: BookingLine): void {
  const account = session.records.byId('GLAccount', line['GLAccount_Id']);
  if (account === null) throw new Refusal(400, 'ACC_MISS: GLAccount is mandatory.');
  const wanted = account['CentralAccountType_Id'] ?? null;
  const type = session.records.byId('CentralAccountType', wanted);
  const code = String(account['Code']);
  if ((line['CentralAccountType_Id'] ?? null) !== wanted) {
    throw new Refusal(
      400,
      `ACC_MISS: CentralAccountType of account ${code} is ${plainText(type?.['Code'] ?? 'empty')}.`,
    );
  }
  if (/^V\d/.test(String(type?.['Code'])) && !line['Vat_Id']) {
    throw new Refusal(400, `FLD_MISS: Vat is mandatory on VAT account ${code}.`);
  }
}

function checkCurrency(session: FolderSession, line: BookingLine): void {
  const currency = session.records.byId('Currency', line['Currency_Id']);
  if (currency === null) throw new Refusal(400, 'CUR_ERR: Currency is mandatory.');
  if (currency['Code'] === session.folder.currency) return;
  if (typeof line['CurrencyAmount'] !== 'number' || typeof line['CurrencyRate'] !== 'number') {
    throw new Refusal(
      400,
      `CUR_ERR: CurrencyAmount and CurrencyRate are mandatory in ${String(currency['Code'])}.`,
    );
  }
}

function checkParty(session: FolderSession, line: BookingLine): void {
  const type = session.records.byId('CentralAccountType', line['CentralAccountType_Id'])?.['Code'];
  for (const model of ['Customer', 'Supplier'] as const) {
    const party = session.records.byId(model, line[`${model}_Id`]);
    if (type === partyTypes[model] && party === null)
      throw new Refusal(400, `FLD_MISS: ${model} is mandatory on its central account.`);
    if (party?.['IsLocked'] === true)
      throw new Refusal(400, `ACC_MISS: ${model} ${String(party['Code'])} is locked.`);
  }
}

/**
 * Sales and purchases: numbered 0..N in steps of 1, with the only customer or supplier line at 0, with the sign of its
 * journal.
 */
function checkOrder(session: FolderSession, journalType: string, lines: BookingLine[]): void {
  const orders = lines.map((line) => line['LineOrder']).sort((left, right) => Number(left) - Number(right));
  if (orders.some((order) => typeof order !== 'number') || new Set(orders).size !== orders.length) {
    throw new Refusal(400, 'DBK_ERR: LineOrder is missing or not unique.');
  }
  const model = partyOfJournal[journalType];
  if (model === undefined) return;
  if (orders.some((order, index) => order !== index))
    throw new Refusal(400, 'DBK_ERR: LineOrder runs from 0 in steps of 1.');
  const typeId = session.records.byCode('CentralAccountType', partyTypes[model])[0]?.Id;
  const partyLines = lines.filter((line) => line['CentralAccountType_Id'] === typeId);
  const [party] = partyLines;
  if (party === undefined || partyLines.length !== 1 || party['LineOrder'] !== 0) {
    throw new Refusal(400, `DBK_ERR: exactly one ${partyTypes[model]} line is needed, with LineOrder 0.`);
  }
  if (journalType === 'SAC') checkCreditSign(session, Number(party['Amount']));
}

/** Credit notes have reversed signs (gap G26). */
function checkCreditSign(session: FolderSession, amount: number): void {
  const position = session.position('G26');
  if (position === 'any' || amount === 0) return;
  if (amount < 0 !== (position === 'reversed'))
    throw new Refusal(400, 'DBK_ERR: the sign does not fit a credit note.');
}
