import { type DurableState } from '../../kernel/durable-state';
import { tribeSwitches, type SwitchDefinition, type SwitchId } from './switch-list';

const collection = 'switches';
const everyone = '*';

/** The positions of the switches: for a tenant, else for all, else the default. Stored with the twin's state. */
export class SwitchBoard {
  constructor(private readonly state: DurableState) {}

  /** The position for a tenant; `null` asks for the twin as a whole. */
  position(id: SwitchId, tenant: string | null): string {
    const own = tenant === null ? undefined : this.stored(tenant)[id];
    return own ?? this.stored(everyone)[id] ?? definitionOf(id).default;
  }

  /** All positions that differ from the default, by tenant (`*` = all). */
  list(): Record<string, Record<string, string>> {
    return Object.fromEntries(
      [...this.state.entries(collection)].map(([tenant, positions]) => [
        tenant,
        positions as Record<string, string>,
      ]),
    );
  }

  /**
   * Sets switches for one tenant or for all.
   *
   * @throws Error naming the first switch or position that does not exist; nothing is set then.
   */
  set(tenant: string | null, positions: Record<string, unknown>): void {
    const accepted = Object.entries(positions).map(
      ([id, value]) => [id, acceptedPosition(id, value, tenant)] as const,
    );
    const merged = { ...this.stored(tenant ?? everyone), ...Object.fromEntries(accepted) };
    this.state.transaction((transaction) => transaction.put(collection, tenant ?? everyone, merged));
  }

  private stored(tenant: string): Record<string, string> {
    return (this.state.get(collection, tenant) as Record<string, string> | undefined) ?? {};
  }
}

function definitionOf(id: string): SwitchDefinition {
  const definition = tribeSwitches.find((candidate) => candidate.id === id);
  if (definition === undefined) throw new Error(`there is no switch ${id}`);
  return definition;
}

function acceptedPosition(id: string, value: unknown, tenant: string | null): string {
  const definition = definitionOf(id);
  if (tenant !== null && !definition.perTenant)
    throw new Error(`switch ${id} is set for all tenants at once`);
  const text = typeof value === 'number' ? String(value) : value;
  const isKnown =
    typeof text === 'string' &&
    (definition.pattern === undefined ? definition.positions.includes(text) : definition.pattern.test(text));
  if (!isKnown) throw new Error(`switch ${id} takes ${definition.positions.join(' | ')}`);
  return text;
}
