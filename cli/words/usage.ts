import type { Language } from '../../domain/issues/texts/text-types';
import { wrapped } from './wrapped';

/** Each way to use a command, in the order of `--help`; the same in every language. */
const USES = {
  start: ['start', '[--tenants FILE] [--once] [--json] [--force] [--patience SECONDS]'],
  activate: ['activate', '--tenants (FILE | -) [--force] [--patience SECONDS] [--json]'],
  status: ['status', '[--json]'],
  invoices: [
    'invoices',
    '--tenant ID [--state S] [--from DAY] [--to DAY] [--customer C]',
    '[--json | --csv]',
  ],
  invoiceHistory: ['invoices', '--tenant ID --invoice N [--json]'],
  payments: ['payments', '--tenant ID [--json]'],
  issues: ['issues', '--tenant ID [--issue CODE] [--owner tenant|accountant|operator] [--json | --csv]'],
  relations: ['relations', '--tenant ID [--state S] [--search TEXT] [--limit N] [--cursor C] [--json]'],
  relationHistory: ['relations', '--tenant ID --relation N [--json]'],
  matches: ['matches', '--tenant ID [--limit N] [--cursor C] [--json]'],
  decideMatches: ['matches', 'accept | reject | create --tenant ID --id N [--id N …] [--json]'],
  acceptClear: ['matches', 'accept --tenant ID --clear [--json]'],
  audit: ['audit', '--tenant ID [--from DAY] [--limit N] [--cursor C] [--json | --csv]'],
  retry: ['retry', '--tenant ID (--invoice N | --issue CODE) [--no-wait]'],
  skip: ['skip', '--tenant ID --invoice N --reason R'],
  link: ['link', '--tenant ID --invoice N --document (ID | JOURNAL/NUMBER) [--force]'],
  rebook: ['rebook', '--tenant ID --invoice N [--no-wait]'],
  relink: ['relink', '--tenant ID --invoice N --customer CODE'],
  seen: ['seen', '--tenant ID --invoice N [--issue CODE] [--reason R]'],
  check: ['check', '--tenant ID --invoice N [--json]'],
  tieOut: ['tie-out', '--tenant ID [--month YYYY-MM] [--json] [--csv FILE] [--html FILE]'],
  pause: ['pause', '--tenant ID [--reason R]'],
  resume: ['resume', '--tenant ID'],
  sync: ['sync', '--tenant ID [--json]'],
  settings: ['settings', '--tenant ID [--json] [--set name=value …]'],
  vat: ['vat', '--tenant ID [--json] [--map "GROUP=CODE" …]'],
  reconnect: [
    'reconnect',
    '--tenant ID [--exchange-token X] [--client-id I --client-secret S] [--refresh-token R]',
  ],
  keys: ['keys', 'create --name N --scope platform|operator|read [--json]', 'list [--json]', 'revoke --id I'],
  sandbox: ['sandbox', '[--json] [--tribe-port P] [--winbooks-port P] [--data DIR] [--seed NAME]'],
  atVendors: [
    'sandbox',
    'send --tenant ID [--customer C] [--amount A]',
    'credit --tenant ID --invoice N [--share S]',
    'pay --tenant ID --invoice N [--amount A]',
    'lock --tenant ID --customer C [--unlock]',
    'close --tenant ID --month YYYY-MM [--reopen]',
    'lose-answer [--count N] | heal',
  ],
  processes: ['worker | server', ''],
} as const satisfies Readonly<Record<string, readonly [command: string, ...lines: string[]]>>;

const NAME_WIDTH = 10;
const MEANING_AT = 45;
const WIDTH = 120;

/** What `--help` says. */
export function usage(language: Language): string {
  const { title, meanings, notes } = USAGE_WORDS[language];
  const uses = Object.entries(USES).flatMap(([use, [command, ...lines]]) =>
    useInLines(command, lines, meanings[use as keyof typeof USES]),
  );
  const told = notes.flatMap((note) => wrapped(note, { width: WIDTH, indent: 0 }));
  return `${[title, '', ...uses, '', ...told].join('\n')}\n`;
}

