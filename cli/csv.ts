/**
 * A list as a file that a spreadsheet in Belgium opens by itself: RFC 4180 with `;` between the cells (Excel's separator there), decimal
 * commas, and a byte order mark for UTF-8.
 */
export type Cell = string | number | null | { readonly cents: number };

export const BYTE_ORDER_MARK = '\uFEFF';

/** One record with its end of line. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return (value.cents / 100).toFixed(2).replace('.', ',');
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A spreadsheet would carry out a text that begins like this; an apostrophe in front keeps it a text. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const QUOTED = /[;,"\t\r\n]|^\s|\s$/;
