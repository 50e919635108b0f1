import { z } from 'zod';
import { lastVersionOfGroups } from '../../domain/vat/vat-map-change';
import { recordAuditEvent } from '../issues/audit-events';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';
import { vatMapEntry } from './vat-maps';

/** The actor of changes from a tenants file, or from the sample data. */
export const TENANTS_FILE = 'tenants-file';
/** Actors that are not people: a tenants file may change what they chose. */
const NOT_PEOPLE: readonly (string | null)[] = [TENANTS_FILE, 'activation', null];

const settingRow = z.object({ name: z.string(), actor: z.string(), at: z.date() });

/** The settings whose last change was by a person, and when. Settings from activation came from a tenants file. */
export async function settingsSetByPeople(sql: TenantSql): Promise<ReadonlyMap<string, Date>> {
  const result = await sql.query(
    `select distinct on (name) name, actor, at
       from audit_events, regexp_split_to_table(details ->> 'changed', ', ') as name
      where tenant_id = $1 and action in ('change-settings', 'confirm-settings')
      order by name, id desc`,
    [sql.tenantId],
  );
  const last = parseRows(settingRow, result).filter(({ actor }) => !NOT_PEOPLE.includes(actor));
  return new Map(last.map(({ name, at }) => [name, at]));
}

const versionRow = z.object({
  version: z.number(),
  entries: z.array(vatMapEntry),
  at: z.date(),
  actor: z.string().nullable(),
});
const confirmedRow = z.object({ groupId: z.string(), version: z.number() });

/** The ids of the VAT groups whose code was last set or removed by a person, and when. */
export async function vatGroupsSetByPeople(sql: TenantSql): Promise<ReadonlyMap<string, Date>> {
  const versions = await sql.query(
    `select v.version, v.entries, v.created_at as at,
            (select e.actor from audit_events e
              where e.tenant_id = $1 and e.action = 'map-vat' and (e.details ->> 'version')::integer = v.version
              order by e.id desc limit 1) as actor
       from vat_maps v where v.tenant_id = $1 order by v.version`,
    [sql.tenantId],
  );
  const confirmed = await sql.query(
    `select "groupId", max((details ->> 'version')::integer) as version
       from audit_events, regexp_split_to_table(details ->> 'changed', ', ') as "groupId"
      where tenant_id = $1 and action = 'confirm-vat' group by "groupId"`,
    [sql.tenantId],
  );
  const confirmedIn = new Map(parseRows(confirmedRow, confirmed).map((row) => [row.groupId, row.version]));
  const people = [...lastVersionOfGroups(parseRows(versionRow, versions))].filter(
    ([groupId, { actor, version }]) =>
      !NOT_PEOPLE.includes(actor) && (confirmedIn.get(groupId) ?? 0) < version,
  );
  return new Map(people.map(([groupId, { at }]) => [groupId, at]));
}

/** If a person's choice equals that of the tenants file, the file controls it from now on. */
export async function confirmChoices(
  sql: TenantSql,
  what: 'settings' | 'vat',
  version: number,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await recordAuditEvent(sql, {
    actor: TENANTS_FILE,
    action: `confirm-${what}`,
    record: 'tenant',
    details: { version, changed: names.join(', ') },
  });
}
