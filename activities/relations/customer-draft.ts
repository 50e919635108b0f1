import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { NewAddress, NewParty } from '../../clients/winbooks';
import { tribeId } from '../../domain/ids';
import { agreedAtCreation } from '../../domain/relation/creation';
import { merge } from '../../domain/relation/merge';
import { readParty } from '../../domain/relation/read-party';
import { readTribe } from '../../domain/relation/read-tribe';
import { nothingShown, type FormFields, type RelationForm } from '../../domain/relation/relation-form';
import { beginningOf } from '../../domain/text-cut';
import type { TribeDebtor, TribeRelation } from '../../domain/vendors/tribe-records';
import { vatNumberIn, type WrittenVatNumber } from '../../domain/vat/vat-number';
import type { CustomerCreation } from '../../store/relations/customer-creations';
import { parseStored } from '../../store/database/row-parsing';
import { snapshotSchema } from '../../store/relations/link-sync';
import { partyAsSent } from './party-as-sent';

const text = z.string().nullable();

/** What a customer is created from: stored in its intent before the request leaves, and sent unchanged. */
const customerDraftSchema = z.object({
  code: z.string(),
  /** Drafts that were stored before persons could be customers are all of organisations. */
  kind: z.enum(['organisation', 'person']).default('organisation'),
  relationId: z.string(),
  relationshipId: z.string(),
  paymentTermDays: z.number().nullable(),
  name: z.string(),
  vatNumber: text,
  website: text,
  address: z
    .object({
      street: text,
      houseNumber: text,
      houseNumberSuffix: text,
      extra: text,
      postalCode: text,
      city: text,
      countryCode: text,
    })
    .nullable(),
  /** Of the address. */
  phoneNo: text.default(null),
  contact: z.object({ email: text, phoneNo: text, mobileNo: text }).nullable().default(null),
  /** What both agree on once it is there; null in drafts of an earlier version. */
  agreed: snapshotSchema.nullable().default(null),
});
export type CustomerDraft = z.output<typeof customerDraftSchema>;

/** What an intent is to create; throws `UnreadableRow` when another version wrote it. */
export const draftOf = ({ body }: Pick<CustomerCreation, 'body'>): CustomerDraft =>
  parseStored(customerDraftSchema, body, 'customer');

/** What a customer is created from: a debtor as an invoice names it, or a relation, which says more. */
type Debtor = Omit<TribeDebtor, 'isFormer'> & Partial<Omit<TribeRelation, 'invoiceAddress'>>;

/**
 * The draft of a WinBooks customer for a Tribe debtor, under the given code: an organisation (tribe-api §5.1), or a private
 * person, who has no VAT number and no website (tribe-api §5.2). The address of a person is an addition of ours.
 *
 * @param hasContacts false when it is not certain that the folder has contacts: then none is made
 */
export function customerDraft(debtor: Debtor, code: string, hasContacts = false): CustomerDraft {
  const isPerson = debtor.kind === 'person';
  const form = formOf(debtor);
  const draft = {
    code,
    kind: debtor.kind,
    relationId: debtor.relationId,
    relationshipId: debtor.relationshipId,
    paymentTermDays: debtor.paymentTermDays,
    name: debtor.name,
    vatNumber: isPerson ? null : debtor.vatNumber,
    website: isPerson ? null : debtor.website,
    address: addressOf(debtor),
    ...reachOf(form, addressOf(debtor)?.street != null, hasContacts),
  };
  const sent = readParty(partyAsSent('customer', newCustomer(draft), hasContacts), debtor.kind);
  return { ...draft, agreed: agreedAtCreation(form, sent.form) };
}

function formOf(debtor: Debtor): RelationForm {
  const none = { firstName: null, middleName: null, lastName: null, creditorNumber: null };
  const { invoiceAddress } = debtor;
  return readTribe(
    {
      ...{ ...none, mobilePhoneNumber: null, customer: null, supplier: null, changedAt: '' },
      ...debtor,
      invoiceAddress: invoiceAddress && { id: tribeId(''), writtenCountry: null, ...invoiceAddress },
    },
    'customer',
  ).form;
}

