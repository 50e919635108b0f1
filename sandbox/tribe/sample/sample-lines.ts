import { type InvoiceSeed } from '../seed/seed-format';

type Line = InvoiceSeed['lines'][number];

/** A line; without `product` it is free text. */
export function line(
  description: string,
  quantity: number,
  price: number,
  vatGroup: string,
  product?: string,
): Line {
  return { description, quantity, price, vatGroup, ...(product === undefined ? {} : { product }) };
}

/** An invoice that was sent, with the first line as its subject. */
export function invoice(
  customer: string,
  number: string,
  date: string,
  lines: Line[],
  phase: 'Sent' | 'Paid' = 'Sent',
): InvoiceSeed {
  return { customer, number, date, phase, subject: lines[0]?.description, lines };
}
