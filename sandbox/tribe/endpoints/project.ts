import { type NavigationDefinition } from '../model/entity-type';
import { readProperty, type View } from '../service/computed-values';
import { linkedId, type StoredRecord } from '../records/stored-record';
import { passes, sortRecords } from './evaluate';
import { type ExpandItem, type QueryOptions } from '../odata/query-options';
import { type JsonObject } from '../odata/read-body';
import { modelNamespace } from '../model/schema';

/** The records behind a navigation. */
export function related(view: View, record: StoredRecord, link: NavigationDefinition): StoredRecord[] {
  if (!link.collection) {
    const id = linkedId(record, link.key);
    const target = id === null ? null : view.reader.get(id);
    return target === null ? [] : [target];
  }
  if (link.inverse.length === 0) {
    const ids = record.links[link.key];
    return Array.isArray(ids) ? (ids as readonly string[]).flatMap((id) => view.reader.get(id) ?? []) : [];
  }
  const family = view.schema.family(link.target);
  const pointing = link.inverse.flatMap((key) => view.reader.pointingTo(key, record.id));
  return pointing.filter((candidate) => family.includes(candidate.type));
}

/** The rows that a query selects: filtered and sorted, not yet cut to a page. */
export function matching(view: View, records: StoredRecord[], options: QueryOptions): StoredRecord[] {
  const { filter } = options;
  const passing = filter === null ? records : records.filter((record) => passes(view, record, filter));
  return sortRecords(view, passing, options.orderBy);
}

/**
 * A record as JSON. `ID` is always included, `@odata.id` only when `$select` left it out, `@odata.type` when the record
 * is of a type derived from the declared one, and navigations only when expanded (tribe-api §2.2, §2.5).
 */
export function project(
  view: View,
  record: StoredRecord,
  declaredType: string,
  options: QueryOptions,
): JsonObject {
  const { select, expand } = options;
  const json: JsonObject = {};
  if (record.type !== declaredType) json['@odata.type'] = `#${modelNamespace}.${record.type}`;
  if (select !== null && !select.includes('ID')) json['@odata.id'] = `${record.type}(${record.id})`;
  for (const property of view.schema.get(record.type).properties) {
    if (!isShown(record, property.name, select)) continue;
    json[property.name] = readProperty(view, record, property);
  }
  for (const item of expand) projectExpanded(view, record, declaredType, item, json);
  return json;
}

/** The bytes of a file are included only when asked for by name (tribe-api §2.12). */
function isShown(record: StoredRecord, name: string, select: string[] | null): boolean {
  if (select === null) return !(record.type === 'File' && name === 'Data');
  return name === 'ID' || select.includes(name);
}

function projectExpanded(
  view: View,
  record: StoredRecord,
  declaredType: string,
  item: ExpandItem,
  json: JsonObject,
): void {
  const link = view.schema.navigation(declaredType, item.navigation);
  if (link === null) return;
  const { options } = item;
  const targets = related(view, record, link);
  if (!link.collection) {
    const [target] = targets;
    json[link.name] = target === undefined ? null : project(view, target, link.target, options);
    return;
  }
  const rows = matching(view, targets, options);
  if (options.count) json[`${link.name}@odata.count`] = rows.length;
  const page = rows.slice(options.skip, options.top === null ? undefined : options.skip + options.top);
  json[link.name] = page.map((row) => project(view, row, link.target, options));
}
