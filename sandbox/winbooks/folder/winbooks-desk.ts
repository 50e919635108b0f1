import { type DurableState } from '../../kernel/durable-state';
import { type SwitchReader, switchReader, type SwitchSettings } from '../switches/switch-list';
import { FolderRecords, RecordIndex } from './folder-records';
import { type Licence, LicenceDesk } from './licences';

/** The parts of the twin that its endpoints share. */
export interface WinbooksDesk {
  state: DurableState;
  licences: LicenceDesk;
  records(folder: string): FolderRecords;
  /** The switches of a folder (null: of all folders). */
  switches(folder: string | null): SwitchReader;
  /** For requests outside any folder: the switches of the licence's first folder. */
  switchesOf: (licence: Licence) => SwitchReader;
}

/** The desk over the stored state. */
export function openDesk(state: DurableState): WinbooksDesk {
  const index = new RecordIndex(state);
  const licences = new LicenceDesk(state);
  const settings = (name: string): SwitchSettings =>
    (state.get('switches', name) as SwitchSettings | undefined) ?? {};
  const switches = (folder: string | null): SwitchReader =>
    folder === null ? switchReader(settings('*')) : switchReader(settings(folder), settings('*'));
  return {
    state,
    licences,
    records: (folder) => new FolderRecords(state, index, folder),
    switches,
    switchesOf: (licence) =>
      switches(licences.folders().find((each) => licences.mayEnter(licence, each))?.folder ?? null),
  };
}
