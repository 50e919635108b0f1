import {
  centralAccountTypes,
  codeLists,
  defaultAccounts,
  defaultBookYears,
  defaultJournals,
  defaultVatCodes,
  payCodes,
} from './belgian-defaults';
import { FolderWriter } from '../folder/folder-records';
import { seedBookYears } from './seed-book-years';
import { type FolderSeed, type PartySeed } from './seed-order';
import { clockOf } from '../switches/vendor-clock';
import { type WinbooksDesk } from '../folder/winbooks-desk';

export interface SeedReport {
  folder: string;
  state: 'created' | 'existing';
}

/** Creates folders with their master data; one that exists is left as it is. */
export function seedFolders(desk: WinbooksDesk, folders: FolderSeed[]): SeedReport[] {
  return folders.map((seed) => {
    if (desk.licences.folder(seed.folder) !== null) return { folder: seed.folder, state: 'existing' };
    desk.state.transaction((transaction) => {
      const { folder, email, exchangeToken, currency = 'EUR' } = seed;
      desk.licences.saveFolder(transaction, { folder, email, exchangeToken, currency, isRevoked: false });
      const writer = new FolderWriter(desk.records(folder), transaction, clockOf(desk.switches(folder)));
      seedCodeLists(writer);
      seedLedger(writer, seed);
      for (const customer of seed.customers ?? []) seedParty(writer, customer);
    });
    return { folder: seed.folder, state: 'created' };
  });
}

function seedCodeLists(writer: FolderWriter): void {
  for (const [model, codes] of Object.entries(codeLists)) {
    for (const [code, name] of Object.entries(codes)) writer.insert(model, { Code: code, Name: name }, code);
  }
  for (const { code, name, days, isEndOfMonth } of payCodes) {
    writer.insert('PayCode', { Code: code, Name: name, Days: days, IsEndOfMonth: isEndOfMonth }, code);
  }
  for (const { code, name } of centralAccountTypes)
    writer.insert('CentralAccountType', { Code: code, Name: name }, code);
}

function seedLedger(writer: FolderWriter, seed: FolderSeed): void {
  const { records } = writer;
  for (const { code, name, centralType } of seed.accounts ?? defaultAccounts) {
    const type = centralType === undefined ? null : records.coded('CentralAccountType', centralType).Id;
    writer.insert('GLAccount', { Code: code, Name: name, CentralAccountType_Id: type }, code);
  }
  for (const { code, internalCode, rate, name, account, isSale } of seed.vatCodes ?? defaultVatCodes) {
    const fields = { Code: code, InternalCode: internalCode, Rate: rate, Name: name, IsSale: isSale };
    writer.insert('Vat', { ...fields, GLAccount_Id: records.coded('GLAccount', account).Id }, code);
  }
  seedBookYears(
    writer,
    seed.bookYears ?? defaultBookYears,
    seed.closedPeriods ?? [],
    seed.journals ?? defaultJournals,
  );
}

/** Adds a party as a user would: its third, its address, and its row as customer, supplier or both. */
export function seedParty(writer: FolderWriter, party: PartySeed): void {
  const { records } = writer;
  const { code, name, role = 'customer' } = party;
  const idOf = (model: string, key: string | undefined): string | null =>
    key === undefined ? null : records.coded(model, key).Id;
  const third = writer.insert(
    'Third',
    {
      Code: code,
      Name: name,
      VatNumber: party.vatNumber ?? null,
      WebSite: party.website ?? null,
      VatCountry_Id: party.vatNumber === undefined ? null : idOf('Country', party.vatCountry ?? 'BE'),
      Language_Id: idOf('Language', party.language),
      Currency_Id: idOf('Currency', 'EUR'),
      ThirdCivility_Id: idOf('ThirdCivility', party.civility),
    },
    code,
  );
  seedAddress(writer, party, third.Id);
  const { email = null, phone = null, mobile = null } = party;
  if (email !== null || phone !== null || mobile !== null) {
    const contact = { Name: name, EMail: email, PhoneNo: phone, MobileNo: mobile };
    const { Id } = writer.insert('Contact', contact, code);
    writer.insert('Third_Contact', { Third_Id: third.Id, Contact_Id: Id }, code);
  }
  for (const [model, account, revenue] of [
    ['Customer', '400000', '700000'],
    ['Supplier', '440000', '604000'],
  ] as const) {
    if (role !== 'both' && role !== model.toLowerCase()) continue;
    const fields = {
      Code: code,
      Third_Id: third.Id,
      GLAccount_Id: records.byCode('GLAccount', revenue)[0]?.Id ?? null,
      GLAccount2_Id: records.byCode('GLAccount', account)[0]?.Id ?? null,
      VatApplicable: party.vatApplicable ?? 1,
      IsLocked: party.locked ?? false,
      IsHidden: party.hidden ?? false,
      MemoType: 0,
      Vat_Id: idOf('Vat', party.vat),
      PayCode_Id: idOf('PayCode', party.payCode),
      [`${model}Category_Id`]: idOf(`${model}Category`, party.category),
    };
    writer.insert(model, fields, code);
  }
}

function seedAddress(writer: FolderWriter, { code, address }: PartySeed, thirdId: string): void {
  if (address === undefined) return;
  const fields = {
    Third_Id: thirdId,
    Country_Id: writer.records.coded('Country', address.country).Id,
    Index: 0,
    Address1: address.street,
    Number: address.number ?? null,
    Box: address.box ?? null,
    Zip: address.zip,
    Town: address.town,
    PhoneNo: address.phone ?? null,
    IsInvoicing: true,
    IsInvoicingDefault: true,
  };
  const { Id } = writer.insert('Address', fields, code);
  writer.insert('Third_Address', { Third_Id: thirdId, Address_Id: Id }, code);
}
