import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { NewAddress, NewParty } from '../../clients/winbooks';
import { beginningOf } from '../../domain/text-cut';
import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import { vatNumberIn, type WrittenVatNumber } from '../../domain/vat/vat-number';
import type { CustomerCreation } from '../../store/relations/customer-creations';
import { parseStored } from '../../store/database/row-parsing';

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
});
export type CustomerDraft = z.output<typeof customerDraftSchema>;

/** What an intent is to create; throws `UnreadableRow` when another version wrote it. */
export const draftOf = ({ body }: Pick<CustomerCreation, 'body'>): CustomerDraft =>
  parseStored(customerDraftSchema, body, 'customer');

/**
 * The draft of a WinBooks customer for a Tribe debtor, under the given code: an organisation (tribe-api §5.1), or a private
 * person, who has no VAT number and no website (tribe-api §5.2). The address of a person is an addition of ours.
 */
export function customerDraft(debtor: TribeDebtor, code: string): CustomerDraft {
  const isPerson = debtor.kind === 'person';
  return {
    code,
    kind: debtor.kind,
    relationId: debtor.relationId,
    relationshipId: debtor.relationshipId,
    paymentTermDays: debtor.paymentTermDays,
    name: debtor.name,
    vatNumber: isPerson ? null : debtor.vatNumber,
    website: isPerson ? null : debtor.website,
    address: debtor.invoiceAddress,
  };
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
export const vatNumberOfDraft = ({ vatNumber, address }: CustomerDraft): WrittenVatNumber => ({
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
export function newCustomer(draft: CustomerDraft): NewParty {
  const vat = vatNumberIn(vatNumberOfDraft(draft));
  return {
    code: draft.code,
    name: beginningOf(draft.name, LONGEST.name),
    vatNumber: vat?.number ?? null,
    vatCountryCode: vat?.countryCode ?? null,
    website: draft.website,
    vatApplicable: draft.kind === 'person' ? NOT_SUBJECT : null,
    address: newAddress(draft.address),
  };
}

function newAddress(address: CustomerDraft['address']): NewAddress | null {
  if (!address?.street) return null;
  return {
    address1: beginningOf(address.street, LONGEST.street),
    address2: cut(address.extra, LONGEST.street),
    number: address.houseNumber,
    box: address.houseNumberSuffix,
    zip: cut(address.postalCode, LONGEST.zip),
    town: cut(address.city, LONGEST.town),
    countryCode: address.countryCode,
  };
}

const cut = (text: string | null, most: number): string | null =>
  text === null ? null : beginningOf(text, most);
