import { parseArgs } from 'node:util';
import { refused } from '../actions/action';
import { changeSettings, readSettings, type Released } from '../actions/change-settings';
import { changeVatMap, readVatMap, type VatMapNow } from '../actions/change-vat-map';
import type { SettingChange } from '../domain/tenant/settings-change';
import { SETTING_NAMES, withSettings } from '../domain/tenant/settings-change';
import type { VatMapChange } from '../domain/vat/vat-map-change';
import { BadInput, EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { counted } from './counted';

/** `settings --tenant ID [--json] [--set name=value …]`: shows the Other Settings, or changes some, checked live. */
export async function settingsCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      json: { type: 'boolean' },
      set: { type: 'string', multiple: true },
    },
  });
  const tenant = tenantOption(values.tenant, 'settings --tenant acme --set pollSeconds=30');
  const pairs = values.set;
  if (pairs === undefined) {
    const now = await withActions((deps) => readSettings(deps, tenant));
    if (!now.ok) return exitRefused(now);
    const { version, settings } = now;
    if (values.json) say(JSON.stringify({ tenant, version, settings }));
    else for (const name of SETTING_NAMES) say(`${name.padEnd(20)} ${settings[name] ?? '–'}`);
    return EXIT.ok;
  }
  const changed = await withActions((deps) =>
    changeSettings(deps, tenant, (now) => {
      const wanted = withSettings(now, pairs);
      return wanted.ok ? wanted.settings : refused(`${wanted.problem} Nothing was changed.`);
    }),
  );
  if (!changed.ok) return exitRefused(changed);
  const { version, settings, changes, released } = changed;
  if (values.json) say(JSON.stringify({ tenant, version, settings, changes, released }));
  else say(`${tenant}: ${settingsChangedInWords(changes, changed)}`);
  return EXIT.ok;
}

/** `vat --tenant ID [--json] [--map "GROUP=CODE" …]`: shows the VAT map beside what both sides have, or changes some groups. */
export async function vatCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      json: { type: 'boolean' },
      map: { type: 'string', multiple: true },
    },
  });
  const tenant = tenantOption(values.tenant, 'vat --tenant acme --map "BE - 21%=21"');
  const pairs = values.map;
  if (pairs === undefined) {
    const now = await withActions((deps) => readVatMap(deps, tenant));
    if (!now.ok) return exitRefused(now);
    say(values.json ? JSON.stringify(vatListing(tenant, now)) : vatTable(now));
    return EXIT.ok;
  }
  const map = Object.fromEntries(pairs.map(chosenCode));
  const changed = await withActions((deps) => changeVatMap(deps, tenant, { map }));
  if (!changed.ok) return exitRefused(changed);
  const { version, changes, released } = changed;
  if (values.json) say(JSON.stringify({ tenant, version, changes, released }));
  else say(`${tenant}: ${vatChangedInWords(changes, changed)}`);
  return EXIT.ok;
}

/** `GROUP=CODE`; a group's name may hold `=`, a code does not. `GROUP=` takes the code away. */
function chosenCode(pair: string): [string, string | null] {
  const at = pair.lastIndexOf('=');
  if (at < 1) throw new BadInput(`"${pair}" is not of the form GROUP=CODE; example: --map "BE - 21%=21"`);
  const code = pair.slice(at + 1).trim();
  return [pair.slice(0, at).trim(), code === '' ? null : code];
}

function vatListing(tenant: string, { version, map, codes }: VatMapNow) {
  return {
    tenant,
    version,
    groups: map.map((entry) => ({
      id: entry.vatGroupId,
      code: entry.vatGroupCode,
      name: entry.vatGroupName,
      percentage: entry.percentage,
      vatCode: entry.mapped ? entry.vatCode : null,
    })),
    codes: codes.map(({ code, name, ratePercent, isSale, isLocked }) => ({
      code,
      name,
      ratePercent,
      isSale,
      isLocked,
    })),
    unmapped: map
      .filter(({ mapped }) => !mapped)
      .map(({ vatGroupName, vatGroupCode, vatGroupId }) => vatGroupName ?? vatGroupCode ?? vatGroupId),
  };
}

function vatTable({ map, codes }: VatMapNow): string {
  const groups = map.map((entry) => {
    const rate = entry.percentage === null ? '' : `${entry.percentage} %`;
    const name = entry.vatGroupName ?? entry.vatGroupCode ?? entry.vatGroupId;
    return `${name.padEnd(28)} ${rate.padStart(6)}  ${entry.mapped ? entry.vatCode : '– not mapped: its invoices are held'}`;
  });
  const sales = codes
    .filter(({ isSale, isLocked }) => isSale !== false && !isLocked)
    .map(({ code, ratePercent }) => (ratePercent === null ? code : `${code} (${ratePercent} %)`));
  return [...groups, `Codes of the folder: ${sales.join(', ') || 'none'}`].join('\n');
}

/** One line: what changed and what follows from it. */
export function settingsChangedInWords(changes: readonly SettingChange[], released: Released): string {
  return inWords(
    changes.map(({ name, before, after }) => `${name} ${before ?? '–'} → ${after ?? '–'}`),
    'settings',
    released,
  );
}

export function vatChangedInWords(changes: readonly VatMapChange[], released: Released): string {
  return inWords(
    changes.map(({ group, before, after }) => `VAT group ${group}: ${before ?? '–'} → ${after ?? '–'}`),
    'VAT map',
    released,
  );
}

function inWords(changes: readonly string[], what: string, { released, delayedBy }: Released): string {
  if (changes.length === 0)
    return `${what} left as it is.`.replace('settings left as it is', 'settings left as they are');
  const later = delayedBy === null ? '' : ` It takes effect later: ${delayedBy}`;
  const again =
    released === 0
      ? 'no held invoice depended on it'
      : `${counted(released, 'held invoice is', 'held invoices are')} tried again`;
  return `${changes.join(', ')}; ${again}.${later}`;
}
