import type { Evidence } from '../../domain/relation/judge-match';
import type { Language } from '../../domain/issues/texts/text-types';
import type { ListedRelation, RelationState } from '../../store/relations/listed-relations';
import type { RelationChange } from '../../store/relations/relation-history';
import type { ListedMatch } from '../../store/relations/relation-matches';

type Role = ListedRelation['roles'][number];

/** What commands say about relations and proposed pairs. */
export interface RelationWords {
  readonly name: string;
  readonly number: string;
  readonly role: string;
  readonly state: string;
  readonly states: Readonly<Record<RelationState, string>>;
  readonly kinds: Readonly<Record<ListedRelation['kind'], string>>;
  readonly roles: Readonly<Record<Role | 'both', string>>;
  readonly none: string;
  readonly notSynced: string;
  readonly lastSynced: (at: string) => string;
  readonly nothingWritten: string;
  /** Why a value was written, given the side that it was written to. */
  readonly causes: Readonly<Record<RelationChange['cause'], (side: string, other: string) => string>>;
  readonly yes: string;
  readonly no: string;
  readonly noProposals: string;
  readonly verdicts: Readonly<Record<ListedMatch['verdict'], string>>;
  readonly evidence: Readonly<Record<Evidence, string>>;
  readonly equal: string;
  readonly accepted: (relation: string, party: string) => string;
  readonly rejected: (relation: string, party: string) => string;
  readonly separated: (relation: string, party: string) => string;
  readonly waitsForApproval: (id: string) => string;
  readonly clearAccepted: (count: number) => string;
  readonly clearLeft: (count: number) => string;
  readonly isApproved: string;
}

