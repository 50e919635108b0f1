import { counted } from './counted';
import type { Language } from '../../domain/issues/texts/text-types';
import { shownValue } from '../../domain/tenant/settings-change';
import type { RecordedAuditEvent } from '../../store/issues/audit-events';

/** Who acted, for people: a person by name, and programs by what they are. */
export function actorInWords(actor: string, language: Language): string {
  const person = /^cli:(.+)$/.exec(actor)?.[1];
  return person ?? PROGRAMS[language][actor] ?? actor;
}

/** What was done, with what it changed or why: `settings changed: closedPeriod hold → next-open`. */
export function doneInWords(
  { action, details, changes }: Pick<RecordedAuditEvent, 'action' | 'details' | 'changes'>,
  language: Language,
): string {
  const words = AUDIT_WORDS[language];
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  const { code, reason, from, to, document, refused, released, cause } = details;
  const told = [
    ...changes.map(({ name, before, after }) => `${name} ${shownValue(before)} → ${shownValue(after)}`),
    ...(to === undefined ? [] : [`${from ?? '–'} → ${to}`]),
    ...(document ? [String(document)] : []),
    ...[code, cause].flatMap((each) => (each ? [String(each)] : [])),
    ...(reason ? [`“${reason}”`] : []),
    ...(released ? [counted(language, Number(released), ...words.triedAgain)] : []),
  ];
  const done = actionInWords(action, language);
  const outcome = refused ? `${done} – ${words.refused} (${refused})` : done;
  return told.length === 0 ? outcome : `${outcome}${colon}${told.join(', ')}`;
}

/** An action of the trail; one of another version keeps its name. */
export const actionInWords = (action: string, language: Language): string =>
  AUDIT_WORDS[language].actions[action] ?? action;

export const NO_EVENTS: Readonly<Record<Language, string>> = {
  nl: 'er is niets geregistreerd.',
  fr: 'rien n’est enregistré.',
  en: 'nothing is recorded.',
};

/** The columns of the trail in a spreadsheet. */
export const AUDIT_HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['Wanneer', 'Wie', 'Wat', 'Waarover', 'Keuze', 'Vroeger', 'Nu', 'Geweigerd', 'Reden', 'Details'],
  fr: ['Quand', 'Qui', 'Quoi', 'Objet', 'Choix', 'Avant', 'Après', 'Refusé', 'Raison', 'Détails'],
  en: ['When', 'Who', 'What', 'About', 'Choice', 'Before', 'After', 'Refused', 'Reason', 'Details'],
};

const PROGRAMS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: {
    worker: 'de koppeling',
    sync: 'de koppeling',
    activation: 'de activering',
    'tenants-file': '--tenants',
  },
  fr: {
    worker: 'l’intégration',
    sync: 'l’intégration',
    activation: 'l’activation',
    'tenants-file': '--tenants',
  },
  en: { worker: 'integration', sync: 'integration', activation: 'activation', 'tenants-file': '--tenants' },
};

interface AuditWords {
  readonly actions: Readonly<Record<string, string>>;
  readonly refused: string;
  readonly triedAgain: readonly [one: string, many: string];
}

