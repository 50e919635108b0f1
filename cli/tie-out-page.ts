import type { BooksCompared } from '../actions/compare-books';
import type { Language } from '../domain/issues/texts/text-types';
import type { ControlTotal, ControlTotals } from '../domain/tie-out/control-totals';
import type { DifferenceSide, TieOutDifference } from '../domain/tie-out/tie-out-records';
import { summaryOf } from './tie-out-table';
import { amountInWords } from './words/amounts';
import { momentInWords } from './words/moments';
import { TIE_OUT_WORDS } from './words/tie-out-words';

const FIELDS = ['netCents', 'vatCents', 'grossCents', 'openCents'] as const;

/** One page for the accountant, which prints on A4 and needs nothing from a network. */
export function tieOutPage(tenant: string, compared: BooksCompared, language: Language): string {
  const words = TIE_OUT_WORDS[language];
  const at = compared.run.endedAt ?? compared.run.beganAt;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title(tenant))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(words.title(tenant))}</h1>
<p>${escaped(words.question)}</p>
<p class="${compared.agrees ? 'agrees' : 'differs'}">${escaped(summaryOf(compared, language))}</p>
<p>${escaped(words.comparedAt(momentInWords(at, language)))}</p>
<h2>${escaped(words.totals)}</h2>
${totalsTable(compared.totals, language)}
<p class="note">${escaped(words.openNote)}</p>
${compared.differences.length === 0 ? '' : `<h2>${escaped(words.differences)}</h2>\n${differencesTable(compared.differences, language)}`}
</body>
</html>
`;
}

const STYLE = `
@page { size: A4 landscape; margin: 12mm }
body { font: 10pt/1.4 system-ui, sans-serif; color: #111; margin: 2em }
h1 { font-size: 16pt; margin: 0 } h2 { font-size: 12pt; margin: 1.5em 0 .4em }
table { border-collapse: collapse; width: 100% }
thead { display: table-header-group } tr { break-inside: avoid }
th, td { text-align: left; padding: .25em .6em; border-bottom: 1px solid #ccc; vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.agrees { font-weight: 600 } .differs { font-weight: 600; border-left: 4px solid #b00; padding-left: .6em }
.off { background: #fde8e8 } .note { color: #555 }
@media print { body { margin: 0 } .off { print-color-adjust: exact } }
`;

function totalsTable(totals: readonly ControlTotal[], language: Language): string {
  const { columns, noVatCode } = TIE_OUT_WORDS[language];
  const { month, journal, vatCode, side, count, net, vat, gross, open } = columns;
  const cells = (amounts: ControlTotals): string =>
    `<td class="number">${amounts.count}</td>${FIELDS.map((field) => `<td class="number">${escaped(amountInWords(amounts[field], language))}</td>`).join('')}`;
  const rows = totals.map((total) => {
    const mark = isOff(total) ? ' class="off"' : '';
    const names = [total.month ?? '–', total.journal ?? '–', total.vatCode ?? noVatCode]
      .map((name) => `<td rowspan="2">${escaped(name)}</td>`)
      .join('');
    return `<tr${mark}>${names}<td>Tribe</td>${cells(total.tribe)}</tr><tr${mark}><td>WinBooks</td>${cells(total.winbooks)}</tr>`;
  });
  return table([month, journal, vatCode, side, count, net, vat, gross, open], 4, rows);
}

/** The open balance is left out: the two sides know different things of it. */
const isOff = ({ tribe, winbooks }: ControlTotal): boolean =>
  (['count', 'netCents', 'vatCents', 'grossCents'] as const).some(
    (field) => tribe[field] !== winbooks[field],
  );

function differencesTable(differences: readonly TieOutDifference[], language: Language): string {
  const { columns, codes } = TIE_OUT_WORDS[language];
  const { why, invoice, document, side, date, customer, gross, reason } = columns;
  const rows = differences.flatMap((difference) => {
    const sides = (
      [
        ['Tribe', difference.tribe],
        ['WinBooks', difference.winbooks],
      ] as const
    ).flatMap(([name, each]) => (each === null ? [] : [`<td>${name}</td>${sideCells(each, language)}`]));
    const names = [codes[difference.code], difference.invoice ?? '–', difference.document ?? '–']
      .map((name) => `<td rowspan="${sides.length}">${escaped(name)}</td>`)
      .join('');
    return sides.map((cells, index) => `<tr>${index === 0 ? names : ''}${cells}</tr>`);
  });
  return table([why, invoice, document, side, date, customer, gross, reason], 6, rows);
}

const sideCells = (
  { date, customer, grossCents, phase, state }: DifferenceSide,
  language: Language,
): string =>
  `<td>${escaped(date ?? '–')}</td><td>${escaped(customer ?? '–')}</td><td class="number">${escaped(
    grossCents === null ? '–' : amountInWords(grossCents, language),
  )}</td><td>${escaped([phase, state].filter((part) => part !== null).join(', '))}</td>`;

function table(headings: readonly string[], firstNumber: number, rows: readonly string[]): string {
  const cells = headings.map(
    (heading, index) => `<th${index >= firstNumber ? ' class="number"' : ''}>${escaped(heading)}</th>`,
  );
  return `<table>\n<thead><tr>${cells.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
