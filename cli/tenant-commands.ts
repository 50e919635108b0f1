import { readOptions } from './options';
import { pauseTenant, resumeTenant } from '../actions/pause-tenant';
import { syncNow } from '../actions/sync-now';
import { EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { COMMAND_WORDS } from './words/command-words';
import type { Caller } from './caller';

/** `pause --tenant ID [--reason R]`: no booking leaves from now on, what is under way settles. */
export async function pauseCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, reason: { type: 'string' } },
  });
  const tenant = tenantOption(values.tenant, 'pause --tenant acme --reason "year-end closing"');
  const moved = await withActions(actor, (deps) => pauseTenant(deps, tenant, values.reason ?? ''));
  if (!moved.ok) return exitRefused(moved, language);
  const words = COMMAND_WORDS[language];
  const { wasSo, reason } = moved;
  say(`${tenant}: ${wasSo ? words.wasPausedAlready(reason) : words.isPaused(reason, tenant)}`);
  return EXIT.ok;
}

/** `resume --tenant ID`: bookings go on where they were. */
export async function resumeCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({ args, options: { tenant: { type: 'string' } } });
  const tenant = tenantOption(values.tenant, 'resume --tenant acme');
  const moved = await withActions(actor, (deps) => resumeTenant(deps, tenant));
  if (!moved.ok) return exitRefused(moved, language);
  const words = COMMAND_WORDS[language];
  say(`${tenant}: ${moved.wasSo ? words.wasActiveAlready : words.isResumed(moved.reason)}`);
  return EXIT.ok;
}

/** `sync --tenant ID [--json]`: reads Tribe now instead of at the next turn. */
export async function syncCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, json: { type: 'boolean' } },
  });
  const tenant = tenantOption(values.tenant, 'sync --tenant acme');
  const synced = await withActions(actor, (deps) => syncNow(deps, tenant));
  if (!synced.ok) return exitRefused(synced, language);
  const { isPaused, found, waiting, held, issues } = synced;
  if (values.json) {
    say(JSON.stringify({ tenant, paused: isPaused, found, waiting, held, issues }));
    return EXIT.ok;
  }
  const words = COMMAND_WORDS[language];
  const until = isPaused ? ` ${words.nothingUntilResumed(tenant)}` : '';
  say(`${tenant}: ${words.wasRead(found, waiting, held, issues)}${until}`);
  return EXIT.ok;
}
