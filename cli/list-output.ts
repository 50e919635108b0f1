import type { Refusal } from '../actions/action';
import { eachPage, type Page, type PageRequest } from '../actions/page';
import { BadInput } from './bad-input';
import { BYTE_ORDER_MARK, csvLine, type Cell } from './csv';

/** Where a list goes, a page at a time, so that a list of any length needs little memory. */
export interface ListOutput<Item> {
  readonly show: (items: readonly Item[]) => void;
  /** After the last page; `next` is where a list goes on that is shown in part. */
  readonly end: (next?: string | null) => void;
}

/** One JSON array on one line, between `before` and `after`. */
export function jsonOutput<Item>(
  listing: (item: Item) => unknown,
  around: { readonly before: string; readonly after: (next: string | null) => string } = {
    before: '',
    after: () => '',
  },
): ListOutput<Item> {
  let separator = `${around.before}[`;
  return {
    show: (items) => {
      for (const item of items) {
        process.stdout.write(`${separator}${JSON.stringify(listing(item))}`);
        separator = ',';
      }
    },
    end: (next = null) =>
      void process.stdout.write(`${separator === ',' ? '' : separator}]${around.after(next)}\n`),
  };
}

/** The whole list as an array; with a limit one page of it, as an object that tells the cursor of the next. */
export function pagedJsonOutput<Item>(
  name: string,
  listing: (item: Item) => unknown,
  limit: number | undefined,
): ListOutput<Item> {
  if (limit === undefined) return jsonOutput(listing);
  return jsonOutput(listing, {
    before: `{"${name}":`,
    after: (next) => `,"next":${JSON.stringify(next)}}`,
  });
}

/** Shows a list from `after` to its end, or one page of it where there is a limit. Null when done; else why it could not be read. */
export async function showList<Item>(
  read: (request: PageRequest) => Promise<Page<Item> | Refusal>,
  output: ListOutput<Item>,
  { limit, after }: { readonly limit: number | undefined; readonly after: string | null },
): Promise<Refusal | null> {
  if (limit === undefined) {
    const refusal = await eachPage((place) => read({ after: place }), output.show, after);
    if (refusal === null) output.end();
    return refusal;
  }
  const page = await read({ after, limit });
  if (!page.ok) return page;
  output.show(page.items);
  output.end(page.next);
  return null;
}

/** A file for a spreadsheet; an item may have several rows. */
export function csvOutput<Item>(
  headings: readonly string[],
  rows: (item: Item) => readonly (readonly Cell[])[],
): ListOutput<Item> {
  let heading = BYTE_ORDER_MARK + csvLine(headings);
  const begin = (): void => {
    process.stdout.write(heading);
    heading = '';
  };
  return {
    show: (items) => {
      begin();
      for (const item of items) process.stdout.write(rows(item).map(csvLine).join(''));
    },
    end: begin,
  };
}

/** Lines for people, under a heading. */
export function lineOutput<Item>(
  heading: string | null,
  lines: (item: Item) => readonly string[],
  whenEmpty: string | null = null,
): ListOutput<Item> {
  let isEmpty = true;
  let above = heading;
  const begin = (): void => {
    if (above !== null) process.stdout.write(`${above}\n`);
    above = null;
  };
  return {
    show: (items) => {
      if (items.length > 0 || whenEmpty === null) begin();
      for (const line of items.flatMap(lines)) process.stdout.write(`${line}\n`);
      isEmpty &&= items.length === 0;
    },
    end: () => {
      if (isEmpty && whenEmpty !== null) process.stdout.write(`${whenEmpty}\n`);
    },
  };
}

/** Which of the forms a list is asked for in. Throws `BadInput` when it is both. */
export function formOption(given: {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
}) {
  if (given.json && given.csv)
    throw new BadInput({
      nl: 'Kies --json of --csv, niet beide.',
      fr: 'Choisissez --json ou --csv, pas les deux.',
      en: 'Choose --json or --csv, not both.',
    });
  return given.json ? 'json' : given.csv ? 'csv' : 'text';
}
