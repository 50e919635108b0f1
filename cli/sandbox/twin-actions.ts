import { readOptions, required } from '../options';
import { z } from 'zod';
import type { Texts } from '../../domain/issues/texts/text-types';
import { BadInput, notOfTheForm } from '../bad-input';

import { amountInWords } from '../words/amounts';
import type { RunningTwins } from './running-twins';

/** What a person does at a vendor, or what fails there; it returns a sentence on what was done. */
type TwinAction = (twins: RunningTwins, args: string[]) => Promise<Texts>;

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
async function send({ tribe }: RunningTwins, args: string[]): Promise<Texts> {
  const { values } = readOptions({ args, options: { tenant: text, customer: text, amount: text } });
  const tenant = required('--tenant', values.tenant, 'sandbox send --tenant lindeboom');
  const price = amountOf(values.amount ?? '100');
  const customer = values.customer ?? (await firstCustomer(tribe, tenant));
  const lines = [{ description: 'Try-out', quantity: 1, price, vatGroup: 'BE21' }];
  const order = { tenant, customer, subject: 'Try-out', lines };
  const { number } = madeInvoice.parse(await tribe('invoices', order));
  const net = Math.round(price * 100);
  return {
    nl: `Tribe: factuur ${number} van ${amountInWords(net, 'nl')} EUR en 21% btw werd verzonden naar ${customer}.`,
    fr: `Tribe\u00a0: la facture ${number} de ${amountInWords(net, 'fr')} EUR et 21\u00a0% de TVA a été envoyée à ${customer}.`,
    en: `Tribe: invoice ${number} of ${amountInWords(net, 'en')} EUR and 21% VAT was sent to ${customer}.`,
  };
}

