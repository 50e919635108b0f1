import { type EntityType, type NavigationDefinition, type PropertyDefinition } from './entity-type';

/** The namespace of the model; the real one is unknown. */
export const modelNamespace = 'Tribe';

/** The dotted name that records and webhooks carry (tribe-api §2.3). */
export function dottedName(type: string): string {
  return type.replaceAll('_', '.');
}

/** The types of one tenant, with their inherited members. */
export class Schema {
  private readonly types = new Map<string, EntityType>();
  private readonly inherited = new Map<string, EntityType>();
  private readonly propertiesByName = new Map<string, Map<string, PropertyDefinition>>();

  constructor(types: EntityType[]) {
    for (const type of types) this.types.set(type.name, type);
    for (const type of types) this.inherited.set(type.name, this.withInherited(type));
    for (const { name, properties } of this.inherited.values()) {
      this.propertiesByName.set(name, new Map(properties.map((property) => [property.name, property])));
    }
  }

  /** The type with everything that it inherits, or null when this tenant has no such type. */
  find(name: string): EntityType | null {
    return this.inherited.get(name) ?? null;
  }

  /** As `find`, for a name that the twin itself stored. */
  get(name: string): EntityType {
    const type = this.inherited.get(name);
    if (type === undefined) throw new Error(`the model has no type ${name}`);
    return type;
  }

  /** Each type as declared, without what it inherits. */
  declared(): EntityType[] {
    return [...this.types.values()];
  }

  isA(name: string, base: string): boolean {
    for (let type = this.types.get(name); type !== undefined; type = this.types.get(type.base ?? '')) {
      if (type.name === base) return true;
    }
    return false;
  }

  /** The type itself and all its subtypes. */
  family(base: string): string[] {
    return [...this.types.keys()].filter((name) => this.isA(name, base));
  }

  property(type: string, name: string): PropertyDefinition | null {
    return this.propertiesByName.get(type)?.get(name) ?? null;
  }

  navigation(type: string, name: string): NavigationDefinition | null {
    return this.get(type).navigations.find((navigation) => navigation.name === name) ?? null;
  }

  private withInherited(type: EntityType): EntityType {
    const base = type.base === null ? null : this.types.get(type.base);
    if (base === null || base === undefined) return type;
    const above = this.withInherited(base);
    return {
      ...type,
      properties: [...above.properties, ...type.properties],
      navigations: [...above.navigations, ...type.navigations],
      required: [...above.required, ...type.required],
    };
  }
}
