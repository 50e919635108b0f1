import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 180_000;
const HIGH = '\ud83d';
const LOW = '\ude00';
const NUL = '\u0000';

/** Half characters and control characters come out of cut-off fields and broken imports; Postgres takes none of them. */
describe('an invoice with half a character in it', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  it(
    'stops none of its neighbours, and is booked with the rest of its texts',
    async () => {
      const odd = [
        { number: `2026${HIGH}0002`, subject: 'Half in the number' },
        { number: `${NUL}20260004`, subject: 'NUL before the number' },
        { number: '20260006', subject: `Half ${LOW}a subject ${NUL}${HIGH}` },
        { number: '20260008\u0001', customer: 'odd', subject: 'A customer of many characters' },
        { number: `20260010${HIGH}`, subject: `${'😀'.repeat(30)} long` },
      ];
      const invoices = Array.from({ length: 12 }, (_, index) => ({
        customer: 'C1',
        number: String(20260001 + index),
        date: '2026-10-05',
        lines: [{ description: `Line ${HIGH}`, quantity: 1, price: 100 + index, vatGroup: 'BE21' }],
        ...(index % 2 === 1 ? odd[(index - 1) / 2] : {}),
      }));
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 0,
        tribe: {
          organisations: [
            { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
            {
              key: 'odd',
              name: `${'x'.repeat(39)}👩‍👩‍👧${HIGH} Holding${NUL}`,
              debtorNumber: `C2${NUL}`,
              address: {
                street: `${'y'.repeat(39)}😀😀`,
                houseNumber: 1,
                postalcode: '9000',
                city: `Gent${LOW}`,
              },
            },
          ],
          invoices,
        },
      });
      await stack.activate([definition]);
      await stack.until(id, (bookings) => bookings.length === 12 && allBooked(bookings));

      const ledger = await stack.twins.ledger(folder);
      expect(ledger.map(({ docNumber }) => docNumber).sort()).toEqual(
        invoices.map((_, index) => 20260001 + index),
      );
      expect(ledger.flatMap(({ lines }) => lines.map(({ comment }) => comment)).join('')).not.toMatch(
        /\p{Cs}/u,
      );
      const customer = await vendorReader(stack, definition).winbooks('Customer/C2', 3);
      expect(JSON.stringify(customer)).not.toMatch(/\\ud[89a-f]/i);
      expect(customer).toMatchObject({
        Third: { Name: expect.stringMatching(/^x{39}\s*$/) as string },
      });
    },
    PATIENCE_MS,
  );
});