export const RELATION_WORDS: Readonly<Record<Language, RelationWords>> = {
  nl: {
    name: 'Naam',
    number: 'Nummer',
    role: 'Rol',
    state: 'Status',
    states: {
      linked: 'gekoppeld',
      review: 'na te kijken',
      'only-tribe': 'alleen Tribe',
      'only-winbooks': 'alleen WinBooks',
      closed: 'losgemaakt',
      held: 'tegengehouden',
    },
    kinds: { organisation: 'organisatie', person: 'particulier' },
    roles: { customer: 'klant', supplier: 'leverancier', both: 'beide' },
    none: 'geen relaties.',
    notSynced: 'Nog niet gesynchroniseerd.',
    lastSynced: (at) => `Laatst gesynchroniseerd: ${at}.`,
    nothingWritten: 'Er is nog niets geschreven.',
    causes: {
      change: (_, other) => `gewijzigd in ${other}`,
      first: () => 'eerste vergelijking van beide',
      conflict: () => 'aan beide kanten gewijzigd; de instelling besliste',
      create: (side) => `aangemaakt in ${side}`,
      deactivate: (_, other) => `niet meer actief in ${other}`,
      reactivate: (_, other) => `weer actief in ${other}`,
    },
    yes: 'ja',
    no: 'nee',
    noProposals: 'er zijn geen voorstellen na te kijken.',
    verdicts: { clear: 'duidelijk', unclear: 'onduidelijk' },
    evidence: {
      link: 'vroeger gekoppeld',
      number: 'nummer',
      vatNumber: 'btw-nummer',
      namePostcode: 'naam en postcode',
      email: 'e-mailadres',
    },
    equal: 'Gelijk:',
    accepted: (relation, party) => `${relation} is gekoppeld aan ${party}.`,
    rejected: (relation, party) => `${relation} en ${party} zijn niet dezelfde.`,
    separated: (relation, party) =>
      `${relation} en ${party} zijn niet dezelfde; elk krijgt een eigen partner.`,
    waitsForApproval: (id) =>
      `Er wordt niets aangemaakt tot “matches accept --tenant ${id} --clear” het koppelen goedkeurt.`,
    clearAccepted: (count) =>
      count === 1 ? '1 duidelijk voorstel is aanvaard.' : `${count} duidelijke voorstellen zijn aanvaard.`,
    clearLeft: (count) =>
      count === 1 ? '1 kon niet aanvaard worden.' : `${count} konden niet aanvaard worden.`,
    isApproved: 'Wat geen partner heeft, wordt nu aan de andere kant aangemaakt.',
  },
  fr: {
    name: 'Nom',
    number: 'Numéro',
    role: 'Rôle',
    state: 'État',
    states: {
      linked: 'liée',
      review: 'à vérifier',
      'only-tribe': 'Tribe seul',
      'only-winbooks': 'WinBooks seul',
      closed: 'déliée',
      held: 'retenue',
    },
    kinds: { organisation: 'organisation', person: 'particulier' },
    roles: { customer: 'client', supplier: 'fournisseur', both: 'les deux' },
    none: 'aucune relation.',
    notSynced: 'Pas encore synchronisée.',
    lastSynced: (at) => `Dernière synchronisation\u00a0: ${at}.`,
    nothingWritten: 'Rien n’a encore été écrit.',
    causes: {
      change: (_, other) => `modifié dans ${other}`,
      first: () => 'première comparaison des deux',
      conflict: () => 'modifié des deux côtés\u00a0; le réglage a décidé',
      create: (side) => `créé dans ${side}`,
      deactivate: (_, other) => `plus actif dans ${other}`,
      reactivate: (_, other) => `à nouveau actif dans ${other}`,
    },
    yes: 'oui',
    no: 'non',
    noProposals: 'aucune proposition à vérifier.',
    verdicts: { clear: 'claire', unclear: 'pas claire' },
    evidence: {
      link: 'liées auparavant',
      number: 'numéro',
      vatNumber: 'numéro de TVA',
      namePostcode: 'nom et code postal',
      email: 'adresse e-mail',
    },
    equal: 'Identique\u00a0:',
    accepted: (relation, party) => `${relation} est liée à ${party}.`,
    rejected: (relation, party) => `${relation} et ${party} ne sont pas les mêmes.`,
    separated: (relation, party) =>
      `${relation} et ${party} ne sont pas les mêmes\u00a0; chacune aura son propre partenaire.`,
    waitsForApproval: (id) =>
      `Rien n’est créé tant que «\u00a0matches accept --tenant ${id} --clear\u00a0» n’approuve pas la liaison.`,
    clearAccepted: (count) =>
      count < 2
        ? `${count} proposition claire est acceptée.`
        : `${count} propositions claires sont acceptées.`,
    clearLeft: (count) => (count < 2 ? `${count} n’a pas pu l’être.` : `${count} n’ont pas pu l’être.`),
    isApproved: 'Ce qui n’a pas de partenaire est maintenant créé de l’autre côté.',
  },
  en: {
    name: 'Name',
    number: 'Number',
    role: 'Role',
    state: 'State',
    states: {
      linked: 'linked',
      review: 'to review',
      'only-tribe': 'only Tribe',
      'only-winbooks': 'only WinBooks',
      closed: 'closed',
      held: 'held',
    },
    kinds: { organisation: 'organisation', person: 'private person' },
    roles: { customer: 'customer', supplier: 'supplier', both: 'both' },
    none: 'no relations.',
    notSynced: 'Not synchronised yet.',
    lastSynced: (at) => `Last synchronised: ${at}.`,
    nothingWritten: 'Nothing was written yet.',
    causes: {
      change: (_, other) => `changed in ${other}`,
      first: () => 'first comparison of both',
      conflict: () => 'changed on both sides; the setting decided',
      create: (side) => `created in ${side}`,
      deactivate: (_, other) => `no longer active in ${other}`,
      reactivate: (_, other) => `active again in ${other}`,
    },
    yes: 'yes',
    no: 'no',
    noProposals: 'there are no proposed pairs to review.',
    verdicts: { clear: 'clear', unclear: 'unclear' },
    evidence: {
      link: 'linked before',
      number: 'number',
      vatNumber: 'VAT number',
      namePostcode: 'name and postcode',
      email: 'e-mail address',
    },
    equal: 'Equal:',
    accepted: (relation, party) => `${relation} is linked to ${party}.`,
    rejected: (relation, party) => `${relation} and ${party} are not the same.`,
    separated: (relation, party) =>
      `${relation} and ${party} are not the same; each gets a partner of its own.`,
    waitsForApproval: (id) =>
      `Nothing is created until "matches accept --tenant ${id} --clear" approves that.`,
    clearAccepted: (count) =>
      count === 1 ? '1 clear proposed pair was accepted.' : `${count} clear proposed pairs were accepted.`,
    clearLeft: (count) => `${count} could not be accepted.`,
    isApproved: 'What has no partner is created on the other side now.',
  },
};
