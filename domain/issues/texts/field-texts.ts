import type { Language } from './text-types';

/** The fields of a relation that travel, as people call them. */
export const FIELD_WORDS = {
  name: { nl: 'naam', fr: 'nom', en: 'name' },
  number: { nl: 'nummer', fr: 'numéro', en: 'number' },
  vatNumber: { nl: 'btw-nummer', fr: 'numéro de TVA', en: 'VAT number' },
  address: { nl: 'adres', fr: 'adresse', en: 'address' },
  website: { nl: 'website', fr: 'site web', en: 'website' },
  email: { nl: 'e-mailadres', fr: 'adresse e-mail', en: 'e-mail address' },
  phone: { nl: 'telefoonnummer', fr: 'numéro de téléphone', en: 'phone number' },
  mobile: { nl: 'gsm-nummer', fr: 'numéro de GSM', en: 'mobile number' },
  former: { nl: 'voormalige relatie (Former)', fr: 'ancienne relation (Former)', en: 'former relation' },
} as const satisfies Readonly<Record<string, Record<Language, string>>>;

export const isField = (text: string): text is keyof typeof FIELD_WORDS => Object.hasOwn(FIELD_WORDS, text);
