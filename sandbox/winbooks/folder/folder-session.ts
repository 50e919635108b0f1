import { type SwitchReader } from '../switches/switch-list';
import { type FolderRecords, type FolderWriter } from './folder-records';
import { type Folder } from './licences';

/** The context of an answer: the folder, its switches, and whether ids are shown (`isShowId`). */
export interface View {
  records: FolderRecords;
  position: SwitchReader;
  showIds: boolean;
}

/** The context of a write: the folder, its records and switches, and the writer of this transaction. */
export interface FolderSession extends View {
  folder: Folder;
  writer: FolderWriter;
}
