import type { TribeId } from '../../domain/ids';
import type { TribeAddress, TribeDebtor } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { flagOf, numberOf, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords } from './odata-list';
import { idOf } from './tribe-fields';
import { entityPath, getRecord, readTribe, withSmallerExpands, type TribeSession } from './tribe-session';

type DebtorKind = TribeDebtor['kind'];

const SETS: Readonly<Record<DebtorKind, string>> = {
  organisation: 'Relationship_Organization_CommercialRelationship_Customer',
  person: 'Relationship_Person_CommercialRelationship_Customer',
};

/** From the relationship to the organisation or person. */
const NAVIGATIONS: Readonly<Record<DebtorKind, string>> = { organisation: 'Organization', person: 'Person' };
const KINDS: readonly DebtorKind[] = ['organisation', 'person'];

/** Largest first. The reference documents an address of persons, but not an invoice address (tribe-api §3.4). */
const EXPANDS: Readonly<Record<DebtorKind, readonly [string, ...string[]]>> = {
  organisation: [
    'Organization($expand=InvoiceAddress($expand=Country))',
    'Organization($expand=InvoiceAddress)',
    'Organization',
  ],
  person: ['Person($expand=Address($expand=Country))', 'Person($expand=Address)', 'Person'],
};

/**
 * The debtor of an invoice, by its customer relationship and that relationship's type (tribe-api §3.10). An unknown
 * type is searched among organisations, then among persons; `absent` when neither has it as customer.
 */
export const readDebtor = (
  connection: TribeConnection,
  relationship: { readonly id: TribeId; readonly type: string | null },
): Promise<Outcome<TribeDebtor>> =>
  readTribe(connection, async (session) => {
    let outcome: Outcome<TribeDebtor> = { kind: 'absent' };
    for (const kind of kindsOf(relationship.type)) {
      outcome = await readDebtorOf(session, kind, relationship.id);
      if (outcome.kind !== 'absent') break;
    }
    return outcome;
  });

function kindsOf(type: string | null): readonly DebtorKind[] {
  if (type?.includes('Relationship_Organization') || type?.includes('Relationship.Organization')) {
    return ['organisation'];
  }
  if (type?.includes('Relationship_Person') || type?.includes('Relationship.Person')) return ['person'];
  return KINDS;
}

async function readDebtorOf(
  session: TribeSession,
  kind: DebtorKind,
  id: TribeId,
): Promise<Outcome<TribeDebtor>> {
  const record = await withSmallerExpands(EXPANDS[kind], (expand) =>
    getRecord(session, entityPath(SETS[kind], id), { expand }),
  );
  if (record.kind !== 'ok') return record;
  const debtor = debtorOf(record.value, kind);
  return debtor ? ok(debtor) : { kind: 'unknown', reason: `a customer relationship without its ${kind}` };
}

/**
 * The debtor that an organisation or person is: its customer relationship, one in use before a former one. `absent` when it is no
 * customer, or persons may not be read. A server may ignore the filter, so that what comes back is compared.
 */
export const readDebtorOfRelation = (
  connection: TribeConnection,
  relation: TribeId,
): Promise<Outcome<TribeDebtor>> =>
  readTribe(connection, async (session) => {
    for (const kind of KINDS) {
      const found = await listDebtorsOf(session, kind, `${NAVIGATIONS[kind]}/ID eq ${relation}`);
      if (kind === 'person' && found.kind === 'refused') break;
      if (found.kind === 'absent') continue;
      if (found.kind !== 'ok') return found;
      const own = found.value.filter(({ relationId }) => relationId === relation);
      const debtor = own.find(({ isFormer }) => !isFormer) ?? own[0];
      if (debtor) return ok(debtor);
    }
    return { kind: 'absent' };
  });

/**
 * All customer relationships with organisations and persons, former ones included (tribe-api §3.5). Orphans without the
 * organisation or person are left out; so are persons if the set is not offered or may not be read.
 */
export const listCustomerDebtors = (connection: TribeConnection): Promise<Outcome<TribeDebtor[]>> =>
  readTribe(connection, async (session) => {
    const organisations = await listDebtorsOf(session, 'organisation');
    if (organisations.kind !== 'ok') return organisations;
    const persons = await listDebtorsOf(session, 'person');
    if (persons.kind === 'refused' || persons.kind === 'absent') return organisations;
    return persons.kind === 'ok' ? ok([...organisations.value, ...persons.value]) : persons;
  });

async function listDebtorsOf(
  session: TribeSession,
  kind: DebtorKind,
  filter: string | null = null,
): Promise<Outcome<TribeDebtor[]>> {
  const rows = await withSmallerExpands(EXPANDS[kind], (expand) =>
    listRecords(session, {
      set: SETS[kind],
      options: { expand, orderby: 'ID asc', ...(filter === null ? {} : { filter }) },
      mostPages: filter === null ? 500 : 2,
    }),
  );
  if (rows.kind !== 'ok') return rows;
  return ok(rows.value.map((row) => debtorOf(row, kind)).filter((debtor) => debtor !== null));
}

function debtorOf(relationship: VendorRecord, kind: DebtorKind): TribeDebtor | null {
  const relation = recordOf(relationship[NAVIGATIONS[kind]]);
  const [relationshipId, relationId] = [idOf(relationship), idOf(relation)];
  if (relation === null || relationshipId === null || relationId === null) return null;
  return {
    relationshipId,
    relationId,
    kind,
    name:
      (kind === 'organisation' ? textOf(relation['Name']) : personName(relation)) ??
      textOf(relation['_Name']) ??
      '',
    debtorNumber: textOf(relation['DebtorNumber']),
    vatNumber: textOf(relation['VATNumber']),
    website: textOf(relation['Website']),
    phoneNumber: textOf(relation['PhoneNumber']),
    emailAddress: textOf(relation['EmailAddress']),
    invoiceAddress: addressOf(recordOf(relation['InvoiceAddress']) ?? recordOf(relation['Address'])),
    paymentTermDays: numberOf(relationship['PaymentTermInDays']),
    isFormer: flagOf(relationship['IsFormer']) ?? false,
  };
}

/** First, middle and last name, separated by single spaces (tribe-api §5.2). */
function personName(person: VendorRecord): string | null {
  const parts = [person['FirstName'], person['MiddleName'], person['LastName']].map(textOf);
  return textOf(parts.filter((part) => part !== null).join(' '));
}

/** tribe-api §3.8; `HouseNumber` is a Double. */
function addressOf(address: VendorRecord | null): TribeAddress | null {
  if (!address) return null;
  const country = textOf(recordOf(address['Country'])?.['Code'])?.toUpperCase() ?? null;
  return {
    street: textOf(address['Street']),
    houseNumber: textOf(numberOf(address['HouseNumber']) ?? address['HouseNumber']),
    houseNumberSuffix: textOf(address['HouseNumberSuffix']),
    extra: textOf(address['Extra']),
    postalCode: textOf(address['Postalcode']),
    city: textOf(address['City']),
    countryCode: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
  };
}
