import { readFileSync } from 'node:fs';

/**
 * The loop that somebody writes by hand in an afternoon: read the invoice, look twice, post, read back. Nothing is stored,
 * nothing survives a crash, an answer that is lost is a document too many. It is what the product's overhead is measured
 * against, so it makes the same calls under the same limits. A process of its own: `node bare-loop.ts <file with a BareJob>`.
 */
export interface BareJob {
  readonly tribeAuthUrl: string;
  readonly tribeApiUrl: string;
  readonly winbooksUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly email: string;
  readonly exchangeToken: string;
  readonly folder: string;
  readonly invoices: readonly string[];
  readonly winbooksConcurrency: number;
  readonly tribeConcurrency: number;
}

interface TribeLine {
  readonly TotalExcludingVat: number;
}
interface TribeInvoice {
  readonly ID: string;
  readonly Number: string;
  readonly InvoiceDate: string;
  readonly ProductLines: readonly TribeLine[];
}
interface Row {
  readonly Id: string;
  readonly Code?: string;
  readonly Number?: number;
  readonly BookYear_Id?: string;
  readonly RelatedYear?: number;
}

/** The product's own question, word for word. */
const EXPAND = 'Phase,Relationship,ProductLines($expand=VatGroup,Product($expand=GeneralLedgerAccount))';

async function main(job: BareJob): Promise<void> {
  const tribeToken = await tokenOf(
    `${job.tribeAuthUrl}/oauth2/token`,
    {
      grant_type: 'client_credentials',
      client_id: job.clientId,
      client_secret: job.clientSecret,
    },
    {},
  );
  const winbooksToken = await tokenOf(
    `${job.winbooksUrl}/OAuth20/Token`,
    { grant_type: 'exchange_token', code: job.exchangeToken },
    { authorization: `Basic ${Buffer.from(job.email).toString('base64')}` },
  );
  const tribe = limited(job.tribeConcurrency);
  const winbooks = limited(job.winbooksConcurrency);

  const send = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${job.winbooksUrl}/app/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${winbooksToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const rows = (plural: string, type: string, where: object, maxLevel: number): Promise<Row[]> =>
    winbooks(
      async () =>
        (await send(`${plural}/Folder/${job.folder}/ExecuteCriteria?maxLevel=${maxLevel}`, {
          EntityType: `Winbooks.TORM.OM.${type}, Winbooks.TORM.OM`,
          Alias: 'this',
          Conditions: Object.entries(where).map(([PropertyName, value]) => ({
            Operator: 0,
            PropertyName,
            OtherPropertyName: '',
            Values: [value],
          })),
          Orders: [{ PropertyName: 'Id', Alias: null, Projections: null, Ascending: true }],
          FirstResult: 0,
          MaxResult: 50,
        })) as Row[],
    );

  const one = async (plural: string, type: string, where: object): Promise<Row> => {
    const [row] = await rows(plural, type, where, 1);
    if (row === undefined) throw new Error(`${plural}: nothing of ${JSON.stringify(where)}`);
    return row;
  };
  // What the product has in its cache when the clock starts.
  const period = await one('BookPeriods', 'Accounting.BookPeriod', { RelatedYear: 2026, RelatedMonth: 10 });
  const journals = await rows('Journals', 'Accounting.Journal', { Code: 'VEN' }, 1);
  const journal = journals.find((row) => row.BookYear_Id === period.BookYear_Id) ?? journals[0];
  if (journal === undefined) throw new Error('There is no journal');
  const customer = await one('Customers', 'Customer', { Code: 'C1' });
  const vat = await one('Vats', 'Accounting.VatAccount', { Code: '21' });
  const account = (code: string): Promise<Row> => one('GLAccounts', 'Accounting.GLAccount', { Code: code });
  const [receivable, revenue, owed] = [
    await account('400000'),
    await account('700000'),
    await account('451000'),
  ];

  const book = async (id: string): Promise<void> => {
    const invoice = await tribe(async () => {
      const url = `${job.tribeApiUrl}/odata/Activity_Invoice(${id})?$expand=${encodeURIComponent(EXPAND)}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${tribeToken}` } });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return (await response.json()) as TribeInvoice;
    });
    const docNumber = Number(invoice.Number);
    const reference = `BARE-${docNumber}`;
    const byNumber = (): Promise<Row[]> =>
      rows('GLTransHeaders', 'Accounting.GLTransHeader', { Journal_Id: journal.Id, DocNumber: docNumber }, 2);
    const net = Math.round(invoice.ProductLines.reduce((sum, line) => sum + line.TotalExcludingVat * 100, 0));
    const tax = Math.round((net * 21) / 100);
    const line = (order: number, accountId: string, cents: number, more: object): object => ({
      TotalLevel: 2,
      LineOrder: order,
      BookPeriod_Id: period.Id,
      CurrencyCode: 'EUR',
      GLAccount_Id: accountId,
      Amount: cents / 100,
      ...more,
    });
    if ((await byNumber()).length > 0) throw new Error(`${docNumber} is there`);
    if ((await rows('GLTranss', 'Accounting.GLTrans', { Reference: reference }, 1)).length > 0)
      throw new Error(`${reference} is there`);
    await winbooks(() =>
      send(`GLTransHeader/Folder/${job.folder}`, {
        TotalLevel: 3,
        BookPeriod_Id: period.Id,
        Journal_Id: journal.Id,
        DocNumber: docNumber,
        BookDate: `/Date(${Date.parse(`${invoice.InvoiceDate.slice(0, 10)}T00:00:00Z`)})/`,
        IsImported: true,
        GLTransactions: [
          line(0, receivable.Id, net + tax, {
            CentralAccountTypeCode: 'CUSTOMER',
            Customer_Id: customer.Id,
            VatBaseAmount: net / 100,
            TurnOverAmount: net / 100,
            VatTaxAmount: tax / 100,
            Reference: reference,
          }),
          line(1, revenue.Id, -net, { Vat_Id: vat.Id }),
          line(2, owed.Id, -tax, { CentralAccountTypeCode: 'V03', Vat_Id: vat.Id, VatBaseAmount: net / 100 }),
        ],
      }),
    );
    if ((await byNumber()).length !== 1) throw new Error(`${docNumber} is not there once`);
  };

  const left = [...job.invoices];
  const startedAt = Date.now();
  const oneAfterAnother = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) await book(id);
  };
  const inFlight = 2 * job.winbooksConcurrency + job.tribeConcurrency;
  await Promise.all(Array.from({ length: inFlight }, oneAfterAnother));
  process.stdout.write(`${JSON.stringify({ startedAt, endedAt: Date.now() })}\n`);
}

async function tokenOf(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string>,
): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** At most `most` of the tasks given to it at once, first come first served. */
function limited(most: number): <Value>(task: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

main(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BareJob).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
