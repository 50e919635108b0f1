import type { BenchResult, CellResult } from './main';

const WIDTHS = [8, 7, 8, 11, 9, 7, 6, 10, 10, 11, 10];
const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => String(cell).padStart(WIDTHS[index] ?? 10)).join('');

export const HEADING = row([
  'rtt ms',
  'WB/T',
  'n',
  'product s',
  'bare s',
  'ratio',
  'goal',
  'calls/inv',
  'bare c/i',
  'events/inv',
  'RSS MB',
]);

/** One line of the table: medians of the times, the median of the paired ratios. */
export function cellLine({ roundTripMs, budgets, invoices, pairs, ratio, goal }: CellResult): string {
  const worst = (pick: (pair: CellResult['pairs'][number]) => number): number => Math.max(...pairs.map(pick));
  const line = row([
    roundTripMs,
    `${budgets.winbooks}/${budgets.tribe}`,
    `${invoices}×${pairs.length}`,
    seconds(pairs.map(({ product }) => product.ms)),
    seconds(pairs.map(({ bare }) => bare.ms)),
    ratio.toFixed(2),
    goal ?? '–',
    worst(({ product }) => product.calls.perInvoice).toFixed(2),
    worst(({ bare }) => bare.calls.perInvoice).toFixed(2),
    worst(({ product }) => product.events.most),
    Math.round(worst(({ product }) => product.workerRssBytes) / 2 ** 20),
  ]);
  const wrong = pairs.flatMap(({ product, bare }) => [
    ...product.wrong.map((words) => `product: ${words}`),
    ...bare.wrong.map((words) => `bare loop: ${words}`),
    ...(product.calls.failed > 0 ? [`product: ${product.calls.failed} calls failed`] : []),
    ...(bare.calls.failed > 0 ? [`bare loop: ${bare.calls.failed} calls failed`] : []),
  ]);
  return [line, ...wrong.map((words) => `         ! ${words}`)].join('\n');
}

/** What the table does not show: each pair's ratio, the calls by kind, and the idle tenant. */
export function summary({ cells, idle }: BenchResult): string {
  const [last] = cells.slice(-1);
  const lines = [
    '',
    ...cells.map(
      ({ roundTripMs, budgets, pairs }) =>
        `ratios at ${roundTripMs} ms, ${budgets.winbooks}/${budgets.tribe}: ${pairs.map(({ ratio }) => ratio.toFixed(2)).join(' ')}`,
    ),
    ...(last?.pairs ?? [])
      .slice(-1)
      .flatMap(({ product, bare }) => [
        `calls per invoice, product:   ${JSON.stringify(product.calls.kinds)}`,
        `calls per invoice, bare loop: ${JSON.stringify(bare.calls.kinds)}`,
        `history events per invoice: ${product.events.mean.toFixed(2)} on average, ${product.events.most} at most (goal 13)`,
      ]),
  ];
  if (idle !== null)
    lines.push(
      `idle events per tenant-day: ${idle.perTenantDay.toFixed(1)} (goal 20), observed for ${idle.seconds} s: ${idle.derivation}`,
    );
  return lines.join('\n');
}

function seconds(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) / 1000).toFixed(2);
}
