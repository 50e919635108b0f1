import type { Language } from '../../domain/issues/texts/text-types';
import { counted } from './counted';

/** What `status` says. Names of commands, codes, hosts and causes are the same in every language. */
export interface StatusSentences {
  readonly noTenants: string;
  readonly noInvoices: string;
  readonly neverRead: string;
  readonly lastRead: (ago: string, every: string) => string;
  readonly beingRead: (upTo: string | null) => string;
  readonly noneWaits: string;
  readonly notBooked: (count: number, oldest: string) => string;
  readonly noneNeeded: string;
  readonly needed: (held: number, codes: string, issues: number, id: string) => string;
  readonly toReview: (relations: number, id: string) => string;
  readonly nothingInTheWay: string;
  readonly inTheWay: string;
  readonly perhapsSilent: string;
  readonly manyUnreadable: string;
  readonly reconnect: (id: string) => string;
  readonly notActive: (state: string) => string;
  readonly noReason: string;
  readonly paused: (why: string, until: string) => string;
  readonly connectionWorks: string;
  readonly statusFails: (cause: string) => string;
  readonly looksFail: (duration: string, cause: string) => string;
  readonly readingFails: (duration: string, cause: string) => string;
  readonly vendorSilent: (vendor: string, duration: string, cause: string) => string;
  readonly notRead: (lastAt: string | null) => string;
  readonly unknownFates: (count: number) => string;
  readonly days: (count: number) => string;
}

const en: StatusSentences = {
  noTenants: 'No tenants yet.',
  noInvoices: 'no invoices',
  neverRead: 'Tribe has never been read completely.',
  lastRead: (ago, every) => `Tribe was last read ${ago} ago; it is read every ${every}.`,
  beingRead: (upTo) => `It is being read completely now, up to ${upTo ?? 'nothing yet'}.`,
  noneWaits: 'No invoice waits to be booked.',
  notBooked: (count, oldest) =>
    count === 1
      ? `1 invoice is not booked yet, found ${oldest} ago.`
      : `${count} invoices are not booked yet, the oldest found ${oldest} ago.`,
  noneNeeded: 'Nothing needs a person.',
  needed: (held, codes, issues, id) =>
    `Needs a person: ${held === 0 ? 'no invoices are' : counted('en', held, '# invoice is', '# invoices are')} held${codes}; ` +
    `${counted('en', issues, '# issue is', '# issues are')} open. What to do: "issues --tenant ${id}".`,
  toReview: (relations, id) =>
    `To review: ${counted('en', relations, '# relation has', '# relations have')} a proposed partner. See them: "matches --tenant ${id}".`,
  nothingInTheWay: 'Nothing stands in the way.',
  inTheWay: 'In the way:',
  perhapsSilent:
    'WinBooks or Tribe may not be answering. Temporal UI shows what each invoice waits for; booking continues automatically',
  manyUnreadable: 'many invoices cannot be read (READING_FAILS)',
  reconnect: (id) => `: "reconnect --tenant ${id}" checks it live, and resumes`,
  notActive: (state) => `it is ${state}: nothing new is booked until it is active`,
  noReason: 'no reason given',
  paused: (why, until) => `it is paused (${why}): nothing is sent to WinBooks until ${until}`,
  connectionWorks: 'its connection works',
  statusFails: (cause) => `its status cannot be read: ${cause}`,
  looksFail: (duration, cause) => `late looks have failed for ${duration}: ${cause}`,
  readingFails: (duration, cause) => `reading Tribe has failed for ${duration}: ${cause}`,
  vendorSilent: (vendor, duration, cause) => `${vendor} has not answered properly for ${duration}: ${cause}`,
  notRead: (lastAt) =>
    `Tribe is not being read: it was ${lastAt === null ? 'never read' : `last read at ${lastAt}`}. No cause is known, so perhaps no worker is running, or it cannot reach Temporal (see its log)`,
  unknownFates: (count) =>
    `the fate of ${count} invoices that were sent is unknown: they are being looked up in WinBooks, and nothing new is sent until one is found, or is certainly absent`,
  days: (count) => `${count} days`,
};