const addressOf = ({ invoiceAddress }: Debtor): CustomerDraft['address'] => {
  if (invoiceAddress === null) return null;
  const { street, houseNumber, houseNumberSuffix, extra, postalCode, city, countryCode } = invoiceAddress;
  return { street, houseNumber, houseNumberSuffix, extra, postalCode, city, countryCode };
};

/** Its phone number is one of its address, else of its contact; what WinBooks cannot hold is left out. */
function reachOf(
  form: RelationForm,
  hasAddress: boolean,
  hasContacts: boolean,
): Pick<CustomerDraft, 'phoneNo' | 'contact'> {
  const nothing = nothingShown(form.kind, 'winbooks', form.countryCode);
  const rules = { conflictRule: 'tribe', changedAt: { tribe: '', winbooks: null } } as const;
  const {
    email = null,
    phone = null,
    mobile = null,
  }: FormFields = merge(form, nothing, null, rules).toWinbooks;
  const contact = { email, phoneNo: hasAddress ? null : phone, mobileNo: mobile };
  const isEmpty = Object.values(contact).every((part) => part === null);
  return { phoneNo: hasAddress ? phone : null, contact: hasContacts && !isEmpty ? contact : null };
}

/** What a relation of Tribe shows as its VAT number; a number without its country is of that of the address. */
export function vatNumberOfDebtor(
  debtor: Pick<TribeDebtor, 'kind' | 'vatNumber' | 'invoiceAddress'>,
): WrittenVatNumber {
  return {
    vatNumber: debtor.kind === 'person' ? null : debtor.vatNumber,
    vatCountryCode: debtor.invoiceAddress?.countryCode ?? null,
  };
}

/** The same of a draft. */
export const vatNumberOfDraft = ({
  vatNumber,
  address,
}: Pick<CustomerDraft, 'vatNumber' | 'address'>): WrittenVatNumber => ({
  vatNumber,
  vatCountryCode: address?.countryCode ?? null,
});

/** SHA-256 of the draft, hex: the fence sends what was prepared or nothing. */
export function draftDigest(draft: CustomerDraft): string {
  return createHash('sha256').update(JSON.stringify(draft)).digest('hex');
}

/** `VatApplicable` of a private person: not subject (winbooks-api §4.2). Organisations are left to WinBooks' own default. */
const NOT_SUBJECT = 3;

/** Lengths that WinBooks surely takes (winbooks-api §7.7). */
const LONGEST = { name: 40, street: 40, zip: 10, town: 40 } as const;

/**
 * The customer as WinBooks wants it: VAT number without formatting, its country apart (winbooks-api §4.2–4.4, §7.2). What is no
 * valid VAT number is left out; `noteVatNumber` shows it.
 */
export function newCustomer(draft: Omit<CustomerDraft, 'agreed'>): NewParty {
  const vat = vatNumberIn(vatNumberOfDraft(draft));
  return {
    code: draft.code,
    name: beginningOf(draft.name, LONGEST.name),
    vatNumber: vat?.number ?? null,
    vatCountryCode: vat?.countryCode ?? null,
    website: draft.website,
    vatApplicable: draft.kind === 'person' ? NOT_SUBJECT : null,
    address: newAddress(draft),
    contact: draft.contact,
  };
}

function newAddress({ address, phoneNo }: Pick<CustomerDraft, 'address' | 'phoneNo'>): NewAddress | null {
  if (!address?.street) return null;
  return {
    address1: beginningOf(address.street, LONGEST.street),
    address2: cut(address.extra, LONGEST.street),
    number: address.houseNumber,
    box: address.houseNumberSuffix,
    zip: cut(address.postalCode, LONGEST.zip),
    town: cut(address.city, LONGEST.town),
    countryCode: address.countryCode,
    phoneNo,
  };
}

const cut = (text: string | null, most: number): string | null =>
  text === null ? null : beginningOf(text, most);
