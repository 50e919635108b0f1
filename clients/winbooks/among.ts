import type { WinbooksId } from '../../domain/ids';
import type { VatNumber } from '../../domain/vat/vat-number';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { spellingsOf } from './customers';
import { askRows, THIRDS, type EntityKind } from './execute-criteria';
import { ROW_READINGS } from './party-rows';
import { idOf } from './winbooks-fields';
import { readWinbooks, type WinbooksSession } from './winbooks-session';

/** Operator of winbooks-api §3.5, whose form is inferred there: whoever asks makes sure that it was understood. */
const IN = 7;
const PAGE_SIZE = 100;
const MOST_PAGES = 5;

/** Which of these codes a third has, in any case. One question for all of them. */
export const findCodesAmong = (
  connection: WinbooksConnection,
  codes: readonly string[],
): Promise<Outcome<ReadonlySet<string>>> =>
  readWinbooks(connection, (session) =>
    valuesAmong(
      session,
      THIRDS,
      'Code',
      codes.flatMap((code) => [code, code.toUpperCase(), code.toLowerCase()]),
    ),
  );

/** Which of these VAT numbers a third has, in a usual spelling. One question for all of them. */
export const findVatNumbersAmong = (
  connection: WinbooksConnection,
  vatNumbers: readonly VatNumber[],
): Promise<Outcome<readonly VatNumber[]>> =>
  readWinbooks<readonly VatNumber[]>(connection, async (session) => {
    const found = await valuesAmong(session, THIRDS, 'VatNumber', vatNumbers.flatMap(spellingsOf));
    if (found.kind !== 'ok') return found;
    return ok(
      vatNumbers.filter((each) =>
        spellingsOf(each).some((spelling) => found.value.has(spelling.toLowerCase())),
      ),
    );
  });

/** Which of these customers or suppliers are still there. One question for all of them. */
export const findPartiesAmong = (
  connection: WinbooksConnection,
  role: PartyRole,
  ids: readonly WinbooksId[],
): Promise<Outcome<ReadonlySet<string>>> =>
  readWinbooks(connection, (session) => valuesAmong(session, ROW_READINGS[role].entity, 'Id', ids));

/** The values of a property that are among these, in lower case. `unknown` when the server tells of others. */
async function valuesAmong(
  session: WinbooksSession,
  entity: EntityKind,
  property: string,
  values: readonly string[],
): Promise<Outcome<ReadonlySet<string>>> {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  const found = new Set<string>();
  if (wanted.size === 0) return ok(found);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await askRows(session, {
      entity,
      level: 1,
      conditions: [
        { Operator: IN, PropertyName: property, OtherPropertyName: '', Values: [...new Set(values)] },
      ],
      orders: [{ property: 'Id', isAscending: true }],
      select: ['Id', property === 'Id' ? 'Code' : property],
      first: page * PAGE_SIZE,
      atMost: PAGE_SIZE,
    });
    if (answer.kind !== 'ok') return answer;
    for (const row of answer.value.rows) {
      const value = property === 'Id' ? idOf(row['Id']) : textOf(row[property])?.trim().toLowerCase();
      if (value == null || !wanted.has(value))
        return { kind: 'unknown', reason: `${entity.plural}: rows that were not asked for` };
      found.add(value);
    }
    if (answer.value.rows.length < PAGE_SIZE) return ok(found);
  }
  return { kind: 'unknown', reason: `${entity.plural}: more than ${MOST_PAGES} pages`, isTooMuch: true };
}
