import { z } from 'zod';
import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { ledgerOf } from './ledger-view';
import { thirdsOf } from './thirds-view';
import { Refusal } from '../wire/refusal';
import { seedFolders } from '../seed/seed-folder';
import { seedOrder } from '../seed/seed-order';
import { problemOfSettings, winbooksSwitches } from '../switches/switch-list';
import { userActions } from './user-actions';
import { type WinbooksDesk } from '../folder/winbooks-desk';

/**
 * The twin's own control endpoints; null when the path is none of them. Invalid orders are answered as 400 with
 * `{error}`.
 */
export function answerControl(desk: WinbooksDesk, request: TwinRequest): TwinAnswer | null {
  const query = new URLSearchParams(request.rawQuery);
  try {
    switch (`${request.method} ${request.path}`) {
      case 'POST /_control/seed': {
        const { folders } = seedOrder.parse(JSON.parse(request.body));
        return { status: 200, body: { folders: seedFolders(desk, folders) } };
      }
      case 'GET /_control/folders':
        return { status: 200, body: desk.licences.folders() };
      case 'GET /_control/ledger':
        return { status: 200, body: ledgerOf(desk.records(folderOf(desk, query.get('folder')))) };
      case 'GET /_control/thirds':
        return { status: 200, body: thirdsOf(desk.records(folderOf(desk, query.get('folder')))) };
      case 'GET /_control/switches':
        return { status: 200, body: standing(desk, query.get('folder')) };
      case 'POST /_control/switches':
        return setSwitches(desk, JSON.parse(request.body));
      case 'DELETE /_control/book':
        return act(desk, 'delete-booking', Object.fromEntries(query));
      default: {
        const action = /^POST \/_control\/([a-z-]+)$/.exec(`${request.method} ${request.path}`)?.[1];
        return action === undefined || !Object.hasOwn(userActions, action)
          ? null
          : act(desk, action, JSON.parse(request.body));
      }
    }
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: error.message } };
    if (error instanceof Refusal) return { status: error.status, body: { error: error.message } };
    throw error;
  }
}

function folderOf(desk: WinbooksDesk, code: unknown): string {
  const folder = typeof code === 'string' ? desk.licences.folder(code) : null;
  if (folder === null) throw new Refusal(404, `no folder ${String(code)}`);
  return folder.folder;
}

function act(desk: WinbooksDesk, name: string, order: unknown): TwinAnswer {
  const { folder } = z.looseObject({ folder: z.string() }).parse(order);
  folderOf(desk, folder);
  const action = userActions[name];
  return action === undefined ? { status: 404 } : { status: 200, body: action.run(desk, folder, order) };
}

/** Every switch with its positions and its current one, for a folder or for all. */
function standing(desk: WinbooksDesk, folder: string | null): Record<string, unknown> {
  const position = desk.switches(folder === null ? null : folderOf(desk, folder));
  const names = Object.keys(winbooksSwitches) as (keyof typeof winbooksSwitches)[];
  return Object.fromEntries(
    names.map((name) => [name, { ...winbooksSwitches[name], position: position(name) }]),
  );
}

/** Sets switches for one folder, or for all without `folder`; answers with the previous positions. */
function setSwitches(desk: WinbooksDesk, order: unknown): TwinAnswer {
  const { folder, ...settings } = z.looseObject({ folder: z.string().optional() }).parse(order);
  const problem = problemOfSettings(settings);
  if (problem !== null) throw new Refusal(400, problem);
  const scope = folder === undefined ? '*' : folderOf(desk, folder);
  const before = desk.state.get('switches', scope) ?? {};
  desk.state.transaction((transaction) => transaction.put('switches', scope, { ...before, ...settings }));
  return { status: 200, body: { folder: folder ?? null, before } };
}
