import { type SwitchReader } from './switch-list';

/**
 * Names that the reference had to assume (winbooks-api §4.7, §4.8), and another spelling; null means that the field is
 * absent.
 */
const otherNames: Record<string, Record<string, string | null>> = {
  Vat: { Rate: 'Percentage', IsSale: null },
  Journal: { Type: 'JournalType' },
  BookYear: { StartDate: 'BeginDate', EndDate: 'FinishDate', IsClosed: 'Closed' },
  BookPeriod: { IsClosed: 'Closed' },
};

/** The name under which a stored field is shown, or null when it is hidden. */
export function shownName(model: string, field: string, position: SwitchReader): string | null {
  if (position('openNames') === 'assumed') return field;
  const name = otherNames[model]?.[field];
  return name === undefined ? field : name;
}

/** The stored field that a shown name means, or null when that name is not used. */
export function storedName(model: string, name: string, position: SwitchReader): string | null {
  const renamed = otherNames[model];
  if (position('openNames') === 'assumed' || renamed === undefined) return name;
  const field = Object.keys(renamed).find((key) => renamed[key] === name);
  return field ?? (Object.hasOwn(renamed, name) ? null : name);
}
