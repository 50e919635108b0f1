import type { Language } from '../../domain/issues/texts/text-types';

type Texts = Readonly<Record<Language, string>>;
type Told = Readonly<Record<Language, (moment: string) => string>>;

/** What `keys` says. */
export const KEY_WORDS = {
  keepIt: {
    nl: 'Bewaar deze sleutel nu: hij wordt niet meer getoond.',
    fr: 'Conservez cette clé maintenant\u00a0: elle ne sera plus affichée.',
    en: 'Keep this key now: it is not shown again.',
  },
  none: { nl: 'Er zijn geen sleutels.', fr: 'Il n’y a pas de clés.', en: 'There are no keys.' },
  isRevoked: {
    nl: 'De sleutel is ingetrokken en geeft geen toegang meer.',
    fr: 'La clé est révoquée et ne donne plus accès.',
    en: 'The key is revoked and gives no access any more.',
  },
  neverUsed: { nl: 'nooit gebruikt', fr: 'jamais utilisée', en: 'never used' },
  lastUsed: {
    nl: (moment) => `laatst gebruikt ${moment}`,
    fr: (moment) => `utilisée la dernière fois ${moment}`,
    en: (moment) => `last used ${moment}`,
  },
  revoked: {
    nl: (moment) => `ingetrokken ${moment}`,
    fr: (moment) => `révoquée ${moment}`,
    en: (moment) => `revoked ${moment}`,
  },
  oneThing: (example: string): Texts => ({
    nl: `Zeg wat: keys create, keys list of keys revoke; voorbeeld: ${example}`,
    fr: `Dites quoi\u00a0: keys create, keys list ou keys revoke\u00a0; exemple\u00a0: ${example}`,
    en: `Say what: keys create, keys list or keys revoke; example: ${example}`,
  }),
  nameTooLong: (longest: number): Texts => ({
    nl: `--name heeft hoogstens ${longest} tekens.`,
    fr: `--name a ${longest} caractères au plus.`,
    en: `--name has ${longest} characters at most.`,
  }),
} satisfies Record<string, Texts | Told | ((value: never) => Texts)>;
