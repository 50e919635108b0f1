import { type FolderWriter } from '../folder/folder-records';
import { type FolderSeed } from './seed-order';

/**
 * Book years with their periods: 0 opening, one per month, the last one closing; both share the year and month of their
 * neighbour (winbooks-api §4.8). Journals exist once per book year.
 */
export function seedBookYears(
  writer: FolderWriter,
  bookYears: NonNullable<FolderSeed['bookYears']>,
  closedPeriods: NonNullable<FolderSeed['closedPeriods']>,
  journals: NonNullable<FolderSeed['journals']>,
): void {
  for (const { code, start, end, closed = false } of bookYears) {
    const year = writer.insert(
      'BookYear',
      { Code: code, Name: `Boekjaar ${code}`, StartDate: start, EndDate: end, IsClosed: closed },
      code,
    );
    const months = monthsBetween(start, end);
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) throw new Error(`book year ${code} ends before it starts`);
    const periods = [first, ...months, last];
    periods.forEach((month, number) => {
      const isClosed = closedPeriods.some((each) => each.year === month.year && each.month === month.month);
      const fields = {
        BookYear_Id: year.Id,
        RelatedYear: month.year,
        RelatedMonth: month.month,
        Number: number,
        Name: periodName(number, periods.length - 1, month),
        IsClosed: closed || isClosed,
      };
      writer.insert('BookPeriod', fields, `${code}/${number}`);
    });
    for (const journal of journals) {
      const fields = { Code: journal.code, Name: journal.name, Type: journal.type, BookYear_Id: year.Id };
      writer.insert('Journal', fields, `${code}/${journal.code}`);
    }
  }
}

function periodName(number: number, last: number, month: { year: number; month: number }): string {
  if (number === 0) return 'Opening';
  return number === last ? 'Afsluiting' : `${month.year}-${String(month.month).padStart(2, '0')}`;
}

function monthsBetween(start: string, end: string): { year: number; month: number }[] {
  const months: { year: number; month: number }[] = [];
  let [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  while (`${year}-${String(month).padStart(2, '0')}` <= end.slice(0, 7)) {
    months.push({ year, month });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