const AUDIT_WORDS: Readonly<Record<Language, AuditWords>> = {
  nl: {
    actions: {
      'accept-proposal': 'voorstel aanvaard',
      activate: 'geactiveerd',
      'approve-relations': 'koppelen van relaties goedgekeurd',
      'create-integration': 'koppeling aangemaakt',
      'ask-pause': 'pauze gevraagd',
      'ask-resume': 'hervatting gevraagd',
      'change-settings': 'instellingen gewijzigd',
      close: 'stopgezet',
      'confirm-settings': 'instellingen gelijk aan het bestand',
      'confirm-vat': 'btw-toewijzing gelijk aan het bestand',
      connect: 'verbonden',
      drain: 'stopzetting begonnen',
      'follow-document': 'document vervangen door een ander',
      'link-invoice': 'factuur gekoppeld aan een document',
      'map-vat': 'btw-toewijzing gewijzigd',
      pause: 'gepauzeerd',
      'rebook-invoice': 'factuur opnieuw te boeken',
      reconnect: 'verbindingsgegevens vernieuwd',
      'reject-proposal': 'voorstel afgewezen',
      'relink-customer': 'klant gekoppeld',
      resume: 'hervat',
      'retry-invoice': 'factuur opnieuw geprobeerd',
      'retry-invoices': 'tegengehouden facturen opnieuw geprobeerd',
      'seen-issue': 'aandachtspunt afgehandeld',
      'separate-proposal': 'voorstel afgewezen, elk een eigen partner',
      'skip-invoice': 'factuur overgeslagen',
      'write-debtor-number': 'debiteurnummer in Tribe geschreven',
      'write-phase': 'status in Tribe gewijzigd',
    },
    refused: 'geweigerd',
    triedAgain: ['# factuur opnieuw geprobeerd', '# facturen opnieuw geprobeerd'],
  },
  fr: {
    actions: {
      'accept-proposal': 'proposition acceptée',
      activate: 'activée',
      'approve-relations': 'liaison des relations approuvée',
      'create-integration': 'intégration créée',
      'ask-pause': 'pause demandée',
      'ask-resume': 'reprise demandée',
      'change-settings': 'réglages modifiés',
      close: 'arrêtée',
      'confirm-settings': 'réglages conformes au fichier',
      'confirm-vat': 'attribution TVA conforme au fichier',
      connect: 'connectée',
      drain: 'arrêt commencé',
      'follow-document': 'document remplacé par un autre',
      'link-invoice': 'facture liée à un document',
      'map-vat': 'attribution TVA modifiée',
      pause: 'mise en pause',
      'rebook-invoice': 'facture à comptabiliser à nouveau',
      reconnect: 'données de connexion renouvelées',
      'reject-proposal': 'proposition rejetée',
      'relink-customer': 'client lié',
      resume: 'reprise',
      'retry-invoice': 'facture réessayée',
      'retry-invoices': 'factures retenues réessayées',
      'seen-issue': 'point d’attention traité',
      'separate-proposal': 'proposition rejetée, à chacune son partenaire',
      'skip-invoice': 'facture écartée',
      'write-debtor-number': 'numéro de débiteur écrit dans Tribe',
      'write-phase': 'statut modifié dans Tribe',
    },
    refused: 'refusé',
    triedAgain: ['# facture réessayée', '# factures réessayées'],
  },
  en: {
    actions: {
      'accept-proposal': 'proposed pair accepted',
      activate: 'activated',
      'approve-relations': 'linking of relations approved',
      'create-integration': 'integration made',
      'ask-pause': 'pause asked for',
      'ask-resume': 'resumption asked for',
      'change-settings': 'settings changed',
      close: 'stopped',
      'confirm-settings': 'settings equal to the file',
      'confirm-vat': 'VAT mapping equal to the file',
      connect: 'connected',
      drain: 'stopping begun',
      'follow-document': 'document replaced by another one',
      'link-invoice': 'invoice linked to a document',
      'map-vat': 'VAT mapping changed',
      pause: 'paused',
      'rebook-invoice': 'invoice to be booked again',
      reconnect: 'connection details renewed',
      'reject-proposal': 'proposed pair rejected',
      'relink-customer': 'customer linked',
      resume: 'resumed',
      'retry-invoice': 'invoice tried again',
      'retry-invoices': 'held invoices tried again',
      'seen-issue': 'issue dealt with',
      'separate-proposal': 'proposed pair rejected, each gets a partner of its own',
      'skip-invoice': 'invoice skipped',
      'write-debtor-number': 'debtor number written to Tribe',
      'write-phase': 'phase changed in Tribe',
    },
    refused: 'refused',
    triedAgain: ['# invoice tried again', '# invoices tried again'],
  },
};
