import { readOptions } from './options';
import { refusedFor } from '../actions/action';
import { changeSettings } from '../actions/change-settings';
import { explainedSettings } from '../actions/explain-settings';
import { changeVatMap, readVatMap, type VatMapNow } from '../actions/change-vat-map';
import type { ExplainedSetting } from '../domain/tenant/empty-settings';
import { withSettings } from '../domain/tenant/settings-change';
import type { Language } from '../domain/issues/texts/text-types';
import { EXIT, notOfTheForm } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { vatListing } from '../contract/vat-listing';
import { settingsChangedInWords, vatChangedInWords } from './words/changes-words';
import { emptyInWords, meaningOf, settingInWords } from './words/settings-words';
import { vatMeaning, vatTable } from './words/vat-words';
import type { Caller } from './caller';

/** `settings --tenant ID [--json] [--set name=value …]`: shows the Other Settings, or changes some, checked live. */
export async function settingsCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
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
    const now = await withActions(actor, (deps) => explainedSettings(deps, tenant));
    if (!now.ok) return exitRefused(now, language);
    const { version, settings, explained } = now;
    if (values.json)
      say(
        JSON.stringify({
          tenant,
          version,
          settings,
          explained: explained.map((each) => listing(each, language)),
        }),
      );
    else say(explained.flatMap((each) => settingInWords(each, language)).join('\n'));
    return EXIT.ok;
  }
  const given = Object.fromEntries(pairs.map(nameAndValue));
  const changed = await withActions(actor, (deps) =>
    changeSettings(deps, tenant, (now) => {
      const wanted = withSettings(now, given);
      return wanted.ok ? wanted.settings : refusedFor([wanted.problem]);
    }),
  );
  if (!changed.ok) return exitRefused(changed, language);
  const { version, settings, changes, released } = changed;
  if (values.json) say(JSON.stringify({ tenant, version, settings, changes, released }));
  else say(`${tenant}: ${settingsChangedInWords(changes, changed, language)}`);
  return EXIT.ok;
}

function listing(setting: ExplainedSetting, language: Language) {
  const { emptyMeans } = setting;
  return {
    ...setting,
    meaning: meaningOf(setting.name, language),
    emptyMeans: emptyMeans === null ? null : { ...emptyMeans, words: emptyInWords(emptyMeans, language) },
  };
}

/** `name=value`; a value may hold `=` and may be empty. */
function nameAndValue(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw notOfTheForm(pair, 'name=value', '--set pollSeconds=30');
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

/** `vat --tenant ID [--json] [--map "GROUP=CODE" …]`: shows the VAT map beside what both sides have, or changes some groups. */
export async function vatCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
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
    const now = await withActions(actor, (deps) => readVatMap(deps, tenant));
    if (!now.ok) return exitRefused(now, language);
    say(values.json ? JSON.stringify(vatInWords(tenant, now, language)) : vatTable(now, language));
    return EXIT.ok;
  }
  const map = Object.fromEntries(pairs.map(chosenCode));
  const changed = await withActions(actor, (deps) => changeVatMap(deps, tenant, { map }));
  if (!changed.ok) return exitRefused(changed, language);
  const { version, changes, released } = changed;
  if (values.json) say(JSON.stringify({ tenant, version, changes, released }));
  else say(`${tenant}: ${vatChangedInWords(changes, changed, language)}`);
  return EXIT.ok;
}

/** `GROUP=CODE`; a group's name may hold `=`, a code does not. `GROUP=` takes the code away. */
function chosenCode(pair: string): [string, string | null] {
  const at = pair.lastIndexOf('=');
  if (at < 1) throw notOfTheForm(pair, 'GROUP=CODE', '--map "BE - 21%=21"');
  const code = pair.slice(at + 1).trim();
  return [pair.slice(0, at).trim(), code === '' ? null : code];
}

/** With what each code means for an invoice. */
function vatInWords(tenant: string, now: VatMapNow, language: Language) {
  const listing = vatListing(tenant, now);
  const groups = listing.groups.map((group, index) => {
    const entry = now.map[index];
    return { ...group, meaning: entry === undefined ? null : vatMeaning(entry, now, language) };
  });
  return { ...listing, groups };
}
