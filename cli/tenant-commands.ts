import { parseArgs } from 'node:util';
import { pauseTenant, resumeTenant } from '../actions/pause-tenant';
import { syncNow } from '../actions/sync-now';
import { EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { counted } from './counted';

/** `pause --tenant ID [--reason R]`: no booking leaves from now on, what is under way settles. */
export async function pauseCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' }, reason: { type: 'string' } } });
  const tenant = tenantOption(values.tenant, 'pause --tenant acme --reason "year-end closing"');
  const moved = await withActions((deps) => pauseTenant(deps, tenant, values.reason ?? ''));
  if (!moved.ok) return exitRefused(moved);
  const why = moved.reason === null ? '' : ` (${moved.reason})`;
  say(
    moved.wasSo
      ? `${tenant}: was paused already${why}; nothing was changed.`
      : `${tenant}: paused${why}. Nothing is sent to WinBooks until "resume --tenant ${tenant}".`,
  );
  return EXIT.ok;
}

/** `resume --tenant ID`: bookings go on where they were. */
export async function resumeCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' } } });
  const tenant = tenantOption(values.tenant, 'resume --tenant acme');
  const moved = await withActions((deps) => resumeTenant(deps, tenant));
  if (!moved.ok) return exitRefused(moved);
  const why = moved.reason === null ? '' : ` (it was paused: ${moved.reason})`;
  say(
    moved.wasSo
      ? `${tenant}: was active already; nothing was changed.`
      : `${tenant}: resumed${why}. What waited is booked now.`,
  );
  return EXIT.ok;
}

/** `sync --tenant ID [--json]`: reads Tribe now instead of at the next turn. */
export async function syncCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' }, json: { type: 'boolean' } } });
  const tenant = tenantOption(values.tenant, 'sync --tenant acme');
  const synced = await withActions((deps) => syncNow(deps, tenant));
  if (!synced.ok) return exitRefused(synced);
  const { isPaused, found, waiting, held, issues } = synced;
  if (values.json) say(JSON.stringify({ tenant, paused: isPaused, found, waiting, held, issues }));
  else
    say(
      `${tenant}: Tribe was read: ${found} new, ${waiting} waiting or under way, ${held} held, ${counted(issues, 'open issue')}.` +
        (isPaused ? ` It is paused: nothing is booked until "resume --tenant ${tenant}".` : ''),
    );
  return EXIT.ok;
}
