import { listCustomerDebtors } from '../../clients/tribe';
import { tribeConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());

describe('the customers of Tribe', () => {
  const organisation = { ID: 'ROLE-1', Organization: { ID: 'ORG-1', Name: 'Acme', DebtorNumber: 'C1' } };
  const person = {
    ID: 'ROLE-2',
    Person: { ID: 'PERSON-1', FirstName: 'Jan', MiddleName: 'van den', LastName: 'Berg', DebtorNumber: 'P1' },
  };
  const list = async (persons: { status?: number; body?: object }) => {
    vendor = await ScriptedVendor.start(
      withTokens((request) =>
        request.url.includes('Relationship_Person') ? persons : { body: { value: [organisation] } },
      ),
    );
    return listCustomerDebtors(tribeConnection(vendor.origin));
  };

  test('are organisations and private persons', async () => {
    expect(await list({ body: { value: [person] } })).toMatchObject({
      kind: 'ok',
      value: [
        { kind: 'organisation', name: 'Acme', debtorNumber: 'C1' },
        { kind: 'person', name: 'Jan van den Berg', debtorNumber: 'P1', vatNumber: null },
      ],
    });
  });

  test('are organisations alone where persons may not be read', async () => {
    expect(await list({ status: 403, body: {} })).toMatchObject({ kind: 'ok', value: [{ name: 'Acme' }] });
  });

  test('are not known while Tribe gives no answer about persons', async () => {
    expect((await list({ status: 500, body: {} })).kind).toBe('unknown');
  });
});
