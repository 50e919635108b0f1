import type { BooksCompared } from '../actions/compare-books';
import type { Language } from '../domain/issues/texts/text-types';
import type { ControlTotal, ControlTotals } from '../domain/tie-out/control-totals';
import type { DifferenceSide, TieOutDifference } from '../domain/tie-out/tie-out-records';
import { csvLine, type Cell } from './csv';
import { amountInWords } from './words/amounts';
import { TIE_OUT_WORDS } from './words/tie-out-words';

const FIELDS = ['netCents', 'vatCents', 'grossCents', 'openCents'] as const;

/** A tie-out for the screen: what it comes to, the control totals, and a line per difference. */
export function tieOutInWords(compared: BooksCompared, language: Language): string {
  const words = TIE_OUT_WORDS[language];
  const { differences, totals } = compared;
  const lines = [summaryOf(compared, language), ''];
  for (const total of totals) lines.push(...totalLines(total, language));
  for (const difference of differences) lines.push(`  ${differenceLine(difference, language)}`);
  return [...lines, ...(totals.length > 0 ? [words.openNote] : [])].join('\n');
}

/** One sentence or two. */
export function summaryOf({ agrees, differences, run }: BooksCompared, language: Language): string {
  const words = TIE_OUT_WORDS[language];
  const result = agrees
    ? words.agrees
    : words.differs(differences.filter(({ code }) => code !== 'phase').length);
  const { appeared, resolved } = run;
  return appeared === null || resolved === null || appeared + resolved === 0
    ? result
    : `${result} ${words.since(appeared, resolved)}`;
}

function totalLines(
  { journal, month, vatCode, tribe, winbooks }: ControlTotal,
  language: Language,
): string[] {
  const words = TIE_OUT_WORDS[language];
  const name = `${(month ?? '–').padEnd(8)}${(journal ?? '–').padEnd(7)}${(vatCode ?? words.noVatCode).padEnd(9)}`;
  const line = (side: string, { count, ...amounts }: ControlTotals): string =>
    `${side.padEnd(9)}${String(count).padStart(6)}${FIELDS.map((field) => amountInWords(amounts[field], language).padStart(15)).join('')}`;
  return [`${name}${line('Tribe', tribe)}`, `${' '.repeat(name.length)}${line('WinBooks', winbooks)}`];
}

function differenceLine(
  { code, invoice, document, tribe, winbooks }: TieOutDifference,
  language: Language,
): string {
  const words = TIE_OUT_WORDS[language];
  const sides = [
    tribe === null ? null : `Tribe ${sideInWords(tribe, language)}`,
    winbooks === null ? null : `WinBooks ${sideInWords(winbooks, language)}`,
  ];
  const names = [invoice, document].filter((name) => name !== null).join(' · ');
  return `${names}: ${words.codes[code]} (${sides.filter((side) => side !== null).join('; ')})`;
}

const sideInWords = (
  { date, customer, grossCents, phase, state }: DifferenceSide,
  language: Language,
): string =>
  [date, customer, grossCents === null ? null : amountInWords(grossCents, language), phase, state]
    .filter((part) => part !== null)
    .join(', ');

/** The tie-out as a file for a spreadsheet: the totals, an empty line, the differences. */
export function tieOutCsv({ totals, differences }: BooksCompared, language: Language): string {
  const { columns, codes, noVatCode } = TIE_OUT_WORDS[language];
  const amounts = [columns.net, columns.vat, columns.gross, columns.open];
  const lines: readonly (readonly Cell[])[] = [
    [columns.month, columns.journal, columns.vatCode, columns.side, columns.count, ...amounts],
    ...totals.flatMap((total) => [
      totalCells(total, 'tribe', noVatCode),
      totalCells(total, 'winbooks', noVatCode),
    ]),
    [],
    [
      columns.why,
      columns.invoice,
      columns.document,
      columns.side,
      columns.date,
      columns.customer,
      columns.gross,
      columns.reason,
    ],
    ...differences.flatMap(({ code, invoice, document, tribe, winbooks }) =>
      (
        [
          ['Tribe', tribe],
          ['WinBooks', winbooks],
        ] as const
      ).flatMap(([name, side]) =>
        side === null ? [] : [[codes[code], invoice, document, name, ...sideCells(side)]],
      ),
    ),
  ];
  return lines.map(csvLine).join('');
}

function totalCells(total: ControlTotal, side: 'tribe' | 'winbooks', noVatCode: string): readonly Cell[] {
  const { count, ...amounts } = total[side];
  const name = side === 'tribe' ? 'Tribe' : 'WinBooks';
  return [
    total.month,
    total.journal,
    total.vatCode ?? noVatCode,
    name,
    count,
    ...FIELDS.map((field) => ({ cents: amounts[field] })),
  ];
}

const sideCells = ({ date, customer, grossCents, phase, state }: DifferenceSide): readonly Cell[] => [
  date,
  customer,
  grossCents === null ? null : { cents: grossCents },
  [phase, state].filter((part) => part !== null).join(', '),
];
