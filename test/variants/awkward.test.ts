import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { parseTenantsFile, type TenantDefinition } from '../../domain/tenant/tenants-file';
import { startStack, type Stack, type TestWorker, UPKEEP_OFTEN } from '../support/stack';
import { startTwins, type LedgerEntry, type Twins } from '../support/twins';

const PATIENCE_MS = 240_000;
const START_DATE = '2026-01-01';

const tribeInvoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  phase: z.string().nullable(),
  totalIncludingVat: z.number(),
});

/** What becomes of each invoice from 2026, in the order of their dates; judged by hand against the two seeds. */
const outcomes: readonly (readonly [string, string])[] = [
  ['20260001', 'PERIOD_CLOSED'],
  ['20260002', 'PERIOD_CLOSED'],
  ['20260003', 'booked'],
  ['20260004', 'booked'],
  ['20260005', 'VAT_GROUP_UNMAPPED'],
  ['20260006', 'VAT_GROUP_UNMAPPED'],
  ['20260007', 'VAT_GROUP_UNMAPPED'],
  ['20260008', 'CUSTOMER_LOCKED'],
  ['20260009', 'linked'],
  ['20260010', 'CUSTOMER_WITHOUT_NUMBER'],
  ['20260011', 'booked'],
  ['20260012', 'booked'],
  ['20260013', 'booked'],
  ['20260014', 'skipped'],
  ['20260015', 'VAT_GROUP_UNMAPPED'],
  ['20260016', 'VAT_GROUP_MISSING'],
  ['20260017', 'skipped'],
  ['20260018', 'skipped'],
  ['V/2026-19bis', 'booked'],
  ['20260018', 'booked'],
  ['20260020', 'ACCOUNT_UNKNOWN'],
  ['20260021', 'booked'],
];

/** The records that a tidy sample leaves out, on both sides: legal, and none of them plain. */
describe('the awkward companies', () => {
  let directory: string;
  let twins: Twins;
  let stack: Stack;
  let worker: TestWorker;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'awkward-'));
    twins = await startTwins(directory, 'awkward');
    stack = await startStack(twins, UPKEEP_OFTEN);
    worker = await stack.startWorker();
  }, 180_000);
  afterAll(async () => {
    await stack.stop();
    await twins.stop();
    rmSync(directory, { recursive: true, force: true });
  }, 120_000);

  // Where credit invoices are positive and flagged, the ledger has them negative all the same.
  it.each([
    {
      id: 'awkward',
      sign: 1,
      folder: 'AWKWARD',
      email: 'boekhouder@kantoor.example',
      exchangeToken: 'xt-kantoor',
    },
    {
      id: 'otherwise',
      sign: -1,
      folder: 'OTHERWISE',
      email: 'compta@otherwise.example',
      exchangeToken: 'xt-otherwise',
    },
  ])(
    '$id: everything is booked once with the total that Tribe shows, or held with its reason',
    async ({ id, sign, folder, ...licence }) => {
      const byHand = await twins.ledger(folder);
      const wanted = (await invoicesOf(id)).filter(
        ({ phase, date }) => (phase === 'Sent' || phase === 'Paid') && (date ?? START_DATE) >= START_DATE,
      );
      const client = id === 'awkward' ? 'awkward' : 'otherwise';
      const [activation] = await stack.activate([definitionOf(id, client, { ...licence, folder })]);
      expect(activation).toMatchObject({ outcome: 'activated', issueCodes: [] });
      const bookings = await stack.until(
        id,
        (all) =>
          all.length === wanted.length &&
          all.every(({ state }) => ['booked', 'held', 'skipped'].includes(state)),
        PATIENCE_MS,
      );
      const ledger = await twins.ledger(folder);
      const made = ledger.filter((entry) => !byHand.some((before) => before.id === entry.id));

      expect(ledger.filter((entry) => !made.includes(entry))).toEqual(byHand);
      expect(made.map(({ id }) => id).sort()).toEqual(
        bookings
          .filter((each) => each.state === 'booked' && !each.linked)
          .map(({ winbooksId }) => winbooksId)
          .sort(),
      );
      for (const booking of bookings.filter(({ state }) => state === 'booked')) {
        const invoice = wanted.find((each) => each.id === booking.tribeInvoiceId);
        const entries = ledger.filter((entry) => entry.id === booking.winbooksId);
        const asked = (invoice?.totalIncludingVat ?? NaN) * (booking.kind === 'credit' ? sign : 1);
        expect([booking.number, entries.map(gross)]).toEqual([booking.number, [asked]]);
      }
      expect(
        bookings.map((each) => [each.number, each.linked ? 'linked' : (each.issueCode ?? each.state)]),
      ).toEqual(outcomes);
    },
    PATIENCE_MS + 60_000,
  );

  it('without the invoicing module: refused with its reason', async () => {
    const licence = { folder: 'ZONDER', email: 'boekhouder@kantoor.example', exchangeToken: 'xt-kantoor' };
    const [activation] = await stack.activate([definitionOf('zonder-facturatie', 'zonder', licence)]);

    expect(activation).toMatchObject({ outcome: 'failed', issueCodes: ['INVOICING_MODULE_MISSING'] });
    expect(await twins.ledger('ZONDER')).toEqual([]);
  }, 60_000);

  it('leave no error in the log of the worker', () => {
    const errors = readFileSync(worker.logFile, 'utf8')
      .split('\n')
      .filter((line) => /"level":"?(50|60|error|fatal)|Unhandled|Uncaught/i.test(line));

    expect(errors).toEqual([]);
  });

  async function invoicesOf(tenant: string) {
    return z.array(tribeInvoice).parse(await twins.look('tribe', `invoices?tenant=${tenant}`));
  }
});

const gross = ({ lines }: LedgerEntry): number | undefined => lines.find(({ order }) => order === 0)?.amount;

function definitionOf(
  id: string,
  client: string,
  winbooks: { readonly folder: string; readonly email: string; readonly exchangeToken: string },
): TenantDefinition {
  const parsed = parseTenantsFile(
    JSON.stringify({
      tenants: [
        {
          id,
          name: `Company ${id}`,
          tribe: { clientId: `${client}-client`, clientSecret: `${client}-secret` },
          winbooks,
          settings: {
            startDate: START_DATE,
            salesJournal: 'VERK',
            revenueAccount: '700000',
            // For the company whose credit invoices are positive.
            flaggedCredit: 'book',
            pollSeconds: 2,
            quietPeriodSeconds: 2,
          },
        },
      ],
    }),
  );
  const [definition] = parsed.ok ? parsed.tenants : [];
  if (definition === undefined) throw new Error(JSON.stringify(parsed));
  return definition;
}
