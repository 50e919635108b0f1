import type { SeeableCode } from '../../domain/issues/seen-issues';
import type { Language } from '../../domain/issues/texts/text-types';
import { counted } from './counted';

/** What commands say when they are done. Names of commands, codes and records are the same in every language. */
export interface CommandWords {
  readonly nothingChanged: string;
  readonly later: string;
  readonly noneHeldWith: (code: string) => string;
  readonly isTriedAgain: string;
  readonly wasTriedAgainAnd: string;
  readonly goesOnByItself: string;
  readonly isSkipped: string;
  readonly isLinkedTo: (document: string) => string;
  readonly despite: string;
  readonly differs: (what: 'customer' | 'gross', invoice: string, document: string) => string;
  readonly notKnown: string;
  readonly customerIsNow: (to: string, from: string | null) => string;
  readonly heldTriedAgain: (count: number) => string;
  readonly noneDependedOnIt: string;
  readonly staysAsItIs: string;
  readonly isClosed: (code: string) => string;
  readonly staysClosedUntil: Readonly<Record<SeeableCode, string>>;
  readonly wasPausedAlready: (why: string | null) => string;
  readonly isPaused: (why: string | null, id: string) => string;
  readonly wasActiveAlready: string;
  readonly isResumed: (why: string | null) => string;
  readonly wasRead: (found: number, waiting: number, held: number, issues: number) => string;
  readonly nothingUntilResumed: (id: string) => string;
  readonly connected: (isResumed: boolean) => string;
  readonly notConnected: string;
  readonly settingsLeft: string;
  readonly vatMapLeft: string;
  readonly vatGroup: (name: string) => string;
  readonly notMapped: string;
  readonly codesOfFolder: (codes: string) => string;
}

const within = (words: string | null): string => (words === null ? '' : ` (${words})`);

const en: CommandWords = {
  nothingChanged: 'Nothing was changed.',
  later: 'That happens later.',
  noneHeldWith: (code) => `no invoice is held with ${code}; nothing was changed.`,
  isTriedAgain: 'is tried again.',
  wasTriedAgainAnd: 'was tried again and',
  goesOnByItself: '; it goes on by itself.',
  isSkipped: 'is skipped and is not booked; "retry" undoes that.',
  isLinkedTo: (document) => `is booked: linked to ${document}; nothing was sent to WinBooks.`,
  despite: 'Accepted by force although they differ:',
  differs: (what, invoice, document) => `${what} ${invoice} in the invoice, ${document} in the document`,
  notKnown: 'not known',
  customerIsNow: (to, from) =>
    `that customer is ${to} in WinBooks now${from === null ? '' : ` (it was ${from})`};`,
  heldTriedAgain: (count) =>
    `${counted('en', count, '# held invoice is', '# held invoices are')} tried again`,
  noneDependedOnIt: 'no held invoice depended on it',
  staysAsItIs: ', and stays as it is.',
  isClosed: (code) => `${code} is closed.`,
  staysClosedUntil: {
    BOOKED_TWICE: 'It stays closed until yet another document of this invoice is found in WinBooks.',
    BOOKING_GONE: 'It stays closed until another document of this invoice is deleted in WinBooks.',
    BOOKING_DIFFERS: 'It stays closed until another difference is found.',
    INVOICE_GONE: 'It stays closed until the invoice is back in Tribe and deleted again.',
    INVOICE_CHANGED: 'It stays closed until the invoice changes again in Tribe.',
  },
  wasPausedAlready: (why) => `was paused already${within(why)}; nothing was changed.`,
  isPaused: (why, id) => `paused${within(why)}. Nothing is sent to WinBooks until "resume --tenant ${id}".`,
  wasActiveAlready: 'was active already; nothing was changed.',
  isResumed: (why) => `resumed${why === null ? '' : ` (it was paused: ${why})`}. What waited is booked now.`,
  wasRead: (found, waiting, held, issues) =>
    `Tribe was read: ${found} new, ${waiting} waiting or under way, ${held} held, ${counted('en', issues, '# open issue', '# open issues')}.`,
  nothingUntilResumed: (id) => `It is paused: nothing is booked until "resume --tenant ${id}".`,
  connected: (isResumed) => `connected${isResumed ? ', and its work goes on' : ''}.`,
  notConnected: 'not connected, and nothing was changed.',
  settingsLeft: 'settings left as they are.',
  vatMapLeft: 'VAT map left as it is.',
  vatGroup: (name) => `VAT group ${name}`,
  notMapped: '– not mapped: its invoices are held',
  codesOfFolder: (codes) => `Codes of the folder: ${codes || 'none'}`,
};

