import { pino } from 'pino';
import type { TenantId } from '../../domain/ids';
import type { ListedBooking } from '../../store/bookings/booking-row';
import type { FastifyInstance } from 'fastify';
import { createApiKey, revokeKey } from '../../actions/api-keys';
import type { KeyScope } from '../../store/api/api-keys';
import type { ApiDependencies } from '../../server/api';
import { startServer } from '../../server/server';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { actionsOf } from '../actions/stack-actions';
import { tribeUser, type TribeUser } from '../integration/tribe-user';

const PATIENCE_MS = 180_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

let stack: Stack;
let app: FastifyInstance;
let base: string;
let deps: ApiDependencies;
let tenant: TenantId;
let books: TenantBooks;
let user: TribeUser;
const keys = new Map<KeyScope, string>();

async function call(
  method: string,
  path: string,
  given: {
    readonly key?: string | null;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Answer> {
  const key = given.key === undefined ? (keys.get('platform') ?? null) : given.key;
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...given.headers,
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    headers: answer.headers,
    json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

/** The two invoices that were there at the beginning. */
const booked = (): Promise<ListedBooking[]> =>
  stack.until(tenant, (bookings) => bookings.filter(({ state }) => state === 'booked').length === 2);

beforeAll(async () => {
  stack = await startStack();
  const seeded = await seedTenant(stack, { invoices: 2 });
  tenant = seeded.id;
  books = tenantBooks(stack, seeded);
  user = tribeUser(stack, seeded.definition);
  await stack.startWorker();
  await stack.activate([seeded.definition]);
  deps = actionsOf(stack);
  app = await startServer({
    host: '127.0.0.1',
    port: 0,
    deps,
    log: pino({ level: 'silent' }),
    checkTemporal: async () => {
      await stack.temporal.workflowService.getSystemInfo({});
    },
  });
  const address = app.server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  for (const scope of ['platform', 'operator', 'read'] as const)
    keys.set(scope, (await createApiKey(deps, `test ${scope}`, scope)).key);
}, PATIENCE_MS);

afterAll(async () => {
  await app.close();
  await stack.stop();
}, PATIENCE_MS);

describe('who may call', () => {
  it.each([
    ['no key', null],
    ['an unknown key', 'tws_000000000000_unknown-unknown-unknown'],
    ['something else', 'x'],
  ])('not with %s', async (_, key) => {
    const answer = await call('GET', '/v1/tenants', { key });
    expect(answer).toMatchObject({ status: 401, json: { code: 'API_KEY_REFUSED', status: 401 } });
    expect(answer.type).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('not with a key that was revoked', async () => {
    const { id, key } = await createApiKey(deps, 'short-lived', 'read');
    expect((await call('GET', '/v1/tenants', { key })).status).toBe(200);
    expect(await revokeKey(deps, id)).toEqual({ ok: true });
    expect((await call('GET', '/v1/tenants', { key })).status).toBe(401);
    expect(await revokeKey(deps, id)).toMatchObject({ ok: false, code: 'API_KEY_UNKNOWN' });
  });

  it('not more than its scope allows', async () => {
    const asked = { key: keys.get('read') ?? '', body: { reason: 'x' } };
    expect(await call('POST', `/v1/tenants/${tenant}/pause`, asked)).toMatchObject({
      status: 403,
      json: { code: 'API_KEY_TOO_NARROW' },
    });
    const made = { key: keys.get('operator') ?? '', body: { id: 'new-one', name: 'New' } };
    expect((await call('POST', '/v1/tenants', made)).status).toBe(403);
  });

  it('stores no key', async () => {
    const found = await stack.database.asControl((sql) => sql.query('select * from api_keys'));
    for (const key of keys.values()) expect(JSON.stringify(found.rows)).not.toContain(key);
  });
});

describe('what is asked for and cannot be', () => {
  it.each([
    ['an unknown address', 'GET', '/v1/nothing', 404, 'ADDRESS_UNKNOWN'],
    ['an unknown integration', 'GET', '/v1/tenants/nobody/invoices', 404, 'TENANT_UNKNOWN'],
    ['an integration that cannot be', 'GET', '/v1/tenants/a%20b/invoices', 400, 'REQUEST_INVALID'],
    ['an unknown invoice', 'GET', '/v1/tenants/{tenant}/invoices/99', 404, 'INVOICE_UNKNOWN'],
    ['a page that cannot be', 'GET', '/v1/tenants/{tenant}/invoices?limit=0', 400, 'REQUEST_INVALID'],
    ['a state that cannot be', 'GET', '/v1/tenants/{tenant}/invoices?state=lost', 400, 'REQUEST_INVALID'],
    ['an unusable cursor', 'GET', '/v1/tenants/{tenant}/issues?cursor=x', 400, 'CURSOR_UNUSABLE'],
    ['an unknown proposal', 'POST', '/v1/tenants/{tenant}/matches/7/accept', 404, 'PROPOSAL_UNKNOWN'],
    ['a body that is missing', 'POST', '/v1/tenants/{tenant}/pause', 400, 'REQUEST_INVALID'],
  ])('%s', async (_, method, path, status, code) => {
    const answer = await call(method, path.replace('{tenant}', tenant));
    expect(answer).toMatchObject({ status, json: { code, status } });
    expect(answer.type).toMatch(/^application\/problem\+json/);
  });

  it('is worded in the language of the caller', async () => {
    const headers = { 'accept-language': 'fr-BE,fr;q=0.9,en;q=0.5' };
    const answer = await call('GET', '/v1/tenants/nobody', { headers });
    expect(answer.json['title']).toBe('Intégration introuvable');
    expect((await call('GET', '/v1/tenants/nobody?lang=nl')).json['title']).toBe('Koppeling niet gevonden');
  });

  it('says where a body is wrong, and not which secret it holds', async () => {
    const answer = await call('POST', '/v1/tenants', { body: { id: 'ok', name: 7, secret: 'hunter2' } });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).not.toContain('hunter2');
    expect(String(answer.json['cause'])).toContain('body.name');
  });

  it('is refused when it is no JSON, or too large', async () => {
    const raw = await fetch(`${base}/v1/tenants`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys.get('platform') ?? ''}`,
        'content-type': 'application/json',
      },
      body: '{"id":',
    });
    expect(raw.status).toBe(400);
    expect(await raw.json()).toMatchObject({ code: 'REQUEST_INVALID' });
    const large = await call('POST', '/v1/tenants', { body: { id: 'x', name: 'y'.repeat(300_000) } });
    expect(large).toMatchObject({ status: 413, json: { code: 'REQUEST_TOO_LARGE' } });
  });
});

describe('what is shown', () => {
  it('is what the command line prints', async () => {
    const [first, second] = await booked();
    const page = await call('GET', `/v1/tenants/${tenant}/invoices?limit=1`);
    expect(page.json).toMatchObject({ items: [{ state: 'booked', number: first?.number }] });
    const cursor = String(page.json['nextCursor']);
    const rest = await call('GET', `/v1/tenants/${tenant}/invoices?limit=10&cursor=${cursor}`);
    expect(rest.json).toMatchObject({ items: [{ number: second?.number }], nextCursor: null });
    const history = await call('GET', `/v1/tenants/${tenant}/invoices/${first?.tribeInvoiceId ?? ''}`);
    expect(history.json).toMatchObject({ isSent: true, invoice: { state: 'booked' } });
    expect((await call('GET', `/v1/tenants/${tenant}`)).json).toMatchObject({
      id: tenant,
      state: 'active',
      invoices: { booked: 2 },
    });
    const all = await call('GET', '/v1/tenants');
    expect((all.json['items'] as { id: string }[]).map(({ id }) => id)).toContain(tenant);
  });

  it('of one integration never holds what another has', async () => {
    const [mine] = await booked();
    const made = await call('POST', '/v1/tenants', { body: { id: 'another-one', name: 'Another' } });
    expect(made).toMatchObject({ status: 201, json: { id: 'another-one', state: 'new' } });
    for (const path of ['invoices', 'issues', 'relations', 'matches', 'payments'])
      expect((await call('GET', `/v1/tenants/another-one/${path}`)).json).toEqual({
        items: [],
        nextCursor: null,
      });
    const foreign = `/v1/tenants/another-one/invoices/${mine?.tribeInvoiceId ?? ''}`;
    expect((await call('GET', foreign)).status).toBe(404);
    for (const [action, body] of [
      ['retry', undefined],
      ['skip', { reason: 'x' }],
      ['link', { document: 'VEN/1' }],
      ['check', undefined],
    ] as const)
      expect((await call('POST', `${foreign}/${action}`, { body })).status).toBeGreaterThanOrEqual(404);
    const again = await call('POST', '/v1/tenants', { body: { id: 'another-one', name: 'Another' } });
    expect(again).toMatchObject({ status: 409, json: { code: 'TENANT_EXISTS' } });
  });
});

describe('what is done', () => {
  it(
    'is done once under one key, and answered the same again',
    async () => {
      const id = await user.make({
        customer: 'C1',
        number: 'NO-DIGITS',
        date: '2026-10-12',
        lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
      });
      await books.until(id, 'held', 'NUMBER_WITHOUT_DIGITS');
      const path = `/v1/tenants/${tenant}/invoices/${id}/skip`;
      const asked = { body: { reason: 'booked by hand' }, headers: { 'idempotency-key': 'skip-1' } };
      const first = await call('POST', path, asked);
      expect(first).toMatchObject({ status: 200, json: { invoice: { state: 'skipped' } } });
      const second = await call('POST', path, asked);
      expect(second).toMatchObject({ status: 200, json: first.json });
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      const without = await call('POST', path, { body: { reason: 'booked by hand' } });
      expect(without).toMatchObject({ status: 409, json: { code: 'INVOICE_IS_SKIPPED' } });
      const changed = await call('POST', path, { ...asked, body: { reason: 'another' } });
      expect(changed).toMatchObject({ status: 422, json: { code: 'IDEMPOTENCY_KEY_USED' } });
      const audit = await call('GET', `/v1/tenants/${tenant}/audit`);
      const events = audit.json['items'] as { action: string; actor: string; details: object }[];
      expect(events.filter(({ action }) => action === 'skip-invoice')).toMatchObject([
        { actor: 'api:test platform', details: { refused: 'INVOICE_IS_SKIPPED' } },
        { actor: 'api:test platform' },
      ]);
    },
    PATIENCE_MS,
  );

  it('at the same time under one key is done once', async () => {
    const asked = { body: { reason: 'stock taking' }, headers: { 'idempotency-key': 'pause-1' } };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => call('POST', `/v1/tenants/${tenant}/pause`, asked)),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThanOrEqual(1);
    for (const { json } of done) expect(json).toEqual({ wasSo: false, reason: 'stock taking' });
    for (const answer of answers)
      if (answer.status !== 200)
        expect(answer).toMatchObject({ status: 409, json: { code: 'REQUEST_UNDER_WAY' } });
    expect((await call('POST', `/v1/tenants/${tenant}/resume`)).json).toEqual({
      wasSo: false,
      reason: 'stock taking',
    });
  });
});

describe('whether both books agree', () => {
  it(
    'is compared on demand, and told again until the next time',
    async () => {
      const path = `/v1/tenants/${tenant}/tie-outs`;
      expect((await call('GET', path)).json).toEqual({ items: [], nextCursor: null });
      const compared = await call('POST', path, { body: {} });
      expect(compared).toMatchObject({ status: 200, json: { ok: true, differences: [] } });
      expect((compared.json['totals'] as unknown[]).length).toBeGreaterThan(0);
      expect((await call('GET', path)).json).toEqual({ items: [compared.json], nextCursor: null });
      expect((await call('POST', path, { body: { month: '2026-13' } })).status).toBe(400);
    },
    PATIENCE_MS,
  );
});

describe('what is chosen', () => {
  it('changes live, and only once for one version', async () => {
    const path = `/v1/tenants/${tenant}/settings`;
    const before = await call('GET', path);
    expect(before.headers.get('etag')).toBe(`"${String(before.json['version'])}"`);
    const headers = { 'if-match': before.headers.get('etag') ?? '' };
    const changed = await call('PATCH', path, { body: { closedPeriod: 'next-open' }, headers });
    expect(changed).toMatchObject({
      status: 200,
      json: { settings: { closedPeriod: 'next-open' }, changes: [{ name: 'closedPeriod', before: 'hold' }] },
    });
    expect(await call('PATCH', path, { body: { closedPeriod: 'hold' }, headers })).toMatchObject({
      status: 409,
      json: { code: 'SETTINGS_CHANGED_MEANWHILE' },
    });
    expect(await call('PATCH', path, { body: { pollSeconds: 'soon' } })).toMatchObject({
      status: 400,
      json: { code: 'SETTING_VALUE_UNUSABLE' },
    });
    expect((await call('PATCH', path, { body: { pollSecond: 5 } })).status).toBe(400);
    expect((await call('GET', path)).json).toMatchObject({ settings: { closedPeriod: 'next-open' } });
  });

  it('of VAT groups stands beside what both sides have now', async () => {
    const path = `/v1/tenants/${tenant}/vat-map`;
    const now = await call('GET', path);
    expect(now).toMatchObject({ status: 200, json: { tenant } });
    expect((now.json['groups'] as unknown[]).length).toBeGreaterThan(0);
    expect(await call('PATCH', path, { body: { nothing: '21' } })).toMatchObject({
      status: 409,
      json: { code: 'VAT_MAP_UNUSABLE' },
    });
  });
});

describe('activation, step by step', () => {
  it(
    'ends in an integration that books',
    async () => {
      const { id, definition } = await seedTenant(stack, { invoices: 1 });
      const path = `/v1/tenants/${id}/activation`;
      expect((await call('GET', path)).status).toBe(404);
      await call('POST', '/v1/tenants', { body: { id, name: 'Step by step' } });
      expect((await call('GET', path)).json).toEqual({ next: 'connect', taken: null, issues: [] });
      expect(await call('POST', `${path}/vat`, { body: { vat: 'suggested' } })).toMatchObject({
        status: 409,
        json: { code: 'ACTIVATION_STEP_TOO_EARLY' },
      });
      const { tribe, winbooks, settings } = definition;
      const wrong = { ...winbooks, exchangeToken: 'not-the-token' };
      const refused = await call('POST', `${path}/connect`, { body: { tribe, winbooks: wrong } });
      expect(refused).toMatchObject({
        status: 200,
        json: { next: 'connect', taken: { ok: false }, issues: [{ code: 'CONNECTION_REFUSED_WINBOOKS' }] },
      });
      expect(JSON.stringify(refused.json)).not.toContain('not-the-token');

      const steps = [
        ['connect', { tribe, winbooks }, 'vat'],
        ['vat', { vat: 'suggested' }, 'settings'],
        ['settings', { settings }, 'approve'],
        ['approve', { approve: 'clear' }, 'done'],
      ] as const;
      for (const [name, body, next] of steps) {
        expect(await call('POST', `${path}/${name}`, { body })).toMatchObject({
          status: 200,
          json: { next, taken: { ok: true }, issues: [] },
        });
        expect((await call('GET', path)).json['next']).toBe(next);
      }
      expect(await call('POST', `${path}/connect`, { body: { tribe, winbooks } })).toMatchObject({
        status: 409,
        json: { code: 'TENANT_IS_ACTIVE' },
      });
      await stack.until(id, (bookings) => bookings.some(({ state }) => state === 'booked'));
    },
    PATIENCE_MS,
  );
});

describe('the document', () => {
  it('describes every route, in OpenAPI 3.1', async () => {
    const answer = await call('GET', '/openapi.json', { key: null });
    expect(answer.status).toBe(200);
    expect(answer.json['openapi']).toBe('3.1.0');
    const paths = Object.keys(answer.json['paths'] as object);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/v1/tenants',
        '/v1/tenants/{tenant}/invoices/{invoice}/retry',
        '/v1/tenants/{tenant}/matches/{match}/{decision}',
      ]),
    );
  });

  it('can be read by people', async () => {
    const page = await fetch(`${base}/docs/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger');
  });
});
