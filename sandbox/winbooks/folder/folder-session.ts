import { type SwitchReader } from '../switches/switch-list';
import { type FolderRecords, type FolderWriter } from './folder-records';
import { type Folder } from './licences';

/** What an answer is made from: the folder, its switches, and whether ids are shown (`isShowId`). */
export interface View {
  records: FolderRecords;
  position: SwitchReader;
  showIds: boolean;
}

/** What a write works with: the folder, its records and switches, and the writer of this transaction. */
export interface FolderSession extends View {
  folder: Folder;
  writer: FolderWriter;
}
