import { createHmac } from 'node:crypto';
import { awkwardSeed, sampleSeed } from '../../sandbox/tribe/tribe-twin';
import {
  clientOf,
  customerSet,
  draft,
  form,
  only,
  phaseId,
  startReceiver,
  startTribe,
  until,
  type Json,
  type TribeClient,
  type TribeStack,
} from './tribe-fixture';

/** Lines 7 to 9 of the checklist of tribe-api §7, and its seed data. */

let stack: TribeStack;
let lindeboom: TribeClient;
let moulin: TribeClient;
let awkward: TribeClient;

beforeAll(async () => {
  stack = await startTribe({
    tenants: [...(sampleSeed.tenants ?? []), ...(awkwardSeed.tenants ?? [])],
    applications: sampleSeed.applications,
  });
  lindeboom = await stack.tenant('lindeboom');
  moulin = await stack.tenant('moulin');
  awkward = await stack.tenant('awkward');
});
afterAll(() => stack.close());

describe('7 invoices', () => {
  test('a draft has neither number nor date, and may not be given them', async () => {
    const id = await draft(lindeboom, 'C1001');
    const read = await lindeboom.get(`odata/Activity_Invoice(${id})?$expand=Phase`);
    expect(read.body).toMatchObject({
      Number: null,
      InvoiceDate: null,
      Amount: 99.99,
      Phase: { Code: 'Draft' },
    });
    expect((await lindeboom.send('PUT', `odata/Activity_Invoice(${id})`, { Number: '1' })).status).toBe(400);
    expect((await lindeboom.send('DELETE', `odata/Activity_Invoice(${id})`)).status).toBe(204);
  });

  test('Sent assigns the next number and the date, and freezes the invoice with its lines', async () => {
    const id = await draft(lindeboom, 'C1001');
    const sent = await lindeboom.send('POST', 'odata/Activity_Invoice', {
      ID: id,
      Phase: { ID: await phaseId(lindeboom, 'Sent') },
    });
    expect(sent.body).toMatchObject({
      Number: '20260110',
      InvoiceDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    });
    const [line] = await lindeboom.rows(`odata/Activity_Invoice(${id})/ProductLines`);
    expect((await lindeboom.send('PUT', `odata/Activity_Invoice(${id})`, { Subject: 'Other' })).status).toBe(
      400,
    );
    expect(
      (await lindeboom.send('PUT', `odata/ProductLine(${String(line?.['ID'])})`, { Price: 1 })).status,
    ).toBe(400);
    expect(
      (await lindeboom.send('POST', 'odata/ProductLine', { Activity: { ID: id }, Quantity: 1, Price: 1 }))
        .status,
    ).toBe(400);
    expect((await lindeboom.send('DELETE', `odata/ProductLine(${String(line?.['ID'])})`)).status).toBe(400);
    expect((await lindeboom.send('DELETE', `odata/Activity_Invoice(${id})`)).status).toBe(400);
    const toDraft = { Phase: { ID: await phaseId(lindeboom, 'Draft') } };
    expect((await lindeboom.send('PUT', `odata/Activity_Invoice(${id})`, toDraft)).status).toBe(400);
    const paid = await lindeboom.send('PUT', `odata/Activity_Invoice(${id})`, {
      Phase: { ID: await phaseId(lindeboom, 'Paid') },
    });
    expect([paid.status, paid.body['Number']]).toEqual([200, '20260110']);
  });

  test('number and date are never taken from the body, not even with the phase', async () => {
    const id = await draft(lindeboom, 'C1001');
    const Phase = { ID: await phaseId(lindeboom, 'Sent') };
    const dictated = await lindeboom.send('PUT', `odata/Activity_Invoice(${id})`, { Phase, Number: '99' });
    expect(dictated.status).toBe(400);
    expect((await lindeboom.get(`odata/Activity_Invoice(${id})`)).body['Number']).toBeNull();
  });

  test('ImportId may be written on a sent invoice', async () => {
    const { ID } = await only(lindeboom, "odata/Activity_Invoice?$filter=Number eq '20260102'");
    const written = await lindeboom.send('PUT', `odata/Activity_Invoice(${String(ID)})`, {
      ImportId: 'ours',
    });
    expect([written.status, written.body['ImportId']]).toEqual([200, 'ours']);
  });

  test('without the invoicing module the entity type is not found', async () => {
    const token = await form(stack.base, {
      grant_type: 'client_credentials',
      client_id: 'zonder-client',
      client_secret: 'zonder-secret',
    });
    const client = clientOf(stack.base, String(token.body['access_token']));
    const answer = await client.get('odata/Activity_Invoice');
    expect([answer.status, answer.text.toLowerCase()]).toEqual([
      404,
      expect.stringContaining('entity type not found'),
    ]);
    expect((await client.get('odata/$metadata')).text).not.toContain('Activity_Invoice');
  });
});

