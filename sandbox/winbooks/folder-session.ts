import { type FolderWriter } from './folder-records';
import { type Folder } from './licences';
import { type View } from './models/shown-properties';

/** What a write works with: the folder, its records and switches, and the writer of this transaction. */
export interface FolderSession extends View {
  folder: Folder;
  writer: FolderWriter;
}