const nl: StatusSentences = {
  noTenants: 'Nog geen koppelingen.',
  noInvoices: 'geen facturen',
  neverRead: 'Tribe is nog nooit volledig gelezen.',
  lastRead: (ago, every) => `Tribe is ${ago} geleden gelezen; dat gebeurt om de ${every}.`,
  beingRead: (upTo) =>
    `Tribe wordt nu volledig gelezen, ${upTo === null ? 'vanaf het begin' : `tot ${upTo}`}.`,
  noneWaits: 'Geen enkele factuur wacht op boeking.',
  notBooked: (count, oldest) =>
    count === 1
      ? `1 factuur is nog niet geboekt, ${oldest} geleden gevonden.`
      : `${count} facturen zijn nog niet geboekt, de oudste is ${oldest} geleden gevonden.`,
  noneNeeded: 'Niemand hoeft iets te doen.',
  needed: (held, codes, issues, id) =>
    `Iemand is nodig: ${held === 0 ? 'geen facturen zijn' : counted('nl', held, '# factuur is', '# facturen zijn')} tegengehouden${codes}; ` +
    `${counted('nl', issues, '# aandachtspunt staat', '# aandachtspunten staan')} open. Wat te doen: “issues --tenant ${id}”.`,
  toReview: (relations, id) =>
    `Na te kijken: voor ${counted('nl', relations, '# relatie is', '# relaties is')} een partner voorgesteld. Bekijk ze: “matches --tenant ${id}”.`,
  nothingInTheWay: 'Niets staat in de weg.',
  inTheWay: 'In de weg:',
  perhapsSilent:
    'misschien antwoordt WinBooks of Tribe niet. Temporal UI toont waarop elke factuur wacht; het boeken gaat vanzelf verder',
  manyUnreadable: 'veel facturen kunnen niet gelezen worden (READING_FAILS)',
  reconnect: (id) => `: “reconnect --tenant ${id}” controleert de verbinding en hervat`,
  notActive: (state) => `status “${state}”: er wordt niets nieuws geboekt tot de koppeling actief is`,
  noReason: 'zonder reden',
  paused: (why, until) => `gepauzeerd (${why}): er gaat niets naar WinBooks tot ${until}`,
  connectionWorks: 'de verbinding werkt',
  statusFails: (cause) => `de status kan niet gelezen worden: ${cause}`,
  looksFail: (duration, cause) => `het latere nakijken mislukt sinds ${duration}: ${cause}`,
  readingFails: (duration, cause) => `het lezen van Tribe mislukt sinds ${duration}: ${cause}`,
  vendorSilent: (vendor, duration, cause) =>
    `${vendor} antwoordt sinds ${duration} niet behoorlijk: ${cause}`,
  notRead: (lastAt) =>
    `Tribe wordt niet gelezen: ${lastAt === null ? 'het is nog nooit gelezen' : `de laatste keer was ${lastAt}`}. Er is geen oorzaak gekend; misschien loopt er geen worker, of bereikt hij Temporal niet (zie zijn log)`,
  unknownFates: (count) =>
    `van ${count} verstuurde facturen is niet geweten wat ervan werd: ze worden in WinBooks opgezocht, en er wordt niets nieuws verstuurd tot er een gevonden is, of zeker ontbreekt`,
  days: (count) => `${count} dagen`,
};

const fr: StatusSentences = {
  noTenants: 'Pas encore d’intégration.',
  noInvoices: 'aucune facture',
  neverRead: 'Tribe n’a jamais été lu entièrement.',
  lastRead: (ago, every) => `Tribe a été lu il y a ${ago}\u00a0; il l’est toutes les ${every}.`,
  beingRead: (upTo) =>
    `Il est lu entièrement en ce moment, ${upTo === null ? 'depuis le début' : `jusqu’au ${upTo}`}.`,
  noneWaits: 'Aucune facture n’attend d’être comptabilisée.',
  notBooked: (count, oldest) =>
    count === 1
      ? `1 facture n’est pas encore comptabilisée, trouvée il y a ${oldest}.`
      : `${count} factures ne sont pas encore comptabilisées, la plus ancienne a été trouvée il y a ${oldest}.`,
  noneNeeded: 'Personne n’a rien à faire.',
  needed: (held, codes, issues, id) =>
    `À traiter\u00a0: ${held === 0 ? 'aucune facture n’est retenue' : counted('fr', held, '# facture est retenue', '# factures sont retenues')}${codes}\u00a0; ` +
    `${counted('fr', issues, '# point d’attention est ouvert', '# points d’attention sont ouverts')}. Que faire\u00a0: «\u00a0issues --tenant ${id}\u00a0».`,
  toReview: (relations, id) =>
    `À vérifier\u00a0: un partenaire est proposé pour ${counted('fr', relations, '# relation', '# relations')}. Voir\u00a0: «\u00a0matches --tenant ${id}\u00a0».`,
  nothingInTheWay: 'Rien ne fait obstacle.',
  inTheWay: 'Obstacle\u00a0:',
  perhapsSilent:
    'WinBooks ou Tribe ne répond peut-être pas. Temporal UI montre ce que chaque facture attend\u00a0; la comptabilisation continue automatiquement',
  manyUnreadable: 'beaucoup de factures ne peuvent pas être lues (READING_FAILS)',
  reconnect: (id) => `\u00a0: «\u00a0reconnect --tenant ${id}\u00a0» vérifie la connexion et reprend`,
  notActive: (state) =>
    `état «\u00a0${state}\u00a0»\u00a0: rien de nouveau n’est comptabilisé tant que l’intégration n’est pas active`,
  noReason: 'sans raison',
  paused: (why, until) => `en pause (${why})\u00a0: rien n’est envoyé à WinBooks avant ${until}`,
  connectionWorks: 'que la connexion fonctionne',
  statusFails: (cause) => `l’état ne peut pas être lu\u00a0: ${cause}`,
  looksFail: (duration, cause) => `les vérifications ultérieures échouent depuis ${duration}\u00a0: ${cause}`,
  readingFails: (duration, cause) => `la lecture de Tribe échoue depuis ${duration}\u00a0: ${cause}`,
  vendorSilent: (vendor, duration, cause) =>
    `${vendor} ne répond pas correctement depuis ${duration}\u00a0: ${cause}`,
  notRead: (lastAt) =>
    `Tribe n’est pas lu\u00a0: ${lastAt === null ? 'il ne l’a jamais été' : `la dernière fois était ${lastAt}`}. Aucune cause n’est connue\u00a0; peut-être qu’aucun worker ne tourne, ou qu’il n’atteint pas Temporal (voir son journal)`,
  unknownFates: (count) =>
    `on ignore ce que sont devenues ${count} factures envoyées\u00a0: elles sont recherchées dans WinBooks, et rien de nouveau n’est envoyé tant que l’une d’elles n’est pas trouvée ou certainement absente`,
  days: (count) => `${count} jours`,
};

export const STATUS_SENTENCES: Readonly<Record<Language, StatusSentences>> = { nl, fr, en };
