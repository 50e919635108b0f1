import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { startTwin } from '../../sandbox/kernel/twin-server';
import { createTribeTwin, tribeSwitches } from '../../sandbox/tribe/tribe-twin';

export type Json = Record<string, unknown>;

/** An answer of the twin as a test wants it: the body parsed when it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
  text: string;
}

export interface TribeStack {
  base: string;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A client of one tenant with a token of its service account. */
  tenant(id: string): Promise<TribeClient>;
  close(): Promise<void>;
}

export interface TribeClient {
  token: string;
  get(path: string): Promise<Answer>;
  /** The rows of a collection. */
  rows(path: string): Promise<Json[]>;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const text = await answer.text();
  let body: Json = {};
  try {
    body = JSON.parse(text) as Json;
  } catch {
    // Not JSON: the test looks at the text.
  }
  return { status: answer.status, headers: answer.headers, body, text };
}

export async function form(base: string, fields: Record<string, string>): Promise<Answer> {
  return ask(`${base}/oauth2/token`, { method: 'POST', body: new URLSearchParams(fields) });
}

/** Starts a twin with a seed on a free port. */
export async function startTribe(seed: unknown): Promise<TribeStack> {
  const server = await startTwin(createTribeTwin({}), { port: 0 });
  const base = `http://127.0.0.1:${server.port}`;
  const control = (method: string, path: string, body?: unknown) =>
    ask(`${base}/_control/${path}`, body === undefined ? { method } : { method, body: JSON.stringify(body) });
  const planted = await control('POST', 'seed', seed);
  if (planted.status !== 200) throw new Error(planted.text);
  return {
    base,
    control,
    close: () => server.close(),
    tenant: async (id) => {
      const answer = await form(base, {
        grant_type: 'client_credentials',
        client_id: `${id}-client`,
        client_secret: `${id}-secret`,
        scope: 'read write',
      });
      if (answer.status !== 200) throw new Error(answer.text);
      return clientOf(base, String(answer.body['access_token']));
    },
  };
}

/** A client with a given token; spaces in a path are sent as `%20`. */
export function clientOf(base: string, token: string): TribeClient {
  const send = (method: string, path: string, body?: unknown) =>
    ask(`${base}/v1/${path.replaceAll(' ', '%20')}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = (path: string) => send('GET', path);
  const rows = async (path: string) => {
    const answer = await get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body['value'] as Json[];
  };
  return { token, send, get, rows };
}

/** The first row of a query that must have one. */
export async function only(client: TribeClient, path: string): Promise<Json> {
  const [first, ...others] = await client.rows(path);
  if (first === undefined || others.length > 0)
    throw new Error(`${path}: ${others.length + (first ? 1 : 0)} rows`);
  return first;
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks that answers with the given statuses in turn, then with 200. */
export async function startReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, received, close };
}

/** Waits until a condition holds, at most 5 s. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited 5 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const customerSet = 'Relationship_Organization_CommercialRelationship_Customer';

export async function phaseId(client: TribeClient, code: string): Promise<unknown> {
  return (await only(client, `odata/Datastore_Phase_ActivityInvoice?$filter=Code eq '${code}'`))['ID'];
}

export async function customerId(client: TribeClient, debtorNumber: string): Promise<string> {
  const path = `odata/${customerSet}?$filter=Organization/DebtorNumber eq '${debtorNumber}'`;
  return String((await only(client, path))['ID']);
}

/** Makes a draft of 3 × 33.33 at 21 % through the API. */
export async function draft(client: TribeClient, debtorNumber: string): Promise<string> {
  const vatGroup = await only(client, 'odata/Datastore_VatGroup?$filter=Percentage eq 21');
  const created = await client.send('POST', 'odata/Activity_Invoice', {
    Subject: 'Made by a test',
    Relationship: { ID: await customerId(client, debtorNumber) },
    ProductLines: [{ Description: 'Line', Quantity: 3, Price: 33.33, VatGroup: { ID: vatGroup['ID'] } }],
  });
  if (created.status !== 201) throw new Error(created.text);
  return String(created.body['ID']);
}

/** Runs `look` with switches of a tenant turned, and turns them back. */
export async function withSwitches<T>(
  stack: TribeStack,
  tenant: string,
  positions: Record<string, string>,
  look: () => Promise<T>,
): Promise<T> {
  const turn = async (wanted: Json) => {
    const answer = await stack.control('POST', 'switches', { tenant, ...wanted });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const usual = tribeSwitches.filter(({ id }) => id in positions).map((found) => [found.id, found.default]);
  await turn(positions);
  try {
    return await look();
  } finally {
    await turn(Object.fromEntries(usual) as Json);
  }
}
