/** What is known of a role since it was last synchronised; stored with its link. */
export interface RoleState {
  readonly wasInactive: boolean;
  /** The relationship in Tribe is former because of us. */
  readonly formerByUs: boolean;
}

export interface RoleNow {
  /** In WinBooks. */
  readonly isInactive: boolean;
  /** In Tribe. */
  readonly isFormer: boolean;
}

/** What is written to the relationship in Tribe, and what is known afterwards. */
export interface FormerDecision {
  readonly write: 'former' | 'active' | null;
  readonly state: RoleState;
}

/**
 * Deactivating in WinBooks makes the relationship in Tribe former; activating again undoes it, if we made it former and
 * the setting says so (tribe-api §4.5, §6 G22). Only a change in WinBooks counts, so that nobody who decides otherwise in
 * Tribe is overruled. Tribe's own change does nothing in WinBooks (G23).
 *
 * @param before null for a role that is synchronised for the first time
 */
export function decideFormer(before: RoleState | null, now: RoleNow, reactivate: boolean): FormerDecision {
  const { isInactive, isFormer } = now;
  const formerByUs = isFormer && (before?.formerByUs ?? false);
  const hasChanged = before !== null && before.wasInactive !== isInactive;
  if (hasChanged && isInactive && !isFormer)
    return { write: 'former', state: { wasInactive: true, formerByUs: true } };
  if (hasChanged && !isInactive && formerByUs && reactivate)
    return { write: 'active', state: { wasInactive: false, formerByUs: false } };
  return { write: null, state: { wasInactive: isInactive, formerByUs } };
}
