import type { TribeRelation } from '../vendors/tribe-records';
import type { PartyRole, WinbooksParty } from '../vendors/winbooks-records';
import type { RelationKind } from './relation-form';

/** Civilities that WinBooks gives to persons (winbooks-api §4.3). */
const PERSONAL = new Set(['ME', 'MEVR', 'MME', 'DHR', 'MR', 'M']);

/**
 * What a customer or supplier of WinBooks becomes in Tribe: a person if it is addressed as one and has no VAT number
 * (tribe-api §6 G19). Suppliers are always organisations (G21).
 */
export function kindOfParty({
  role,
  vatNumber,
  civilityCode,
}: Pick<WinbooksParty, 'role' | 'vatNumber' | 'civilityCode'>): RelationKind {
  const isPerson =
    role === 'customer' &&
    (vatNumber ?? '').trim() === '' &&
    PERSONAL.has((civilityCode ?? '').trim().toUpperCase());
  return isPerson ? 'person' : 'organisation';
}

/** Nobody books on it any more, or nobody sees it (winbooks-api §4.2). */
export const isInactive = ({ isLocked, isHidden }: Pick<WinbooksParty, 'isLocked' | 'isHidden'>): boolean =>
  isLocked || isHidden;

/** Which relations a tenant has synchronised. */
export interface RoleSwitches {
  readonly syncCustomers: boolean;
  readonly syncSuppliers: boolean;
  readonly syncPersons: boolean;
}

/** True when relations of this kind and role are synchronised. */
export const isSynced = (kind: RelationKind, role: PartyRole, switches: RoleSwitches): boolean =>
  (role === 'customer' ? switches.syncCustomers : switches.syncSuppliers) &&
  (kind === 'organisation' || (switches.syncPersons && role === 'customer'));

/**
 * The roles in which a relation of Tribe is created in WinBooks: those that are not former (tribe-api §6 G27). Leads and
 * prospects have neither role.
 */
export const rolesToExport = (
  { kind, customer, supplier }: Pick<TribeRelation, 'kind' | 'customer' | 'supplier'>,
  switches: RoleSwitches,
): readonly PartyRole[] =>
  (
    [
      ['customer', customer],
      ['supplier', supplier],
    ] as const
  )
    .filter(([role, held]) => held?.isFormer === false && isSynced(kind, role, switches))
    .map(([role]) => role);

/** True when a customer or supplier of WinBooks is created in Tribe: an inactive one is not. */
export const isToImport = (party: WinbooksParty, switches: RoleSwitches): boolean =>
  !isInactive(party) && isSynced(kindOfParty(party), party.role, switches);
