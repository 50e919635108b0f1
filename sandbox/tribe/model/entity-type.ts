export type PropertyType =
  'Edm.String' | 'Edm.Double' | 'Edm.Int32' | 'Edm.Boolean' | 'Edm.Guid' | 'Edm.Date' | 'Edm.DateTimeOffset';

/** A field of a type. `key` is its name in the twin's storage, `name` its name in the API. */
export interface PropertyDefinition {
  name: string;
  key: string;
  type: PropertyType;
  /** Set by Tribe only: a write that names it is ignored. */
  computed: boolean;
}

/**
 * A link of a type. A collection is stored at the other end, in the links `inverse`; without any, the ids are stored
 * here.
 */
export interface NavigationDefinition {
  name: string;
  key: string;
  target: string;
  collection: boolean;
  inverse: string[];
  /** The links of a record created through this one that point back to its creator. */
  back: string[];
  computed: boolean;
}

/** One entity type; its name is the name of its set, underscored (tribe-api §2.3). */
export interface EntityType {
  name: string;
  base: string | null;
  /** A base or intermediate set: read, update and delete by id, never create (tribe-api §2.1). */
  abstract: boolean;
  /** False for types that are reached only through others. */
  hasSet: boolean;
  properties: PropertyDefinition[];
  navigations: NavigationDefinition[];
  /** Properties that a create must contain. */
  required: string[];
}

/** `Name:String` pairs, with `!` for a computed field: the notation of the type files. */
export function fields(text: string): PropertyDefinition[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', rest = 'String'] = word.split(':');
      const computed = rest.endsWith('!');
      return { name, key: name, type: `Edm.${rest.replace('!', '')}` as PropertyType, computed };
    });
}

/** A link to at most one record. */
export function toOne(
  name: string,
  target: string,
  options: { back?: string[]; computed?: boolean } = {},
): NavigationDefinition {
  return {
    name,
    key: name,
    target,
    collection: false,
    inverse: [],
    back: options.back ?? [],
    computed: options.computed ?? false,
  };
}

/** The records whose link in `inverse` points here; without `inverse`, a list stored on the record itself. */
export function toMany(name: string, target: string, ...inverse: string[]): NavigationDefinition {
  return { name, key: name, target, collection: true, inverse, back: inverse.slice(0, 1), computed: false };
}

/** Completes the definition of a type. */
export function entityType(
  name: string,
  base: string | null,
  parts: Partial<Omit<EntityType, 'name' | 'base'>> = {},
): EntityType {
  return {
    name,
    base,
    abstract: parts.abstract ?? false,
    hasSet: parts.hasSet ?? true,
    properties: parts.properties ?? [],
    navigations: parts.navigations ?? [],
    required: parts.required ?? [],
  };
}
