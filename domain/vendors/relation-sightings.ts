import type { TribeRelation, TribeRole } from './tribe-records';

/** The roles in which a relation has a counterpart in WinBooks. */
export type RelationRole = 'customer' | 'supplier';

/**
 * A relation as one list of Tribe shows it. Its two roles are in two lists, so a role that is absent here was not shown,
 * and what is known about it stays; null means that the relation does not have it.
 */
export interface RelationSighting {
  /** `changedAt` is the latest date among what this list shows. */
  readonly relation: Omit<TribeRelation, RelationRole>;
  readonly roles: { readonly [Role in RelationRole]?: TribeRole | null };
}
