import { z } from 'zod';
import { changeSettings, readSettings } from '../../actions/change-settings';
import { changeVatMap, readVatMap } from '../../actions/change-vat-map';
import { refused, refusedFor } from '../../actions/action';
import { tenantId } from '../../domain/ids';
import type { TenantSettings } from '../../domain/tenant/settings';
import { parseSettings, SETTING_NAMES } from '../../domain/tenant/settings-change';
import { vatListing, vatMapShape } from '../../contract/vat-listing';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT } from '../authentication';
import { tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';

const tags = ['settings'];
const changeShape = z.object({ name: z.string(), before: z.unknown(), after: z.unknown() });
const settingsShape = z
  .object({
    version: z.int().describe('0 while none were saved. Send it as `If-Match` with a change.'),
    settings: z.record(z.enum(SETTING_NAMES), z.unknown()),
  })
  .meta({ id: 'Settings' });
const ifMatch = z.object({
  'if-match': z
    .string()
    .regex(/^"?\d{1,9}"?$/)
    .optional()
    .describe('The version that the change was made for: refused when somebody else was faster.'),
});
const versionIn = (header: string | undefined): number | undefined =>
  header === undefined ? undefined : Number(header.replaceAll('"', ''));

/** What a tenant has chosen: Other Settings and the codes of its VAT groups. */
export function choiceRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/settings',
    {
      schema: {
        tags,
        summary: 'The Other Settings as they are',
        params: tenantParams,
        response: { 200: settingsShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const now = await readSettings(deps, tenantId(request.params.tenant));
      if (!now.ok) return sendRefusal(request, reply, now);
      const { version, settings } = now;
      return reply.header('etag', `"${version}"`).send({ version, settings: { ...settings } });
    },
  );

  api.patch(
    '/settings',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Changes some settings: checked live, and what they cure is tried again',
        params: tenantParams,
        headers: ifMatch,
        body: z.partialRecord(z.enum(SETTING_NAMES), z.unknown()),
        response: {
          200: settingsShape.extend({ changes: z.array(changeShape), released: z.int() }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const ofVersion = versionIn(request.headers['if-match']);
      const changed = await changeSettings(
        actingAs(deps, request),
        tenantId(request.params.tenant),
        (now, _sql, version) => {
          if (ofVersion !== undefined && ofVersion !== version)
            return refused('SETTINGS_CHANGED_MEANWHILE', {});
          return withValues(now, request.body);
        },
      );
      if (!changed.ok) return sendRefusal(request, reply, changed);
      const { version, settings, changes, released } = changed;
      return reply.header('etag', `"${version}"`).send({
        version,
        settings: { ...settings },
        changes: changes.map((each) => ({ ...each })),
        released,
      });
    },
  );

  api.get(
    '/vat-map',
    {
      schema: {
        tags,
        summary: 'The VAT groups of Tribe beside the codes of WinBooks, both read now',
        params: tenantParams,
        response: { 200: vatMapShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant } = request.params;
      const now = await readVatMap(actingAs(deps, request), tenantId(tenant));
      if (!now.ok) return sendRefusal(request, reply, now);
      return reply.header('etag', `"${now.version}"`).send(vatListing(tenant, now));
    },
  );

  api.patch(
    '/vat-map',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Gives VAT groups another code, or none: checked live, and what it cures is tried again',
        params: tenantParams,
        headers: ifMatch,
        body: z.record(z.string().min(1).max(200), z.string().trim().min(1).max(50).nullable()),
        response: {
          200: z.object({ version: z.int(), released: z.int() }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const ofVersion = versionIn(request.headers['if-match']);
      const changed = await changeVatMap(actingAs(deps, request), tenantId(request.params.tenant), {
        map: request.body,
        ...(ofVersion === undefined ? {} : { ofVersion }),
      });
      if (!changed.ok) return sendRefusal(request, reply, changed);
      const { version, released } = changed;
      return reply.header('etag', `"${version}"`).send({ version, released });
    },
  );
}

/** The settings with these values in their own types. */
function withValues(now: TenantSettings, given: Readonly<Record<string, unknown>>) {
  const wanted = parseSettings({ ...now, ...given });
  return wanted.ok ? wanted.settings : refusedFor([wanted.problem]);
}