describe('8 webhooks and files', () => {
  test('a webhook tells of a change under its signature, and ends when deleted', async () => {
    const receiver = await startReceiver();
    const created = await moulin.send('POST', 'webhooks', {
      entityType: 'Activity.Invoice',
      webhookUrl: receiver.url,
      headers: [{ name: 'X-Ours', value: 'yes' }],
    });
    expect(created.status).toBe(201);
    const secret = ((await stack.control('GET', 'webhooks?tenant=moulin')).body as unknown as Json[])[0]?.[
      'secret'
    ];
    const id = await draft(moulin, 'K201');
    await until(() => receiver.received.length > 0);
    const [first] = receiver.received;
    expect(JSON.parse(first?.body ?? '')).toEqual({
      webhookId: created.body['id'],
      payload: { type: 'EntityCreationMutation', entityType: 'Activity.Invoice', entityId: id },
    });
    const signature = createHmac('sha512', String(secret))
      .update(first?.body ?? '')
      .digest('base64');
    expect([first?.headers['x-tribe-signature'], first?.headers['x-ours']]).toEqual([signature, 'yes']);
    expect((await moulin.rows('odata/Webhook')).map((row) => row['ID'])).toEqual([created.body['id']]);
    expect((await moulin.send('DELETE', `webhooks/${String(created.body['id'])}`)).status).toBe(204);
    expect((await moulin.get('webhooks')).text).toBe('[]');
    await receiver.close();
  });

  test('an address that is not HTTPS and not of this machine is refused', async () => {
    const body = { entityType: 'Activity.Invoice', webhookUrl: 'http://example.com/hook' };
    expect((await moulin.send('POST', 'webhooks', body)).status).toBe(400);
  });

  test('an attachment goes up as base64 and comes down as bytes', async () => {
    const [invoice] = await lindeboom.rows('odata/Activity_Invoice?$top=1');
    const text = 'Leveringsbon — één';
    const created = await lindeboom.send('POST', 'odata/Attachment', {
      Entity: { ID: invoice?.['ID'] },
      Description: 'Bon',
      File: { Data: Buffer.from(text).toString('base64'), MimeType: 'text/plain', Name: 'bon.txt' },
    });
    const id = String(created.body['ID']);
    const row = await only(lindeboom, `odata/Attachment?$filter=ID eq ${id}&$expand=File`);
    const file = row['File'] as Json;
    expect([file['Name'], file['Url'], file['Data']]).toEqual([
      'bon.txt',
      `/v1/odata-file/Attachment/${id}/File`,
      undefined,
    ]);
    const down = await lindeboom.get(`odata-file/Attachment/${id}/File`);
    expect([down.headers.get('content-type'), down.text]).toEqual(['text/plain', text]);
  });

  test('bytes that are no text come down as they went up', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0xfe, 0x0d, 0x0a]);
    const created = await lindeboom.send('POST', 'odata/Attachment', {
      Description: 'Foto',
      File: { Data: bytes.toString('base64'), MimeType: 'image/png', Name: 'foto.png' },
    });
    const down = await fetch(`${stack.base}/v1/odata-file/Attachment/${String(created.body['ID'])}/File`, {
      headers: { Authorization: `Bearer ${lindeboom.token}` },
    });
    expect([down.headers.get('content-type'), Buffer.from(await down.arrayBuffer())]).toEqual([
      'image/png',
      bytes,
    ]);
  });

  test('the PDF of a sent invoice hangs on it', async () => {
    const { ID } = await only(lindeboom, "odata/Activity_Invoice?$filter=Number eq '20260105'");
    const attachment = await only(
      lindeboom,
      `odata/Attachment?$filter=Invoice/ID eq ${String(ID)}&$expand=File`,
    );
    const pdf = await lindeboom.get(`odata-file/Attachment/${String(attachment['ID'])}/File`);
    expect([pdf.headers.get('content-type'), pdf.text.slice(0, 8)]).toEqual(['application/pdf', '%PDF-1.4']);
  });
});

