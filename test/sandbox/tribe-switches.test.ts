import { awkwardSeed, sampleSeed, tribeSwitches } from '../../sandbox/tribe/tribe-twin';
import {
  ask,
  draft,
  form,
  only,
  startTribe,
  type Json,
  type TribeClient,
  type TribeStack,
  withSwitches,
} from './tribe-fixture';

/** The switches up to G14: each changes what it says. */

let stack: TribeStack;
let client: TribeClient;
let other: TribeClient;

beforeAll(async () => {
  stack = await startTribe({
    tenants: [...(sampleSeed.tenants ?? []), ...(awkwardSeed.tenants ?? [])],
    applications: sampleSeed.applications,
  });
  client = await stack.tenant('lindeboom');
  other = await stack.tenant('awkward');
});
afterAll(() => stack.close());

const turned = <T>(positions: Record<string, string>, look: () => Promise<T>, tenant = 'lindeboom') =>
  withSwitches(stack, tenant, positions, look);
const firstInvoice = () =>
  only(client, "odata/Activity_Invoice?$filter=Number eq '20260102'&$expand=ProductLines");
const fieldsOf = async (type: string) => {
  const metadata = (await client.get('odata/$metadata?$format=json')).body['Tribe'] as Record<string, Json>;
  return Object.keys(metadata[type] ?? {});
};
const createOrganisation = (body: Json) => client.send('POST', 'odata/Relation_Organization', body);

test('every gap G1 to G40 has a switch, and a position that does not exist is refused', async () => {
  const ids = new Set(tribeSwitches.map(({ id }) => id.replace(/\..*/, '')));
  for (let gap = 1; gap <= 40; gap++) expect(ids).toContain(`G${gap}`);
  expect((await stack.control('POST', 'switches', { G1: 'Datum' })).status).toBe(400);
  expect((await stack.control('POST', 'switches', { G41: 'x' })).status).toBe(400);
  expect((await stack.control('POST', 'switches', { tenant: 'nobody', G1: 'Date' })).status).toBe(400);
});

test.each(['Date', 'Start'])('G1: the invoice date is called %s', async (name) => {
  await turned({ G1: name }, async () => {
    expect(await firstInvoice()).toMatchObject({ [name]: '2026-09-11' });
    expect(await firstInvoice()).not.toHaveProperty('InvoiceDate');
    expect(await client.rows(`odata/Activity_Invoice?$filter=${name} eq 2026-09-11`)).toHaveLength(1);
  });
  expect(await firstInvoice()).toHaveProperty('InvoiceDate');
});

test('G1: there may be no invoice date at all', async () => {
  const fields = await turned({ G1: 'none' }, () => fieldsOf('Activity_Invoice'));
  expect(fields.filter((field) => /Date|Start/.test(field))).toEqual([]);
});

test('G1.type: a moment, as midnight UTC or as midnight in Brussels', async () => {
  const shown = (position: string) =>
    turned({ 'G1.type': position }, async () => (await firstInvoice())['InvoiceDate']);
  expect(await shown('DateTimeOffset')).toBe('2026-09-11T00:00:00Z');
  expect(await shown('utc-midnight')).toBe('2026-09-10T22:00:00Z');
});

test('G2: the due date is the payment term later', async () => {
  expect((await turned({ G2: 'ExpirationDate' }, firstInvoice))['ExpirationDate']).toBe('2026-10-11');
});

test('G3: a credit invoice is negative, may carry a flag, or be positive with it', async () => {
  const credit = async (position: string) =>
    turned(
      { G3: position },
      async () => {
        const row = await only(
          other,
          "odata/Activity_Invoice?$filter=Number eq '20260004'&$expand=ProductLines",
        );
        const [line] = row['ProductLines'] as Json[];
        return [
          Math.sign(Number(row['Amount'])),
          Math.sign(Number(line?.['Quantity'])),
          row['IsCreditInvoice'],
        ];
      },
      'awkward',
    );
  expect(await credit('negative')).toEqual([-1, -1, undefined]);
  expect(await credit('negative-and-flag')).toEqual([-1, -1, true]);
  expect(await credit('positive-and-flag')).toEqual([1, 1, true]);
});

test('G4: the draft phase has another code, and works the same', async () => {
  await turned({ G4: 'Concept' }, async () => {
    const id = await draft(client, 'C1001');
    const drafts = await client.rows("odata/Activity_Invoice?$filter=Phase/Code eq 'Concept'");
    expect(drafts.map((row) => row['ID'])).toContain(id);
    await client.send('DELETE', `odata/Activity_Invoice(${id})`);
  });
});

test('G5: the VAT group of a line has another name', async () => {
  await turned({ G5: 'VATGroup' }, async () => {
    const [line] = await client.rows('odata/ProductLine?$top=1&$expand=VATGroup');
    expect((line?.['VATGroup'] as Json)['Code']).toMatch(/^BE/);
    expect((await client.get('odata/ProductLine?$expand=VatGroup')).status).toBe(400);
  });
});

