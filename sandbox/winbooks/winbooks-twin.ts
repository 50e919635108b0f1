import { DurableState } from '../kernel/durable-state';
import { type Twin, type TwinAnswer, type TwinRequest } from '../kernel/twin';
import { seedAwkward } from './awkward/seed-awkward';
import { answerControl } from './control/control';
import { type Folder, type Licence } from './folder/licences';
import { answerObject } from './endpoints/object-endpoint';
import { answerRefusal, type ErrorShape, Refusal } from './wire/refusal';
import { RequestPace } from './switches/request-pace';
import { type FolderSeed } from './seed/seed-order';
import { seedFolders, type SeedReport } from './seed/seed-folder';
import { type SwitchReader } from './switches/switch-list';
import { answerToken } from './endpoints/token-endpoint';
import { type Route, routeOf } from './endpoints/url-route';
import { openDesk, type WinbooksDesk } from './folder/winbooks-desk';

/** The twin of WinBooks on Web, with seeding for programs that start it in the same process. */
export interface WinbooksTwin extends Twin {
  seed(folders: FolderSeed[]): SeedReport[];
  seedAwkward(): SeedReport[];
  /** Folder, e-mail and exchange token of every folder. */
  folders(): { folder: string; email: string; exchangeToken: string }[];
  close(): void;
}

/** A stand-in for WinBooks on Web, written from winbooks-api alone; with a data folder its ledger survives a restart. */
export function createWinbooksTwin(options: { dataDir?: string }): WinbooksTwin {
  const state = DurableState.open('winbooks', options.dataDir);
  const desk = openDesk(state);
  const { licences } = desk;
  const pace = new RequestPace();
  return {
    name: 'winbooks',
    handle: (request) => handle(desk, pace, request),
    control: (request) => answerControl(desk, request),
    revokeGrant: (token) => state.transaction((transaction) => licences.withdrawGrantOf(transaction, token)),
    seed: (folders) => seedFolders(desk, folders),
    seedAwkward: () => seedAwkward(desk),
    folders: () =>
      licences.folders().map(({ folder, email, exchangeToken }) => ({ folder, email, exchangeToken })),
    close: () => state.close(),
  };
}

function handle(desk: WinbooksDesk, pace: RequestPace, request: TwinRequest): TwinAnswer {
  let position = desk.switches(null);
  try {
    if (request.path.endsWith('/OAuth20/Token'))
      return answerToken(request, desk.state, desk.licences, desk.switchesOf);
    const licence = authenticate(desk, request);
    const route = routeOf(request.path);
    if (route === null) throw new Refusal(404, 'No HTTP resource was found that matches the request URI.');
    const folder = enter(desk, licence, route);
    position = desk.switches(folder.folder);
    if (pace.isTooFast(licence.email, position('G2'))) {
      return { status: 429, headers: { 'Retry-After': '1' }, body: { Message: 'Too many requests.' } };
    }
    if (isAbsent(route, position)) throw new Refusal(404, `${route.model.name} is not available.`);
    refuseWithoutRights(request, route, position);
    return answerObject(
      { request, folder, records: desk.records(folder.folder), position, state: desk.state },
      route,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answerRefusal(error, position('G1') as ErrorShape);
  }
}

function authenticate(desk: WinbooksDesk, request: TwinRequest): Licence {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const holder = token === undefined ? null : desk.licences.holderOf(token, 'access');
  if (holder === null) throw new Refusal(401, 'Authorization has been denied for this request.');
  return holder;
}

/**
 * An unknown folder and somebody else's folder give the same answer, which differs from that of a bad token
 * (winbooks-api §2.4).
 */
function enter(desk: WinbooksDesk, licence: Licence, route: Route): Folder {
  const folder = desk.licences.folder(route.folder);
  if (folder !== null && desk.licences.mayEnter(licence, folder)) return folder;
  throw new Refusal(
    Number(desk.switchesOf(licence)('unknownFolder')),
    `Folder ${route.folder} does not exist or is not accessible.`,
  );
}

/** An access has the rights of the user that granted it (winbooks-api §1.2). */
function refuseWithoutRights({ method }: TwinRequest, route: Route, position: SwitchReader): void {
  if (method === 'GET' || route.kind === 'criteria' || position('rights') === 'full') return;
  throw new Refusal(403, 'The user has no rights to do this.');
}

const logistics = new Set([
  'DocumentHeader',
  'DocumentDetail',
  'DocumentRow',
  'DocumentDetailLink',
  'StockTransaction',
]);

/** A gap about a missing model is answered as 404. */
function isAbsent({ model }: Route, position: SwitchReader): boolean {
  if (model.name === 'GLMatch') return position('G8') === 'absent';
  if (model.name === 'Supplier') return position('G10') === 'absent';
  if (['Contact', 'Third_Contact', 'BankAccount'].includes(model.name)) return position('G11') === 'absent';
  return logistics.has(model.name) && position('G9') === 'absent';
}
