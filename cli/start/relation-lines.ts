import { FIELD_WORDS, isField } from '../../domain/issues/texts/field-texts';
import type { Language } from '../../domain/issues/texts/text-types';
import type { TenantId } from '../../domain/ids';
import type { Database } from '../../store/database/database';
import { relationChangesAfter, type RecentRelationChange } from '../../store/relations/relation-history';
import { RELATION_WORDS } from '../words/relation-words';

/** The most lines at once: a first sync of many relations must not hide the invoices. */
const AT_ONCE = 10;

/** Says each change of a relation that travels, as it happens. */
export function relationLines(
  database: Database,
  language: Language,
  say: (line: string) => void,
): (tenant: TenantId) => Promise<void> {
  const last = new Map<TenantId, string>();
  return async (tenant) => {
    const after = last.get(tenant) ?? '0';
    const changes = await database.asTenant(tenant, (sql) => relationChangesAfter(sql, after, AT_ONCE));
    for (const change of changes) say(`${tenant}: ${lineOf(change, language)}`);
    last.set(tenant, changes.at(-1)?.id ?? after);
  };
}

/** `Studio Pixel BV: website → WinBooks (changed in Tribe)`. */
function lineOf({ name, side, field, cause }: RecentRelationChange, language: Language): string {
  const [to, from] = side === 'tribe' ? ['Tribe', 'WinBooks'] : ['WinBooks', 'Tribe'];
  const what = isField(field) ? FIELD_WORDS[field][language] : field;
  return `${name ?? '–'}: ${what} → ${to} (${RELATION_WORDS[language].causes[cause](to, from)})`;
}