test('G6: Amount is with VAT, and the only total', async () => {
  expect((await turned({ G6: 'including' }, firstInvoice))['Amount']).toBeCloseTo(158.8125, 6);
  const bare = await turned({ G6: 'no-totals' }, firstInvoice);
  expect(bare['Amount']).toBeCloseTo(158.8125, 6);
  expect(bare).not.toHaveProperty('TotalExcludingVat');
});

test('G7: line totals know the document discount, or not, or are absent', async () => {
  const line = (position: string) =>
    turned(
      { G7: position },
      async () => {
        const row = await only(
          other,
          "odata/Activity_Invoice?$filter=Number eq '20260001'&$expand=ProductLines($filter=Quantity eq 3)",
        );
        return (row['ProductLines'] as Json[])[0] ?? {};
      },
      'awkward',
    );
  const before = await line('before');
  expect(before['TotalExcludingVat']).toBeCloseTo(99.99, 9);
  expect(before['VatAmountIncludingDiscount']).toBeCloseTo(99.99 * 0.925 * 0.21, 9);
  expect((await line('after'))['TotalExcludingVat']).toBeCloseTo(99.99 * 0.925, 9);
  expect(await line('absent')).not.toHaveProperty('TotalExcludingVat');
});

test('G7.rounding: line totals in whole cents', async () => {
  const rounded = await turned({ 'G7.rounding': 'cents' }, firstInvoice);
  expect([rounded['VatAmount'], rounded['TotalIncludingVat']]).toEqual([27.56, 158.81]);
});

test('G8: the page is cut silently, or with a link to the next; $top is bounded', async () => {
  const all = (await client.rows('odata/Activity_Invoice?$orderby=ID')).map((row) => row['ID']);
  await turned({ G8: '4' }, async () => {
    const page = await client.get('odata/Activity_Invoice');
    expect([(page.body['value'] as Json[]).length, page.body['@odata.nextLink']]).toEqual([4, undefined]);
  });
  await turned({ G8: '4', 'G8.nextLink': 'on' }, async () => {
    const seen: unknown[] = [];
    let link: string | undefined = `${stack.base}/v1/odata/Activity_Invoice?$orderby=ID`;
    while (link !== undefined) {
      const answer = await ask(link, { headers: { Authorization: `Bearer ${client.token}` } });
      seen.push(...(answer.body['value'] as Json[]).map((row) => row['ID']));
      link = answer.body['@odata.nextLink'] as string | undefined;
    }
    expect(seen).toEqual(all);
  });
  await turned({ 'G8.max': '3' }, async () => {
    expect(await client.rows('odata/Activity_Invoice?$top=50')).toHaveLength(3);
  });
});

test('G9: 429 above so many requests in a second', async () => {
  await turned({ G9: '3' }, async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.get('odata/Product?$top=1')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
  });
});

test('G10: a token lives as long as it says', async () => {
  await turned({ G10: '1' }, async () => {
    const short = await stack.tenant('lindeboom');
    expect((await short.get('odata/Product?$top=1')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await short.get('odata/Product?$top=1')).status).toBe(401);
  });
});

test.each([
  ['revoke-chain', 400, 400],
  ['reject', 400, 200],
  ['accept', 200, 200],
])('G11 %s: a refresh token used again', async (position, again, next) => {
  await turned({ G11: position }, async () => {
    const granted = await stack.control('POST', 'grants', {
      tenant: 'lindeboom',
      clientId: 'marketplace-client',
    });
    const refresh = (token: unknown) =>
      form(stack.base, {
        grant_type: 'refresh_token',
        client_id: 'marketplace-client',
        client_secret: 'marketplace-secret',
        refresh_token: String(token),
      });
    const first = await refresh(granted.body['refreshToken']);
    expect((await refresh(granted.body['refreshToken'])).status).toBe(again);
    expect((await refresh(first.body['refresh_token'])).status).toBe(next);
  });
});

test('G12: POST with an unknown ID is not found, or creates', async () => {
  const body = { ID: '9fcb346f-bd58-423d-b7da-1952f9449827', Name: 'Met eigen id BV' };
  expect((await createOrganisation(body)).status).toBe(404);
  const created = await turned({ G12: 'create' }, () => createOrganisation(body));
  expect([created.status, created.body['ID']]).toEqual([201, body.ID]);
});

test('G13: what a create answers', async () => {
  const created = (position: string) =>
    turned({ G13: position }, () => createOrganisation({ Name: position }));
  expect((await created('200')).status).toBe(200);
  const [none, idOnly] = [await created('204'), await created('201-id-only')];
  expect([none.status, none.text]).toEqual([204, '']);
  expect([idOnly.status, Object.keys(idOnly.body)]).toEqual([201, ['@odata.context', 'ID']]);
});

test('G14: eq may ignore case', async () => {
  const found = () => client.rows("odata/Relation_Organization?$filter=Name eq 'STUDIO pixel BV'");
  expect(await found()).toHaveLength(0);
  expect(await turned({ G14: 'insensitive' }, found)).toHaveLength(1);
});
