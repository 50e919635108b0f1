import type { PlayedPosition } from './play-position';

/** The table of what happened, one line per position, wrong ones with what is wrong. */
export function outcomeTable(played: readonly PlayedPosition[]): string {
  const rows = played.flatMap(({ side, name, position, outcome, problems, seconds }) => [
    [problems.length === 0 ? 'ok   ' : 'WRONG', side, name, position, `${seconds} s`, outcome] as const,
    ...problems.map((problem) => ['     ', '', '', '', '', `! ${problem}`] as const),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
