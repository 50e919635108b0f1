import { seedFolders, type SeedReport } from '../seed/seed-folder';
import { userActions } from '../control/user-actions';
import { awkwardFolders, awkwardHistory, awkwardSwitches } from './awkward-folders';
import { type WinbooksDesk } from '../folder/winbooks-desk';

/** Seeds the awkward folders with their past; existing folders are left as they are. */
export function seedAwkward(desk: WinbooksDesk): SeedReport[] {
  const reports = seedFolders(desk, awkwardFolders);
  for (const { folder, state } of reports) {
    if (state === 'existing') continue;
    desk.state.transaction((transaction) =>
      transaction.put('switches', folder, awkwardSwitches[folder] ?? {}),
    );
    if (folder === 'ZONDER') continue;
    for (const [action, order] of awkwardHistory) userActions[action]?.run(desk, folder, order);
  }
  return reports;
}