/** The meaning stands beside a short line, and under a long one. */
function useInLines(command: string, lines: readonly string[], meaning: string): readonly string[] {
  const syntax = lines.map((line, index) =>
    `  ${(index === 0 ? command : '').padEnd(NAME_WIDTH)}${index === 0 && command.length > NAME_WIDTH ? ' ' : ''}${line}`.trimEnd(),
  );
  const [first = '', ...others] = wrapped(meaning, { width: WIDTH - MEANING_AT, indent: 0 }).map(
    (line) => ' '.repeat(MEANING_AT) + line,
  );
  const last = syntax.at(-1) ?? '';
  return last.length < MEANING_AT - 1
    ? [...syntax.slice(0, -1), last.padEnd(MEANING_AT) + first.trimStart(), ...others]
    : [...syntax, first, ...others];
}

interface UsageWords {
  readonly title: string;
  readonly meanings: Readonly<Record<keyof typeof USES, string>>;
  readonly notes: readonly string[];
}

const USAGE_WORDS: Readonly<Record<Language, UsageWords>> = {
  nl: {
    title: 'Gebruik: npm run --silent cli -- COMMANDO',
    meanings: {
      start: 'alles op deze machine laten lopen (npm start)',
      activate: 'de koppelingen van een bestand activeren, op om het even welke installatie',
      status: 'elke koppeling: wat wacht, wat tegengehouden is en wat in de weg staat',
      invoices: 'de facturen van één koppeling, of die eraan voldoen',
      invoiceHistory: 'de geschiedenis van één factuur: wat verstuurd werd en wat terugkwam',
      payments: 'van elke geboekte factuur: wat betaald is, wanneer, en wat openstaat',
      issues: 'wat een mens nodig heeft, waarom, en wat eraan te doen is',
      relations:
        'klanten en leveranciers van beide kanten: gekoppeld, maar aan één kant, of nog na te kijken',
      relationHistory:
        'wat voor één relatie naar elke kant geschreven werd, veld per veld; N is haar id in Tribe, haar debiteur- of crediteurnummer, of haar referentie in WinBooks',
      matches: 'voorstellen om na te kijken, en wat in elk gelijk is',
      decideMatches:
        'ze zijn dezelfde, of niet; create: geen van beide hoort bij een voorstel, en elk krijgt een eigen tegenhanger',
      acceptClear: 'elk voorstel zonder twijfel aanvaarden, en voortaan aanmaken wat geen tegenhanger heeft',
      audit:
        'wie wat wanneer deed, het nieuwste eerst: oude en nieuwe waarden van instellingen, en wat geweigerd werd',
      retry:
        'een tegengehouden of overgeslagen factuur opnieuw proberen, of alles wat met een code tegengehouden is',
      skip: 'deze factuur niet boeken',
      link: 'een factuur die tegengehouden is of waarvan het document verwijderd werd, is dit document, dat al in WinBooks staat',
      rebook: 'een factuur opnieuw boeken waarvan het document in WinBooks verwijderd werd',
      relink: 'de klant van deze factuur is deze in WinBooks',
      seen: 'wat openstaat op een geboekte factuur is geregeld of aanvaard',
      check: 'zou deze factuur geboekt worden? Schrijft niets',
      tieOut:
        'zeggen Tribe en WinBooks hetzelfde? Controletotalen per dagboek, maand en btw-code, en elk verschil; leest alleen',
      pause: 'niets naar WinBooks sturen tot de koppeling hervat wordt',
      resume: 'verdergaan',
      sync: 'Tribe nu lezen in plaats van bij de volgende beurt',
      settings: 'de instellingen van een actieve koppeling, of een wijziging die meteen gecontroleerd wordt',
      vat: 'welke btw-code elke btw-groep krijgt en wat dat betekent, of een wijziging die meteen gecontroleerd wordt',
      reconnect:
        'een verbinding meteen controleren, met nieuwe gegevens als die er zijn, en verdergaan; een geheim mag - zijn (een lijn van standard input) of env:NAME',
      keys: 'sleutels van de HTTP-API: een nieuwe wordt één keer getoond',
      sandbox: 'alleen de twee twins',
      atVendors:
        'naast een start die loopt: wat een mens in Tribe of WinBooks doet, en wat daar misloopt (lose-answer, heal)',
      processes: 'één proces, zoals in productie',
    },
    notes: [
      'Elk commando neemt --lang nl|fr|en (anders Engels) en --as NAME, de naam in het logboek (anders de gebruiker van deze machine). --csv is voor een rekenblad in België: UTF-8, puntkomma’s tussen de cellen, decimale komma’s; een credit is negatief. N is het nummer van de factuur in Tribe, of haar id. Exitcodes: 0 gedaan, 1 iets werkt nu niet, 2 verkeerde invoer of niet mogelijk, 3 iets is tegengehouden. Omgeving: zie .env.example.',
    ],
  },
  fr: {
    title: 'Utilisation\u00a0: npm run --silent cli -- COMMANDE',
    meanings: {
      start: 'tout faire tourner sur cette machine (npm start)',
      activate: 'activer les intégrations d’un fichier, sur n’importe quelle installation',
      status: 'chaque intégration\u00a0: ce qui attend, ce qui est retenu et ce qui fait obstacle',
      invoices: 'les factures d’une intégration, ou celles qui répondent aux critères',
      invoiceHistory: 'l’historique d’une facture\u00a0: ce qui a été envoyé et ce qui est revenu',
      payments: 'pour chaque facture comptabilisée\u00a0: ce qui est payé, quand, et ce qui reste ouvert',
      issues: 'ce qui demande une personne, pourquoi, et ce qu’il y a à faire',
      relations: 'clients et fournisseurs des deux côtés\u00a0: liés, d’un seul côté, ou à vérifier',
      relationHistory:
        'ce qui a été écrit de chaque côté pour une relation, champ par champ\u00a0; N est son id dans Tribe, son numéro de débiteur ou de créancier, ou sa référence dans WinBooks',
      matches: 'les propositions à vérifier, et ce que les deux ont en commun',
      decideMatches:
        'ce sont les mêmes, ou non\u00a0; create\u00a0: aucun des deux n’a de partenaire proposé, et chacun reçoit le sien',
      acceptClear: 'accepter chaque proposition sans doute, et créer désormais ce qui n’a pas de partenaire',
      audit:
        'qui a fait quoi et quand, le plus récent d’abord\u00a0: anciennes et nouvelles valeurs des réglages, et ce qui a été refusé',
      retry: 'réessayer une facture retenue ou écartée, ou toutes celles qui sont retenues avec un code',
      skip: 'ne pas comptabiliser cette facture',
      link: 'une facture retenue, ou dont le document a été supprimé, est ce document, que WinBooks a déjà',
      rebook: 'comptabiliser à nouveau une facture dont le document a été supprimé dans WinBooks',
      relink: 'le client de cette facture est celui-ci dans WinBooks',
      seen: 'ce qui est ouvert sur une facture comptabilisée est réglé ou accepté',
      check: 'cette facture serait-elle comptabilisée\u00a0? N’écrit rien',
      tieOut:
        'Tribe et WinBooks disent-ils la même chose\u00a0? Totaux par journal, mois et code TVA, et chaque différence\u00a0; lit seulement',
      pause: 'ne rien envoyer à WinBooks jusqu’à la reprise',
      resume: 'continuer',
      sync: 'lire Tribe maintenant plutôt qu’au prochain tour',
      settings: 'les réglages d’une intégration active, ou une modification, vérifiée tout de suite',
      vat: 'le code TVA de chaque groupe de TVA et ce qu’il veut dire, ou une modification, vérifiée tout de suite',
      reconnect:
        'vérifier une connexion tout de suite, avec de nouvelles données s’il y en a, et continuer\u00a0; un secret peut être - (une ligne de standard input) ou env:NAME',
      keys: 'les clés de l’API HTTP\u00a0: une nouvelle clé est affichée une seule fois',
      sandbox: 'les deux twins seuls',
      atVendors:
        'à côté d’un start qui tourne\u00a0: ce que fait une personne dans Tribe ou WinBooks, et ce qui y échoue (lose-answer, heal)',
      processes: 'un seul processus, comme en production',
    },
    notes: [
      'Chaque commande prend --lang nl|fr|en (sinon l’anglais) et --as NAME, le nom dans le journal d’audit (sinon l’utilisateur de cette machine). --csv est pour un tableur en Belgique\u00a0: UTF-8, cellules séparées par un point-virgule, virgules décimales\u00a0; un crédit est négatif. N est le numéro de la facture dans Tribe, ou son id. Codes de sortie\u00a0: 0 fait, 1 quelque chose ne fonctionne pas maintenant, 2 mauvaise entrée ou impossible, 3 quelque chose est retenu. Environnement\u00a0: voir .env.example.',
    ],
  },
  en: {
    title: 'Usage: npm run --silent cli -- COMMAND',
    meanings: {
      start: 'run everything on this machine (npm start)',
      activate: 'activate the integrations of a file on any installation',
      status: 'every integration: what waits, what is held, what stands in the way',
      invoices: 'the invoices of one integration, or those that fit',
      invoiceHistory: 'the history of one invoice, what was sent and what came back',
      payments: 'of each booked invoice: what is paid, when, and what is open',
      issues: 'what needs a person, why, and what can be done',
      relations: 'customers and suppliers of both sides: linked, only on one side, or waiting for review',
      relationHistory:
        'what was written to either side for one relation, field by field; N is its id in Tribe, debtor or creditor number, or reference in WinBooks',
      matches: 'proposed pairs to review, and what is equal in each',
      decideMatches:
        'they are the same, or not; create: neither has a partner that was proposed, so that each gets one of its own',
      acceptClear: 'accept every clear pair, and create what has no partner, from now on',
      audit: 'who did what and when, the newest first: old and new values of settings, and what was refused',
      retry: 'try a held or skipped invoice again, or all held with a code',
      skip: 'do not book this invoice',
      link: 'an invoice that is held, or whose document was deleted, is this document, which WinBooks has already',
      rebook: 'book an invoice again whose document was deleted in WinBooks',
      relink: 'the customer of this invoice is this one in WinBooks',
      seen: 'what is open on a booked invoice was dealt with, or is accepted',
      check: 'would this book? Writes nothing',
      tieOut:
        'do Tribe and WinBooks say the same? Control totals per journal, month and VAT code, and each difference; only reads',
      pause: 'send nothing to WinBooks until it is resumed',
      resume: 'go on',
      sync: 'read Tribe now instead of at the next turn',
      settings: 'the Other Settings of an active integration, or a change, checked live',
      vat: 'which VAT code each VAT group gets and what that means, or a change, checked live',
      reconnect:
        'check a connection live, with new details if given, and go on; a secret may be - (a line of standard input) or env:NAME',
      keys: 'the keys of the HTTP API: a new one is shown once',
      sandbox: 'the two twins alone',
      atVendors:
        'beside a running start: what a person does in Tribe or WinBooks, and what fails there (lose-answer, heal)',
      processes: 'one process, as in production',
    },
    notes: [
      'Every command takes --lang nl|fr|en (English without it), and --as NAME, the name in the audit trail (else the user of this machine). --csv is for a spreadsheet in Belgium: UTF-8, cells separated by a semicolon, decimal commas; a credit is negative. N is the number of the invoice in Tribe, or its id. Exit codes: 0 done, 1 something does not work now, 2 bad input or not possible, 3 something is held. Environment: see .env.example.',
    ],
  },
};