describe('9 faults', () => {
  const fault = (order: Json) => stack.control('POST', 'faults', order);
  afterEach(() => stack.control('DELETE', 'faults'));

  test('401 in mid-run: the token dies, a new one works', async () => {
    const client = await stack.tenant('moulin');
    await fault({ kind: 'expire-token', path: '/v1/odata/Product', count: 1 });
    expect((await client.get('odata/Product')).status).toBe(401);
    expect((await client.get('odata/Product')).status).toBe(401);
    expect((await (await stack.tenant('moulin')).get('odata/Product')).status).toBe(200);
  });

  test('a revoked grant cannot be refreshed', async () => {
    const granted = await stack.control('POST', 'grants', {
      tenant: 'moulin',
      clientId: 'marketplace-client',
    });
    const refresh = (token: unknown) =>
      form(stack.base, {
        grant_type: 'refresh_token',
        client_id: 'marketplace-client',
        client_secret: 'marketplace-secret',
        refresh_token: String(token),
      });
    const tokens = await refresh(granted.body['refreshToken']);
    await fault({ kind: 'revoke-token', path: '/v1/odata', count: 1 });
    expect(
      (await clientOf(stack.base, String(tokens.body['access_token'])).get('odata/Product')).status,
    ).toBe(401);
    expect((await refresh(tokens.body['refresh_token'])).body['error']).toBe('invalid_grant');
  });

  test('429 with Retry-After', async () => {
    await fault({ kind: 'status', status: 429, retryAfterSeconds: 7, count: 1 });
    const answer = await lindeboom.get('odata/Product');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('500', async () => {
    await fault({ kind: 'status', status: 500, count: 1 });
    expect((await lindeboom.get('odata/Product')).status).toBe(500);
  });

  test('slow answers', async () => {
    await fault({ kind: 'delay-before', ms: 300, count: 1 });
    const startedAt = Date.now();
    expect((await lindeboom.get('odata/Product')).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
  });

  test('JSON served as text/plain', async () => {
    await fault({ kind: 'text-plain', count: 1 });
    const answer = await lindeboom.get('odata/Product?$top=1');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(answer.body['value']).toHaveLength(1);
  });

  test('webhooks twice, out of order, or not at all', async () => {
    const receiver = await startReceiver();
    const webhook = await moulin.send('POST', 'webhooks', {
      entityType: 'Relation.Organization',
      webhookUrl: receiver.url,
    });
    const create = async (name: string) =>
      String((await moulin.send('POST', 'odata/Relation_Organization', { Name: name })).body['ID']);
    const told = () =>
      receiver.received.map(({ body }) => (JSON.parse(body) as { payload: Json }).payload['entityId']);

    await stack.control('POST', 'deliveries', { duplicate: 1 });
    const twice = await create('Twee keer');
    await until(() => told().filter((id) => id === twice).length === 2);

    await stack.control('POST', 'deliveries', { disorder: 1 });
    const late = await create('Eerst gemaakt');
    await stack.control('POST', 'deliveries', {});
    const early = await create('Dan gemaakt');
    await until(() => told().includes(late));
    expect(told().indexOf(early)).toBeLessThan(told().indexOf(late));

    await stack.control('POST', 'deliveries', { lose: 1 });
    const lost = await create('Nooit verteld');
    await stack.control('POST', 'deliveries', {});
    const after = await create('Wel verteld');
    await until(() => told().includes(after));
    expect(told()).not.toContain(lost);
    await moulin.send('DELETE', `webhooks/${String(webhook.body['id'])}`);
    await receiver.close();
  });
});

describe('10 seed data', () => {
  test('organisations with debtor number, creditor number, both and none', async () => {
    const rows = await awkward.rows('odata/Relation_Organization?$select=DebtorNumber,CreditorNumber');
    const kinds = new Set(
      rows.map((row) => [row['DebtorNumber'] !== null, row['CreditorNumber'] !== null].join()),
    );
    expect(kinds).toEqual(new Set(['true,false', 'false,true', 'true,true', 'false,false']));
  });

  test('a former customer, a private customer with a tussenvoegsel, apostrophe and accents', async () => {
    expect(
      await awkward.rows(`odata/${customerSet}?$filter=IsFormer eq true and FormerDate ne null`),
    ).toHaveLength(1);
    const jan = await awkward.rows(
      "odata/Relation_Person?$filter=MiddleName eq 'van den' and LastName eq 'Berg'",
    );
    expect(jan.map((person) => person['_Name'])).toContain('Jan van den Berg');
    expect(
      await awkward.rows("odata/Relation_Organization?$filter=startswith(Name,'café ''t')"),
    ).toHaveLength(1);
  });

  test('a foreign customer in another currency, the Belgian VAT groups, products with and without account', async () => {
    const dollars = await only(awkward, "odata/Activity_Invoice?$filter=Currency eq 'USD'");
    expect(dollars['TotalExcludingVatInCurrency']).toBeCloseTo(299.97, 6);
    expect(dollars['TotalExcludingVat']).toBeCloseTo(299.97 / 1.1, 6);
    const groups = await awkward.rows('odata/Datastore_VatGroup?$orderby=Percentage');
    expect(groups.map((group) => group['Percentage'])).toEqual([0, 6, 12, 21]);
    const products = await awkward.rows('odata/Product?$expand=GeneralLedgerAccount');
    expect(new Set(products.map((product) => product['GeneralLedgerAccount'] === null))).toEqual(
      new Set([true, false]),
    );
  });

  test('invoices in every phase, with document discount, VAT-included, credit', async () => {
    const invoices = await awkward.rows('odata/Activity_Invoice?$expand=Phase');
    expect(new Set(invoices.map((invoice) => (invoice['Phase'] as Json)['Code']))).toEqual(
      new Set(['Draft', 'Sent', 'Paid']),
    );
    expect(invoices.some((invoice) => invoice['DiscountPercentage'] === 7.5)).toBe(true);
    expect(invoices.some((invoice) => invoice['IsVatIncluded'] === true)).toBe(true);
    expect(invoices.some((invoice) => Number(invoice['Amount']) < 0)).toBe(true);
  });
});
