import {
  linkedId,
  numberOf,
  textOf,
  withValues,
  type Scalar,
  type StoredRecord,
} from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type WriteUnit } from '../records/write-unit';
import { invoiceOfLine } from './invoice-totals';

/**
 * A line takes price, text and VAT group from its product unless it states them, and stores the percentage of its VAT
 * group.
 */
export function completeLine(tenant: Tenant, unit: WriteUnit, line: StoredRecord): void {
  const productId = linkedId(line, 'Product');
  const product = productId === null ? null : unit.get(productId);
  const vatGroupId = linkedId(line, 'VatGroup') ?? (product === null ? null : linkedId(product, 'VatGroup'));
  const invoice = invoiceOfLine(unit, line);
  const currency = textOf(line, 'Currency') ?? textOf(invoice, 'Currency') ?? tenant.facts.baseCurrency;
  const rate = tenant.facts.exchangeRates[currency] ?? 1;
  const price = numberOf(line, 'Price') ?? numberOf(product, 'SalesPrice') ?? 0;
  const previous = tenant.records.get(line.id);
  const isPriceNew = previous === null || numberOf(previous, 'Price') !== numberOf(line, 'Price');
  const isGivenInCurrency = previous === null && numberOf(line, 'PriceInCurrency') !== null;
  const values: Record<string, Scalar> = {
    Description: textOf(line, 'Description') ?? textOf(product, 'Name'),
    Quantity: numberOf(line, 'Quantity') ?? 1,
    Price: price,
    PriceInCurrency: isPriceNew && !isGivenInCurrency ? price * rate : numberOf(line, 'PriceInCurrency'),
    Currency: currency,
    VatPercentage: vatGroupId === null ? null : numberOf(unit.get(vatGroupId), 'Percentage'),
    SortIndex: numberOf(line, 'SortIndex') ?? nextSortIndex(unit, line),
  };
  const links = vatGroupId === null ? line.links : { ...line.links, VatGroup: vatGroupId };
  unit.put({ ...withValues(line, values), links });
}

function nextSortIndex(unit: WriteUnit, line: StoredRecord): number {
  const parent = linkedId(line, 'Activity');
  const siblings = parent === null ? [] : unit.pointingTo('Activity', parent);
  return Math.max(0, ...siblings.map((sibling) => numberOf(sibling, 'SortIndex') ?? 0)) + 1;
}
