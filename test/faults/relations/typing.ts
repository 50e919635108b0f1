import { lookAtBothSides } from '../../support/relation-views';
import type { Twins } from '../../support/twins';
import type { RunTenant } from '../scenario';
import type { Random } from '../seeded-random';
import { editable, newValue, type Field, type WantedParty } from './parties';

type TypedTenant = Pick<RunTenant, 'id' | 'folder' | 'relations'>;

/** What is typed in a run is numbered, so that no value comes twice. */
let turn = 0;

/**
 * Somebody changes some field of some party on some side, if it stands there; what was typed is kept with the party.
 *
 * @param isSettled the first sync is over: from now on parties are locked in WinBooks too, because nobody links a locked one
 */
export async function typeSomething(
  twins: Twins,
  tenant: TypedTenant,
  random: Random,
  isSettled: boolean,
): Promise<boolean> {
  const party = random.pick(tenant.relations?.parties ?? []);
  const side = random.pick(['tribe', 'winbooks'] as const);
  const fields = editable(party, side).filter((field) => isSettled || field !== 'active');
  const field = random.pick(fields);
  turn += 1;
  const value = newValue(party, field, turn);
  const isTyped =
    side === 'tribe'
      ? await typeInTribe(twins, tenant, party, field, value)
      : await typeInWinbooks(twins, tenant, party, field, value);
  if (isTyped) party.edits.push({ side, field, value, isEarly: !isSettled });
  return isTyped;
}

async function typeInTribe(
  twins: Twins,
  tenant: TypedTenant,
  { token }: WantedParty,
  field: Field,
  value: string,
): Promise<boolean> {
  const { relations } = await lookAtBothSides(twins, tenant);
  const relation = relations.find(({ name }) => name.includes(token));
  if (relation === undefined) return false;
  const change = (target: object, body: object): Promise<unknown> =>
    twins.act('tribe', 'actions/change', { tenant: tenant.id, ...target, body });
  const [address] = relation.invoiceAddresses;
  if (field !== 'city') await change({ id: relation.id }, { [TRIBE_NAMES[field]]: value });
  else if (address !== undefined) await change({ id: address.id }, { City: value });
  else
    await change(
      { id: relation.id },
      { InvoiceAddress: { Street: 'Kaai', HouseNumber: 2, Postalcode: '9000', City: value } },
    );
  return true;
}

const TRIBE_NAMES = {
  name: 'Name',
  website: 'Website',
  email: 'EmailAddress',
  phone: 'PhoneNumber',
  active: '',
} as const;

async function typeInWinbooks(
  twins: Twins,
  tenant: TypedTenant,
  { token, role }: WantedParty,
  field: Field,
  value: string,
): Promise<boolean> {
  const { thirds } = await lookAtBothSides(twins, tenant);
  const third = thirds.find(({ name }) => name?.includes(token));
  if (third === undefined) return false;
  const { folder } = tenant;
  const edit = async (model: string, key: string | undefined, fields: object): Promise<boolean> => {
    if (key === undefined) return false;
    await twins.act('winbooks', 'edit', { folder, model, key, fields });
    return true;
  };
  const [address, contact] = [third.addresses[0], third.contacts[0]];
  switch (field) {
    case 'name':
      return edit('Third', third.id, { Name: value });
    case 'website':
      return edit('Third', third.id, { WebSite: value });
    case 'email':
      return edit('Contact', contact?.id, { EMail: value });
    case 'city':
      return edit('Address', address?.id, { Town: value });
    case 'phone':
      // Where it is shown, else with the address.
      return address === undefined || (address.phone === null && contact?.phone != null)
        ? edit('Contact', contact?.id, { PhoneNo: value })
        : edit('Address', address.id, { PhoneNo: value });
    case 'active': {
      const code = third.roles.find((each) => each.role === role)?.code;
      if (code === undefined) return false;
      await twins.act('winbooks', `lock-${role}`, { folder, code, locked: value === 'no' });
      return true;
    }
  }
}
