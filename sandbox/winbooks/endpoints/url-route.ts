import { modelOfSegment } from '../models/model-catalogue';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';

/** The meaning of a URL below `/app/` (winbooks-api §3.2). */
export type Route =
  | { kind: 'one'; model: ObjectModel; key: string | null; folder: string }
  | { kind: 'many'; model: ObjectModel; folder: string }
  | { kind: 'criteria'; model: ObjectModel; folder: string };

/** Reads a raw path with any prefix before `/app/`; null when it is not a URL of the object API. */
export function routeOf(path: string): Route | null {
  const start = path.indexOf('/app/');
  if (start < 0) return null;
  const segments = path
    .slice(start + 5)
    .split('/')
    .map(decode);
  const [name = '', ...rest] = segments;
  const found = modelOfSegment(name);
  if (found === null) return null;
  const { model, isPlural } = found;
  const folderAt = rest.lastIndexOf('Folder');
  const folder = rest[folderAt + 1];
  if (folderAt < 0 || folder === undefined || folder === '') return null;
  const before = rest.slice(0, folderAt);
  const after = rest.slice(folderAt + 2);
  if (!isPlural && before.length <= 1 && after.length === 0) {
    return { kind: 'one', model, key: before[0] ?? null, folder };
  }
  if (isPlural && before.length === 0) {
    if (after.length === 0) return { kind: 'many', model, folder };
    if (after.length === 1 && after[0] === 'ExecuteCriteria') return { kind: 'criteria', model, folder };
  }
  return null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'The URL is not valid UTF-8.');
  }
}

/** A query option; the documentation writes their names in more than one case. */
export function queryOption(rawQuery: string, name: string): string | null {
  for (const [key, value] of new URLSearchParams(rawQuery)) {
    if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return null;
}