const nl: CommandWords = {
  nothingChanged: 'Er is niets gewijzigd.',
  later: 'Dat gebeurt later.',
  noneHeldWith: (code) => `geen factuur is tegengehouden met ${code}; er is niets gewijzigd.`,
  isTriedAgain: 'wordt opnieuw geprobeerd.',
  wasTriedAgainAnd: 'werd opnieuw geprobeerd en',
  goesOnByItself: '; dit gaat vanzelf verder.',
  isSkipped: 'is overgeslagen en wordt niet geboekt; “retry” maakt dat ongedaan.',
  isLinkedTo: (document) => `is geboekt: gekoppeld aan ${document}; er is niets naar WinBooks verstuurd.`,
  despite: 'Uitdrukkelijk aanvaard, hoewel ze verschillen:',
  differs: (what, invoice, document) =>
    `${what === 'customer' ? 'klant' : 'totaal'} ${invoice} in de factuur, ${document} in het document`,
  notKnown: 'niet gekend',
  customerIsNow: (to, from) =>
    `die klant is nu ${to} in WinBooks${from === null ? '' : ` (vroeger ${from})`};`,
  heldTriedAgain: (count) =>
    `${counted('nl', count, '# tegengehouden factuur wordt', '# tegengehouden facturen worden')} opnieuw geprobeerd`,
  noneDependedOnIt: 'geen tegengehouden factuur hing ervan af',
  staysAsItIs: ', en blijft zo.',
  isClosed: (code) => `${code} is afgesloten.`,
  staysClosedUntil: {
    BOOKED_TWICE: 'Dit blijft afgesloten tot in WinBooks nog een document van deze factuur gevonden wordt.',
    BOOKING_GONE:
      'Dit blijft afgesloten tot in WinBooks een ander document van deze factuur verwijderd wordt.',
    BOOKING_DIFFERS: 'Dit blijft afgesloten tot een ander verschil gevonden wordt.',
    INVOICE_GONE: 'Dit blijft afgesloten tot de factuur terug in Tribe staat en opnieuw verwijderd wordt.',
    INVOICE_CHANGED: 'Dit blijft afgesloten tot de factuur in Tribe opnieuw gewijzigd wordt.',
  },
  wasPausedAlready: (why) => `was al gepauzeerd${within(why)}; er is niets gewijzigd.`,
  isPaused: (why, id) => `gepauzeerd${within(why)}. Er gaat niets naar WinBooks tot “resume --tenant ${id}”.`,
  wasActiveAlready: 'was al actief; er is niets gewijzigd.',
  isResumed: (why) =>
    `hervat${why === null ? '' : ` (was gepauzeerd: ${why})`}. Wat wachtte, wordt nu geboekt.`,
  wasRead: (found, waiting, held, issues) =>
    `Tribe is gelezen: ${found} nieuw, ${waiting} wachtend of onderweg, ${held} tegengehouden, ${counted('nl', issues, '# open aandachtspunt', '# open aandachtspunten')}.`,
  nothingUntilResumed: (id) =>
    `De koppeling is gepauzeerd: er wordt niets geboekt tot “resume --tenant ${id}”.`,
  connected: (isResumed) => `verbonden${isResumed ? ', en het werk gaat verder' : ''}.`,
  notConnected: 'niet verbonden, en er is niets gewijzigd.',
  settingsLeft: 'de instellingen blijven zoals ze zijn.',
  vatMapLeft: 'de btw-toewijzing blijft zoals ze is.',
  vatGroup: (name) => `btw-groep ${name}`,
  notMapped: '– niet toegewezen: facturen worden tegengehouden',
  codesOfFolder: (codes) => `Codes van het dossier: ${codes || 'geen'}`,
};

