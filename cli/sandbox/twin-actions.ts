import { readOptions } from '../options';
import { z } from 'zod';
import { formatCents } from '../../domain/money/money';
import { BadInput } from '../bad-input';
import type { RunningTwins } from './running-twins';

/** What a person does at a vendor, or what fails there; it returns a sentence on what was done. */
type TwinAction = (twins: RunningTwins, args: string[]) => Promise<string>;

/** By the word after `sandbox`. */
export const TWIN_ACTIONS: Readonly<Record<string, TwinAction>> = {
  send,
  credit,
  pay,
  lock,
  close: closePeriod,
  'lose-answer': loseAnswer,
  heal,
};

const text = { type: 'string' } as const;
const madeInvoice = z.object({ number: z.string() });
const relations = z.array(
  z.object({
    name: z.string(),
    debtorNumber: z.string().nullable(),
    roles: z.array(z.object({ type: z.string(), former: z.boolean() })),
  }),
);
const ledger = z.array(
  z.object({
    id: z.string(),
    journal: z.string(),
    docNumber: z.number(),
    customer: z.string().nullable(),
  }),
);

/** A user of Tribe sends one more invoice, with one line at 21 %. */
async function send({ tribe }: RunningTwins, args: string[]): Promise<string> {
  const { values } = readOptions({ args, options: { tenant: text, customer: text, amount: text } });
  const tenant = needed(values.tenant, '--tenant', 'sandbox send --tenant lindeboom');
  const price = amountOf(values.amount ?? '100');
  const customer = values.customer ?? (await firstCustomer(tribe, tenant));
  const lines = [{ description: 'Try-out', quantity: 1, price, vatGroup: 'BE21' }];
  const order = { tenant, customer, subject: 'Try-out', lines };
  const { number } = madeInvoice.parse(await tribe('invoices', order));
  return `Tribe: invoice ${number} of ${formatCents(Math.round(price * 100))} EUR and 21 % VAT was sent to ${customer}.`;
}

/** A user of Tribe credits an invoice, as a whole or a share of it. */
async function credit({ tribe }: RunningTwins, args: string[]): Promise<string> {
  const { values } = readOptions({ args, options: { tenant: text, invoice: text, share: text } });
  const example = 'sandbox credit --tenant lindeboom --invoice 20260103 --share 0.5';
  const tenant = needed(values.tenant, '--tenant', example);
  const invoice = needed(values.invoice, '--invoice', example);
  const share = values.share === undefined ? {} : { share: amountOf(values.share, '--share') };
  const made = madeInvoice.parse(await tribe('actions/credit', { tenant, invoice, ...share }));
  return `Tribe: credit invoice ${made.number} was sent for invoice ${invoice}.`;
}

/** The customer pays a booked invoice: WinBooks books the money and matches it. */
async function pay({ winbooks }: RunningTwins, args: string[]): Promise<string> {
  const { values } = readOptions({
    args,
    options: { tenant: text, folder: text, invoice: text, amount: text },
  });
  const example = 'sandbox pay --tenant lindeboom --invoice 20260103';
  const tenant = needed(values.tenant, '--tenant', example);
  const invoice = needed(values.invoice, '--invoice', example);
  const folder = values.folder ?? tenant.toUpperCase();
  const digits = Number(invoice.replaceAll(/\D/g, ''));
  const entries = ledger.parse(await winbooks(`ledger?folder=${encodeURIComponent(folder)}`));
  const [entry, another] = entries.filter(
    ({ docNumber, customer }) => docNumber === digits && customer !== null,
  );
  if (entry === undefined || another !== undefined)
    throw new BadInput(
      `Folder ${folder} has ${entry === undefined ? 'no' : 'more than one'} document ${digits}.`,
    );
  const amount = values.amount === undefined ? {} : { amount: amountOf(values.amount) };
  const paid = z
    .object({ openCents: z.number() })
    .parse(await winbooks('pay', { folder, id: entry.id, ...amount }));
  return `WinBooks: ${entry.journal} ${entry.docNumber} was paid; ${formatCents(paid.openCents)} EUR is open.`;
}

/** A user of WinBooks locks a customer, or unlocks it. */
async function lock({ winbooks }: RunningTwins, args: string[]): Promise<string> {
  const options = { tenant: text, folder: text, customer: text, unlock: { type: 'boolean' } } as const;
  const { values } = readOptions({ args, options });
  const example = 'sandbox lock --tenant lindeboom --customer C1001';
  const tenant = needed(values.tenant, '--tenant', example);
  const code = needed(values.customer, '--customer', example);
  const locked = values.unlock !== true;
  await winbooks('lock-customer', { folder: values.folder ?? tenant.toUpperCase(), code, locked });
  return `WinBooks: customer ${code} is ${locked ? 'locked' : 'unlocked'}.`;
}

/** A user of WinBooks closes a period, or opens it again. */
async function closePeriod({ winbooks }: RunningTwins, args: string[]): Promise<string> {
  const options = { tenant: text, folder: text, month: text, reopen: { type: 'boolean' } } as const;
  const { values } = readOptions({ args, options });
  const example = 'sandbox close --tenant lindeboom --month 2026-09';
  const tenant = needed(values.tenant, '--tenant', example);
  const month = needed(values.month, '--month', example);
  const [, year, monthOfYear] = /^(\d{4})-(\d{2})$/.exec(month) ?? [];
  if (year === undefined) throw new BadInput(`--month must be a year and a month; example: ${example}`);
  const closed = values.reopen !== true;
  const folder = values.folder ?? tenant.toUpperCase();
  await winbooks('close-period', { folder, year: Number(year), month: Number(monthOfYear), closed });
  return `WinBooks: the period ${month} is ${closed ? 'closed' : 'open'}.`;
}

/** WinBooks carries out the next bookings, and their answers are lost on the way. */
async function loseAnswer({ winbooks }: RunningTwins, args: string[]): Promise<string> {
  const { values } = readOptions({ args, options: { count: text } });
  const count = amountOf(values.count ?? '1', '--count');
  await winbooks('faults', { kind: 'drop-after', method: 'POST', path: 'GLTransHeader/', count });
  const which = count === 1 ? 'the answer to the next booking' : `the answers to the next ${count} bookings`;
  return `WinBooks: ${which} will be lost after the entry is booked.`;
}

/** Takes away every fault. */
async function heal({ tribe, winbooks }: RunningTwins, args: string[]): Promise<string> {
  readOptions({ args, options: {} });
  await Promise.all([tribe('faults', null), winbooks('faults', null)]);
  return 'Both twins: no fault is left.';
}

async function firstCustomer(tribe: RunningTwins['tribe'], tenant: string): Promise<string> {
  const all = relations.parse(await tribe(`relations?tenant=${encodeURIComponent(tenant)}`));
  const customer = all.find(
    ({ debtorNumber, roles }) =>
      debtorNumber !== null && roles.some(({ type, former }) => type.endsWith('_Customer') && !former),
  );
  if (customer?.debtorNumber == null) throw new BadInput(`Tenant ${tenant} has no customer with a number.`);
  return customer.debtorNumber;
}

function needed(value: string | undefined, option: string, example: string): string {
  if (!value) throw new BadInput(`${option} is missing; example: ${example}`);
  return value;
}

function amountOf(value: string, option = '--amount'): number {
  const amount = Number(value);
  if (!Number.isFinite(amount) || amount <= 0) throw new BadInput(`${option} must be a number above 0.`);
  return amount;
}
