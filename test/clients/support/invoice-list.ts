import type { ScriptedAnswer, SeenRequest } from './scripted-vendor';

export interface ListedInvoice {
  readonly ID: string;
  readonly CreationDate: string | null;
  readonly LastMutationDate: string | null;
  readonly [field: string]: unknown;
}

type Field = 'CreationDate' | 'LastMutationDate';

/** An invoice as Tribe lists it, changed (or made, where it never was) at a moment. Epoch milliseconds. */
export function listedInvoice(id: string, created: number, changed: number | null): ListedInvoice {
  return {
    ID: id,
    Number: id,
    InvoiceDate: '2026-10-01',
    CreationDate: new Date(created).toISOString(),
    LastMutationDate: changed === null ? null : new Date(changed).toISOString(),
    Phase: { Code: 'Sent' },
  };
}

/**
 * Tribe's list of invoices as tribe-api §2.6 and §2.7 have it: filters by both dates, order, `$top`, `$skip` and `$count`. Quick
 * with hundreds of thousands of rows.
 */
export class InvoiceList {
  private readonly rows = new Map<string, ListedInvoice>();
  private ordered: Partial<Record<Field, readonly ListedInvoice[]>> = {};
  /** The rows of the last question: a reader asks for page after page of them. */
  private matched: { readonly question: string; readonly rows: readonly ListedInvoice[] } | null = null;
  /** Every page that was asked for: its filter and where it began. */
  readonly asked: string[] = [];
  /** Instead of a row, what the server sends. */
  readonly broken = new Map<string, unknown>();

  constructor(private readonly options: { readonly largestPage?: number; readonly counts?: boolean } = {}) {}

  put(row: ListedInvoice): void {
    this.rows.set(row.ID, row);
    this.forget();
  }

  delete(id: string): void {
    this.rows.delete(id);
    this.forget();
  }

  private forget(): void {
    this.ordered = {};
    this.matched = null;
  }

  all(): ReadonlyMap<string, ListedInvoice> {
    return this.rows;
  }

  answer(request: SeenRequest, now?: Date): ScriptedAnswer {
    const asked = new URL(request.url, 'http://x').searchParams;
    const filter = asked.get('$filter') ?? '';
    const skip = Number(asked.get('$skip'));
    this.asked.push(`${filter} from ${skip}`);
    const order = asked.get('$orderby') ?? '';
    const question = `${filter} by ${order}`;
    if (this.matched?.question !== question)
      this.matched = { question, rows: this.matching(filter, order.split(' ')[0] as Field) };
    const { rows } = this.matched;
    const top = Math.min(Number(asked.get('$top')), this.options.largestPage ?? Number.POSITIVE_INFINITY);
    return {
      ...(now === undefined ? {} : { headers: { date: now.toUTCString() } }),
      body: {
        ...(this.options.counts === false ? {} : { '@odata.count': rows.length }),
        value: rows
          .slice(skip, skip + top)
          .map((row) => (this.broken.has(row.ID) ? this.broken.get(row.ID) : row)),
      },
    };
  }

  private matching(filter: string, order: Field): readonly ListedInvoice[] {
    const from = (field: Field): number =>
      Date.parse(new RegExp(`${field} ge (\\S+?Z)`).exec(filter)?.[1] ?? '');
    const rows = this.inOrder(order);
    const isSince = (row: ListedInvoice, field: Field): boolean => at(row, field) >= from(field);
    if (filter.includes(' or (LastMutationDate ge'))
      return rows.filter((row) => isSince(row, 'CreationDate') || isSince(row, 'LastMutationDate'));
    if (filter.startsWith('LastMutationDate ge')) return rows.slice(firstSince(rows, order, from(order)));
    const before = /LastMutationDate lt (\S+?Z)/.exec(filter)?.[1];
    const since = rows.slice(firstSince(rows, order, from(order)));
    return before === undefined
      ? since
      : since.filter(
          (row) => row.LastMutationDate === null || at(row, 'LastMutationDate') < Date.parse(before),
        );
  }

  private inOrder(field: Field): readonly ListedInvoice[] {
    this.ordered[field] ??= [...this.rows.values()].sort(
      (one, other) => at(one, field) - at(other, field) || (one.ID < other.ID ? -1 : 1),
    );
    return this.ordered[field];
  }
}

/** Nulls first. */
const at = (row: ListedInvoice, field: Field): number =>
  row[field] === null ? Number.NEGATIVE_INFINITY : Date.parse(row[field]);

function firstSince(rows: readonly ListedInvoice[], field: Field, since: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && at(row, field) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}
