import { z } from 'zod';
import { book, deleteByHand } from './action-book';
import { match, pay, unmatch, writeOff } from './action-matching';
import { addCustomer, deleteParty, lockParty, mergeThirds } from './action-party';
import { FolderWriter } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { asBody, readFields } from '../wire/field-reader';
import { modelNamed, modelOfSegment } from '../models/model-catalogue';
import { Refusal } from '../wire/refusal';
import { clockOf } from '../switches/vendor-clock';
import { rowByKey } from './action-target';
import { updateObject } from '../endpoints/write-object';
import { type WinbooksDesk } from '../folder/winbooks-desk';

type Action = (session: FolderSession, order: unknown) => unknown;

const periodOrder = z.object({
  year: z.number().int(),
  month: z.number().int(),
  closed: z.boolean().default(true),
});
const editOrder = z.object({ model: z.string(), key: z.string(), fields: z.record(z.string(), z.unknown()) });

function closePeriod(session: FolderSession, order: unknown): unknown {
  const { year, month, closed } = periodOrder.parse(order);
  const periods = session.records
    .where('BookPeriod', 'RelatedYear', year)
    .filter((period) => period['RelatedMonth'] === month);
  if (periods.length === 0) throw new Refusal(404, `no period ${year}-${month}`);
  for (const period of periods) session.writer.update('BookPeriod', period, { IsClosed: closed });
  return { closed: periods.length };
}

/** Makes a change on a screen that the API itself would accept. */
function edit(session: FolderSession, order: unknown): unknown {
  const { model, key, fields } = editOrder.parse(order);
  const found = modelOfSegment(model);
  if (found === null) throw new Refusal(404, `no model ${model}`);
  const row = updateObject(
    session,
    found.model,
    rowByKey(session, found.model, key),
    asBody(fields, 'fields'),
  );
  return { id: row.Id };
}

/** Overwrites stored fields without any rule, as only a fault of the vendor or its support desk could. */
function alter(session: FolderSession, order: unknown): unknown {
  const { model, key, fields } = editOrder.parse(order);
  const found = modelNamed(model);
  const row = rowByKey(session, found, key);
  return { id: session.writer.update(model, row, readFields(session, found, asBody(fields, 'fields'))).Id };
}

/** Deletes the access in the External applications screen, or grants it again, with a new exchange token if given. */
function revokeAccess(desk: WinbooksDesk, folder: string, order: unknown): unknown {
  const { revoked, exchangeToken } = z
    .object({ revoked: z.boolean().default(true), exchangeToken: z.string().min(1).optional() })
    .parse(order);
  const known = desk.licences.folder(folder);
  if (known === null) throw new Refusal(404, `no folder ${folder}`);
  desk.state.transaction((transaction) =>
    desk.licences.saveFolder(transaction, {
      ...known,
      exchangeToken: exchangeToken ?? known.exchangeToken,
      isRevoked: revoked,
    }),
  );
  return { revoked };
}

function inSession(action: Action): (desk: WinbooksDesk, folder: string, order: unknown) => unknown {
  return (desk, code, order) => {
    const folder = desk.licences.folder(code);
    if (folder === null) throw new Refusal(404, `no folder ${code}`);
    const [records, position] = [desk.records(code), desk.switches(code)];
    return desk.state.transaction((transaction) => {
      const writer = new FolderWriter(records, transaction, clockOf(position));
      return action({ records, position, showIds: true, folder, writer }, order);
    });
  };
}

interface UserAction {
  /** What the action does and the content of its order, besides `folder`. */
  about: string;
  run(desk: WinbooksDesk, folder: string, order: unknown): unknown;
}

const booking = 'id | journal + docNumber (+ bookYear)';

/** What people can do on the screens of WinBooks, by the last part of `POST /_control/…`. */
export const userActions: Record<string, UserAction> = {
  book: {
    about:
      'journal, date, customer | supplier, gross, net | vat, vatCode?, account?, docNumber?, reference?, comment?; or lines',
    run: inSession(book),
  },
  'delete-booking': { about: `${booking}, force?`, run: inSession(deleteByHand) },
  pay: {
    about: `${booking}, amount?, currencyAmount?, also?: [${booking}, …], date?, bankJournal?, coda?, unmatched?`,
    run: inSession(pay),
  },
  'write-off': { about: `${booking}, miscJournal?, account?, date?, named?`, run: inSession(writeOff) },
  match: { about: `bookings: [${booking}, …]`, run: inSession(match) },
  unmatch: { about: `${booking}, only?`, run: inSession(unmatch) },
  'lock-customer': { about: 'code, locked?, hidden?', run: inSession(lockParty('Customer')) },
  'lock-supplier': { about: 'code, locked?, hidden?', run: inSession(lockParty('Supplier')) },
  'close-period': { about: 'year, month, closed?', run: inSession(closePeriod) },
  'add-customer': { about: 'code, name, vatNumber?, address?, … as in a seed', run: inSession(addCustomer) },
  'delete-party': { about: 'role, code: only without bookings', run: inSession(deleteParty) },
  'merge-thirds': { about: 'from, into: codes; the first one ends', run: inSession(mergeThirds) },
  edit: { about: 'model, key, fields: under the rules of the API', run: inSession(edit) },
  alter: { about: 'model, key, fields: under no rules at all', run: inSession(alter) },
  'revoke-access': { about: 'revoked?', run: revokeAccess },
};