/** A user of Tribe credits an invoice, as a whole or a share of it. */
async function credit({ tribe }: RunningTwins, args: string[]): Promise<Texts> {
  const { values } = readOptions({ args, options: { tenant: text, invoice: text, share: text } });
  const example = 'sandbox credit --tenant lindeboom --invoice 20260103 --share 0.5';
  const tenant = required('--tenant', values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  const share = values.share === undefined ? {} : { share: amountOf(values.share, '--share') };
  const made = madeInvoice.parse(await tribe('actions/credit', { tenant, invoice, ...share }));
  return {
    nl: `Tribe: creditnota ${made.number} werd verzonden voor factuur ${invoice}.`,
    fr: `Tribe\u00a0: la note de crédit ${made.number} a été envoyée pour la facture ${invoice}.`,
    en: `Tribe: credit note ${made.number} was sent for invoice ${invoice}.`,
  };
}

/** The customer pays a booked invoice: WinBooks books the money and matches it. */
async function pay({ winbooks }: RunningTwins, args: string[]): Promise<Texts> {
  const { values } = readOptions({
    args,
    options: { tenant: text, folder: text, invoice: text, amount: text },
  });
  const example = 'sandbox pay --tenant lindeboom --invoice 20260103';
  const tenant = required('--tenant', values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  const folder = values.folder ?? tenant.toUpperCase();
  const digits = Number(invoice.replaceAll(/\D/g, ''));
  const entries = ledger.parse(await winbooks(`ledger?folder=${encodeURIComponent(folder)}`));
  const [entry, another] = entries.filter(
    ({ docNumber, customer }) => docNumber === digits && customer !== null,
  );
  if (entry === undefined || another !== undefined)
    throw new BadInput(
      entry === undefined
        ? {
            nl: `Dossier ${folder} heeft geen document ${digits}.`,
            fr: `Le dossier ${folder} n’a pas de document ${digits}.`,
            en: `Folder ${folder} has no document ${digits}.`,
          }
        : {
            nl: `Dossier ${folder} heeft meer dan één document ${digits}.`,
            fr: `Le dossier ${folder} a plus d’un document ${digits}.`,
            en: `Folder ${folder} has more than one document ${digits}.`,
          },
    );
  const amount = values.amount === undefined ? {} : { amount: amountOf(values.amount) };
  const paid = z
    .object({ openCents: z.number() })
    .parse(await winbooks('pay', { folder, id: entry.id, ...amount }));
  const document = `${entry.journal} ${entry.docNumber}`;
  return {
    nl: `WinBooks: ${document} werd betaald; er staat ${amountInWords(paid.openCents, 'nl')} EUR open.`,
    fr: `WinBooks\u00a0: ${document} a été payé\u00a0; il reste ${amountInWords(paid.openCents, 'fr')} EUR ouverts.`,
    en: `WinBooks: ${document} was paid; ${amountInWords(paid.openCents, 'en')} EUR is open.`,
  };
}

/** A user of WinBooks locks a customer, or unlocks it. */
async function lock({ winbooks }: RunningTwins, args: string[]): Promise<Texts> {
  const options = { tenant: text, folder: text, customer: text, unlock: { type: 'boolean' } } as const;
  const { values } = readOptions({ args, options });
  const example = 'sandbox lock --tenant lindeboom --customer C1001';
  const tenant = required('--tenant', values.tenant, example);
  const code = required('--customer', values.customer, example);
  const locked = values.unlock !== true;
  await winbooks('lock-customer', { folder: values.folder ?? tenant.toUpperCase(), code, locked });
  return {
    nl: `WinBooks: klant ${code} is ${locked ? 'vergrendeld' : 'niet meer vergrendeld'}.`,
    fr: `WinBooks\u00a0: le client ${code} ${locked ? 'est bloqué' : 'n’est plus bloqué'}.`,
    en: `WinBooks: customer ${code} is ${locked ? 'locked' : 'unlocked'}.`,
  };
}

/** A user of WinBooks closes a period, or opens it again. */
async function closePeriod({ winbooks }: RunningTwins, args: string[]): Promise<Texts> {
  const options = { tenant: text, folder: text, month: text, reopen: { type: 'boolean' } } as const;
  const { values } = readOptions({ args, options });
  const example = 'sandbox close --tenant lindeboom --month 2026-09';
  const tenant = required('--tenant', values.tenant, example);
  const month = required('--month', values.month, example);
  const [, year, monthOfYear] = /^(\d{4})-(\d{2})$/.exec(month) ?? [];
  if (year === undefined) throw notOfTheForm(month, 'YYYY-MM', example);
  const closed = values.reopen !== true;
  const folder = values.folder ?? tenant.toUpperCase();
  await winbooks('close-period', { folder, year: Number(year), month: Number(monthOfYear), closed });
  return {
    nl: `WinBooks: de periode ${month} is ${closed ? 'afgesloten' : 'open'}.`,
    fr: `WinBooks\u00a0: la période ${month} est ${closed ? 'clôturée' : 'ouverte'}.`,
    en: `WinBooks: the period ${month} is ${closed ? 'closed' : 'open'}.`,
  };
}

/** WinBooks carries out the next bookings, and their answers are lost on the way. */
async function loseAnswer({ winbooks }: RunningTwins, args: string[]): Promise<Texts> {
  const { values } = readOptions({ args, options: { count: text } });
  const count = amountOf(values.count ?? '1', '--count');
  await winbooks('faults', { kind: 'drop-after', method: 'POST', path: 'GLTransHeader/', count });
  const isOne = count === 1;
  return {
    nl: `WinBooks: ${isOne ? 'het antwoord op de volgende boeking gaat' : `de antwoorden op de volgende ${count} boekingen gaan`} verloren nadat er geboekt is.`,
    fr: `WinBooks\u00a0: ${isOne ? 'la réponse à l’écriture suivante sera perdue' : `les réponses aux ${count} écritures suivantes seront perdues`} après la comptabilisation.`,
    en: `WinBooks: ${isOne ? 'the answer to the next booking' : `the answers to the next ${count} bookings`} will be lost after the entry is booked.`,
  };
}

/** Takes away every fault. */
async function heal({ tribe, winbooks }: RunningTwins, args: string[]): Promise<Texts> {
  readOptions({ args, options: {} });
  await Promise.all([tribe('faults', null), winbooks('faults', null)]);
  return {
    nl: 'Beide twins: er is geen fout meer ingesteld.',
    fr: 'Les deux twins\u00a0: plus aucune panne n’est prévue.',
    en: 'Both twins: no fault is left.',
  };
}

async function firstCustomer(tribe: RunningTwins['tribe'], tenant: string): Promise<string> {
  const all = relations.parse(await tribe(`relations?tenant=${encodeURIComponent(tenant)}`));
  const customer = all.find(
    ({ debtorNumber, roles }) =>
      debtorNumber !== null && roles.some(({ type, former }) => type.endsWith('_Customer') && !former),
  );
  if (customer?.debtorNumber == null)
    throw new BadInput({
      nl: `${tenant} heeft geen klant met een debiteurnummer.`,
      fr: `${tenant} n’a pas de client avec un numéro de débiteur.`,
      en: `${tenant} has no customer with a debtor number.`,
    });
  return customer.debtorNumber;
}

function amountOf(value: string, option = '--amount'): number {
  const amount = Number(value);
  if (!Number.isFinite(amount) || amount <= 0) throw notANumber(option);
  return amount;
}

const notANumber = (option: string): BadInput =>
  new BadInput({
    nl: `${option} moet een getal boven 0 zijn.`,
    fr: `${option} doit être un nombre supérieur à 0.`,
    en: `${option} must be a number above 0.`,
  });
