import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** An answer over plain HTTP: status, headers, and the body as text and, where it is JSON, as a value. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

/** The running twins, spoken to as anyone would: over HTTP. */
export interface RunningSandbox {
  url: string;
  tribeUrl: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts `sandbox/main.ts` in a process of its own and waits until it says where it is. */
export async function startSandbox(...args: string[]): Promise<RunningSandbox> {
  const child = spawn(
    process.execPath,
    ['--require', './tools/typescript.cjs', 'sandbox/main.ts', '--json', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  let said = '';
  child.stdout?.setEncoding('utf8');
  for await (const part of child.stdout as AsyncIterable<string>) {
    said += part;
    if (said.includes('\n')) break;
  }
  const summary = JSON.parse(said) as { winbooks: { apiUrl: string }; tribe: { authUrl: string } };
  return {
    url: summary.winbooks.apiUrl,
    tribeUrl: summary.tribe.authUrl,
    process: child,
    stop: () => end(child, 'SIGTERM'),
  };
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** One request; rejects when the socket breaks. */
export async function send(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method, headers, ...(payload === undefined ? {} : { body: payload }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `POST /OAuth20/Token` for an e-mail with an exchange or refresh token. */
export function askToken(
  url: string,
  email: string,
  grant: 'exchange_token' | 'refresh_token',
  code: string,
): Promise<Answer> {
  return send(`${url}/OAuth20/Token`, 'POST', new URLSearchParams({ grant_type: grant, code }).toString(), {
    Authorization: `Basic ${Buffer.from(email).toString('base64')}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'application/json',
  });
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: string | number;
}

/** A folder as its client sees it: requests with a token, paths below `/app/`. */
export class FolderCaller {
  private token = '';

  constructor(
    readonly url: string,
    readonly folder: string,
    readonly email = `${folder.toLowerCase()}@example.test`,
    readonly exchangeToken = `xt-${folder}`,
  ) {}

  /** Seeds the folder (unless it is there) and signs in. */
  async open(seed: Record<string, unknown> = {}): Promise<this> {
    const folder = { folder: this.folder, email: this.email, exchangeToken: this.exchangeToken, ...seed };
    const seeded = await this.control('POST', 'seed', { folders: [folder] });
    if (seeded.status !== 200) throw new Error(seeded.text);
    await this.signIn();
    return this;
  }

  async signIn(): Promise<Tokens> {
    const tokens = (await askToken(this.url, this.email, 'exchange_token', this.exchangeToken))
      .json as Tokens;
    this.token = tokens.access_token;
    return tokens;
  }

  useToken(token: string): void {
    this.token = token;
  }

  /** A request on an object path such as `Customer/ALICE`; `rest` follows `Folder/F`. */
  app(
    method: string,
    object: string,
    body?: unknown,
    rest = '',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return send(`${this.url}/app/${object}/Folder/${this.folder}${rest}`, method, body, {
      Authorization: `Bearer ${this.token}`,
      Accept: 'application/json',
      'Content-Type': 'application/json',
      ...headers,
    });
  }

  /** ExecuteCriteria on a plural name; `type` is the .NET name without namespace of the assembly. */
  query(plural: string, type: string, criteria: Record<string, unknown>, rest = ''): Promise<Answer> {
    const body = { EntityType: `Winbooks.TORM.OM.${type}, Winbooks.TORM.OM`, Alias: 'this', ...criteria };
    return this.app('POST', plural, body, `/ExecuteCriteria${rest}`);
  }

  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return send(`${this.url}/_control/${path}`, method, body);
  }

  /** A control action on this folder; throws when it is refused. */
  async act(name: string, order: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const answer = await this.control('POST', name, { folder: this.folder, ...order });
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`);
    return answer.json as Record<string, unknown>;
  }

  async ledger(): Promise<LedgerEntry[]> {
    return (await this.control('GET', `ledger?folder=${this.folder}`)).json as LedgerEntry[];
  }

  /** Follows ContinuePath to the end; every chunk is one element. */
  async chunks(method: string, object: string, body?: unknown, rest = ''): Promise<unknown[]> {
    const chunks: unknown[] = [];
    let path: string | null = '';
    while (path !== null) {
      const headers: Record<string, string> = path === '' ? {} : { ContinuePath: path };
      const answer: Answer = await this.app(method, object, body, rest, headers);
      chunks.push(answer.json);
      path = answer.headers.get('continuepath');
    }
    return chunks;
  }
}

export interface LedgerEntry {
  id: string;
  journal: string;
  bookYear: string;
  period: number;
  docNumber: number;
  date: string;
  customer: string | null;
  supplier: string | null;
  reference: string | null;
  openCents: number;
  lines: {
    id: string;
    order: number;
    account: string;
    vat: string | null;
    amountCents: number;
    match: string | null;
  }[];
}

/** A read object, whatever its model. */
export type Shown = Record<string, unknown> & { Id: string; Code: string; $type: string };

/** One condition of ExecuteCriteria. */
export function condition(operator: number, property: string, ...values: unknown[]): Record<string, unknown> {
  return { Operator: operator, PropertyName: property, OtherPropertyName: '', Values: values };
}

export const select = (...names: string[]): { PropertyName: string; Operator: number }[] =>
  names.map((PropertyName) => ({ PropertyName, Operator: 22 }));

/** The Id of the ordinary period of a month, by the query of winbooks-api §3.5. */
export async function periodId(caller: FolderCaller, year: number, month: number): Promise<string> {
  const answer = await caller.query('BookPeriods', 'Accounting.BookPeriod', {
    Conditions: [
      condition(0, 'RelatedYear', year),
      condition(0, 'RelatedMonth', month),
      condition(21, '', condition(0, 'Number', 0)),
    ],
    Orders: [{ PropertyName: 'Number', Alias: null, Projections: null, Ascending: true }],
    ProjectionsList: select('Id'),
    FirstResult: 0,
    MaxResult: 1,
  });
  const [id] = answer.json as string[];
  if (id === undefined) throw new Error(`no period ${year}-${month}`);
  return id;
}

export function dotNetDate(day: string): string {
  return `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;
}

/** The documented sale of winbooks-api §4.9, in March 2026. */
export async function documentedSale(
  caller: FolderCaller,
  changes: { header?: Record<string, unknown>; customer?: string; journal?: string; sign?: 1 | -1 } = {},
): Promise<Record<string, unknown> & { GLTransactions: Record<string, unknown>[] }> {
  const period = await periodId(caller, 2026, 3);
  const { customer = 'ALICE', journal = 'VEN', sign = 1 } = changes;
  const each = { BookPeriod_Id: period, CurrencyCode: 'EUR' };
  return {
    BookPeriod_Id: period,
    JournalCode: journal,
    DocNumber: 7,
    BookDate: dotNetDate('2026-03-15'),
    DueDate: dotNetDate('2026-03-15'),
    IsImported: true,
    GLTransactions: [
      {
        ...each,
        LineOrder: 0,
        CentralAccountTypeCode: 'CUSTOMER',
        GLAccountCode: '400000',
        CustomerCode: customer,
        Amount: sign * 1210,
        VatBaseAmount: sign * 1000,
        TurnOverAmount: sign * 1000,
        VatTaxAmount: sign * 210,
        CommentBooking: 'Invoice 7',
        Reference: 'EXT-42',
      },
      { ...each, LineOrder: 1, GLAccountCode: '700000', VatCode: '21', Amount: sign * -1000 },
      {
        ...each,
        LineOrder: 2,
        CentralAccountTypeCode: 'V03',
        GLAccountCode: '451000',
        VatCode: '21',
        Amount: sign * -210,
        VatBaseAmount: sign * 1000,
      },
    ],
    ...changes.header,
  };
}
