/** The known word that was probably meant: two slips at most, one for a word of less than six letters; null when none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const allowed = word.length < 6 ? 1 : 2;
  const near = known
    .map((candidate) => ({ candidate, slips: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((one, other) => one.slips - other.slips);
  return near[0]?.candidate ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = cell(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
          ? cell(i - 2, j - 2) + 1
          : replaced;
      rows[i]?.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced, swapped));
    }
  }
  return cell(one.length, other.length);
}