const fr: CommandWords = {
  nothingChanged: 'Rien n’a été modifié.',
  later: 'Cela se fera plus tard.',
  noneHeldWith: (code) => `aucune facture n’est retenue avec ${code}\u00a0; rien n’a été modifié.`,
  isTriedAgain: 'est réessayée.',
  wasTriedAgainAnd: 'a été réessayée et',
  goesOnByItself: '\u00a0; cela continue automatiquement.',
  isSkipped: 'est écartée et ne sera pas comptabilisée\u00a0; «\u00a0retry\u00a0» l’annule.',
  isLinkedTo: (document) =>
    `est comptabilisée\u00a0: liée à ${document}\u00a0; rien n’a été envoyé à WinBooks.`,
  despite: 'Accepté expressément, bien qu’elles diffèrent\u00a0:',
  differs: (what, invoice, document) =>
    `${what === 'customer' ? 'client' : 'total'} ${invoice} dans la facture, ${document} dans le document`,
  notKnown: 'inconnu',
  customerIsNow: (to, from) =>
    `ce client est désormais ${to} dans WinBooks${from === null ? '' : ` (c’était ${from})`}\u00a0;`,
  heldTriedAgain: (count) =>
    counted('fr', count, '# facture retenue est réessayée', '# factures retenues sont réessayées'),
  noneDependedOnIt: 'aucune facture retenue n’en dépendait',
  staysAsItIs: ', et le reste.',
  isClosed: (code) => `${code} est clôturé.`,
  staysClosedUntil: {
    BOOKED_TWICE:
      'Il le reste jusqu’à ce qu’un autre document encore de cette facture soit trouvé dans WinBooks.',
    BOOKING_GONE: 'Il le reste jusqu’à ce qu’un autre document de cette facture soit supprimé dans WinBooks.',
    BOOKING_DIFFERS: 'Il le reste jusqu’à ce qu’une autre différence soit trouvée.',
    INVOICE_GONE: 'Il le reste jusqu’à ce que la facture revienne dans Tribe et soit à nouveau supprimée.',
    INVOICE_CHANGED: 'Il le reste jusqu’à ce que la facture change à nouveau dans Tribe.',
  },
  wasPausedAlready: (why) => `était déjà en pause${within(why)}\u00a0; rien n’a été modifié.`,
  isPaused: (why, id) =>
    `en pause${within(why)}. Rien n’est envoyé à WinBooks avant «\u00a0resume --tenant ${id}\u00a0».`,
  wasActiveAlready: 'était déjà active\u00a0; rien n’a été modifié.',
  isResumed: (why) =>
    `reprise${why === null ? '' : ` (pause\u00a0: ${why})`}. Ce qui attendait est comptabilisé maintenant.`,
  wasRead: (found, waiting, held, issues) =>
    `Tribe a été lu\u00a0: ${counted('fr', found, '# nouvelle', '# nouvelles')}, ${waiting} en attente ou en cours, ${counted('fr', held, '# retenue', '# retenues')}, ${counted('fr', issues, '# point d’attention ouvert', '# points d’attention ouverts')}.`,
  nothingUntilResumed: (id) =>
    `L’intégration est en pause\u00a0: rien n’est comptabilisé avant «\u00a0resume --tenant ${id}\u00a0».`,
  connected: (isResumed) => `connectée${isResumed ? ', et le travail reprend' : ''}.`,
  notConnected: 'pas connectée, et rien n’a été modifié.',
  settingsLeft: 'les réglages restent tels quels.',
  vatMapLeft: 'l’attribution TVA reste telle quelle.',
  vatGroup: (name) => `groupe de TVA ${name}`,
  notMapped: '– non attribué\u00a0: ses factures sont retenues',
  codesOfFolder: (codes) => `Codes du dossier\u00a0: ${codes || 'aucun'}`,
};

export const COMMAND_WORDS: Readonly<Record<Language, CommandWords>> = { nl, fr, en };
