import { type TwinRequest } from '../../kernel/twin';
import { type Folder } from '../folder/licences';
import { type FolderRecords, type Row, FolderWriter } from '../folder/folder-records';
import { type SwitchReader } from '../switches/switch-list';
import { type DurableState } from '../../kernel/durable-state';
import { type ObjectModel } from '../models/object-model';
import { isGuid } from '../wire/wire-values';
import { type View, type FolderSession } from '../folder/folder-session';
import { queryOption } from './url-route';
import { clockOf } from '../switches/vendor-clock';

/** A request below `/app/` whose caller has access to the folder. */
export interface ObjectRequest {
  request: TwinRequest;
  folder: Folder;
  records: FolderRecords;
  position: SwitchReader;
  state: DurableState;
}

/** The absolute URL of an object, on the host that answered: by code where there is one, else by Id (winbooks-api §3.6). */
export function hrefOf({ request, folder }: ObjectRequest, model: ObjectModel, row: Row): string {
  const code = row['Code'];
  const key = model.hasCode && typeof code === 'string' ? encodeURIComponent(code) : row.Id;
  const prefix = request.path.slice(0, request.path.indexOf('/app/'));
  return `http://${request.headers.host ?? 'localhost'}${prefix}/app/${model.name}/${key}/Folder/${folder.folder}`;
}

/** The record that a key of the URL names: an id, or a code where the model has codes. */
export function rowOfKey({ records }: ObjectRequest, model: ObjectModel, key: string): Row | null {
  if (isGuid(key)) return records.byId(model.name, key.toLowerCase());
  return model.hasCode ? (records.byCode(model.name, key)[0] ?? null) : null;
}

/** The context for rendering the answer to a request. */
export function viewOf({ records, position, request }: ObjectRequest): View {
  return { records, position, showIds: queryOption(request.rawQuery, 'isShowId')?.toLowerCase() !== 'false' };
}

/** Runs a write in a transaction of its own. */
export function inSession<T>(call: ObjectRequest, work: (session: FolderSession) => T): T {
  return call.state.transaction((transaction) => {
    const writer = new FolderWriter(call.records, transaction, clockOf(call.position));
    return work({ ...viewOf(call), folder: call.folder, writer });
  });
}
