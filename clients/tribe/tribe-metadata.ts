import { XMLParser } from 'fast-xml-parser';
import type { TribeConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { odataUrl, readTribe, sendGet } from './tribe-session';

/** Property names, inherited ones included, by entity set and by entity type. Dots in names become underscores. */
export type TribeMetadata = ReadonlyMap<string, ReadonlySet<string>>;

/** One entity type, from either notation. */
interface DeclaredType {
  readonly name: string;
  readonly baseType: string | null;
  readonly properties: readonly string[];
}

interface Declarations {
  readonly types: readonly DeclaredType[];
  readonly sets: readonly { readonly name: string; readonly type: string }[];
}

/** What the organisation's API offers, from `$metadata` as XML, else as JSON (tribe-api §2.1). */
export const readMetadata = (connection: TribeConnection): Promise<Outcome<TribeMetadata>> =>
  readTribe(connection, async (session) => {
    const url = odataUrl(connection, '$metadata');
    const answer = await sendGet(session, url, 'application/xml, application/json;q=0.9', 'text');
    const declared = answer.kind === 'ok' ? parseMetadata(answer.value.json) : null;
    if (declared) return ok(declared);
    if (answer.kind !== 'ok' && answer.kind !== 'refused') return answer;
    const asJson = await sendGet(
      session,
      odataUrl(connection, '$metadata', { format: 'json' }),
      'application/json',
      'text',
    );
    if (asJson.kind !== 'ok') return asJson;
    const metadata = parseMetadata(asJson.value.json);
    return metadata ? ok(metadata) : { kind: 'unknown', reason: '$metadata: neither XML nor JSON of OData' };
  });

/** The candidates for the invoice date, most likely first (tribe-api §6 G1). */
const DATE_FIELDS = ['InvoiceDate', 'Date', 'Start'] as const;
export type InvoiceDateField = (typeof DATE_FIELDS)[number];

/** The field with the invoice date; null means that nothing may be booked (tribe-api §6 G1). */
export function resolveInvoiceDateField(metadata: TribeMetadata): InvoiceDateField | null {
  const properties = metadata.get('Activity_Invoice');
  return DATE_FIELDS.find((name) => properties?.has(name)) ?? null;
}

function parseMetadata(text: unknown): TribeMetadata | null {
  if (typeof text !== 'string' || text === '') return null;
  try {
    const declared = text.startsWith('{') ? declaredInJson(JSON.parse(text)) : declaredInXml(text);
    return declared.types.length > 0 ? resolve(declared) : null;
  } catch {
    return null;
  }
}

const LISTS = ['Schema', 'EntityType', 'Property', 'EntitySet'];

function declaredInXml(text: string): Declarations {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    processEntities: false,
    isArray: (name, _, __, isAttribute) => !isAttribute && LISTS.includes(name),
  });
  const document: unknown = parser.parse(text);
  const services = child(child(document, 'Edmx'), 'DataServices');
  const schemas = children(services, 'Schema');
  const types = schemas.flatMap((schema) =>
    children(schema, 'EntityType').map((type) => ({
      name: qualified(textOf(schema['Namespace']), textOf(type['Name'])),
      baseType: textOf(type['BaseType']),
      properties: children(type, 'Property').flatMap((property) => textOf(property['Name']) ?? []),
    })),
  );
  const sets = schemas
    .flatMap((schema) => children(child(schema, 'EntityContainer'), 'EntitySet'))
    .flatMap((set) => setOf(textOf(set['Name']), textOf(set['EntityType'])));
  return { types, sets };
}

const child = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

function children(value: unknown, name: string): VendorRecord[] {
  const list = child(value, name);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** OData's JSON notation: namespaces are members, and `$Kind` marks what they declare. */
function declaredInJson(document: unknown): Declarations {
  const types: DeclaredType[] = [];
  const sets: { name: string; type: string }[] = [];
  for (const [namespace, schema] of members(document)) {
    for (const [name, declared] of members(schema)) {
      if (declared['$Kind'] === 'EntityType') {
        const properties = members(declared)
          .filter(([, property]) => property['$Kind'] !== 'NavigationProperty')
          .map(([property]) => property);
        types.push({ name: qualified(namespace, name), baseType: textOf(declared['$BaseType']), properties });
      } else if (declared['$Kind'] === 'EntityContainer') {
        sets.push(...members(declared).flatMap(([set, body]) => setOf(set, textOf(body['$Type']))));
      }
    }
  }
  return { types, sets };
}

const members = (value: unknown): [string, VendorRecord][] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, member]): [string, VendorRecord][] =>
        isRecord(member) && !/^[$@]/.test(name) ? [[name, member]] : [],
      )
    : [];

const qualified = (namespace: string | null, name: string | null): string =>
  `${namespace ?? ''}.${name ?? ''}`;

const setOf = (name: string | null, type: string | null): { name: string; type: string }[] =>
  name === null || type === null ? [] : [{ name, type }];

function resolve({ types, sets }: Declarations): TribeMetadata {
  const byName = new Map(types.map((type) => [type.name, type]));
  const byShortName = new Map(types.map((type) => [shortName(type.name), type]));
  const find = (name: string): DeclaredType | undefined =>
    byName.get(name) ?? byShortName.get(shortName(name));
  const propertiesOf = (type: DeclaredType | undefined, depth = 0): string[] =>
    !type || depth > 20
      ? []
      : [
          ...propertiesOf(type.baseType === null ? undefined : find(type.baseType), depth + 1),
          ...type.properties,
        ];
  const metadata = new Map<string, ReadonlySet<string>>();
  for (const type of types) {
    const properties = new Set(propertiesOf(type));
    metadata.set(type.name.replaceAll('.', '_'), properties);
    metadata.set(shortName(type.name), properties);
  }
  for (const set of sets) metadata.set(set.name, new Set(propertiesOf(find(set.type))));
  return metadata;
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
