import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** What was asked for about a relation or a proposed pair, and not done. */
export const relationRefusalTexts = {
  RELATION_UNKNOWN: {
    nl: {
      title: 'Relatie niet gevonden',
      cause: 'Geen relatie heeft “{relation}” als id, nummer of referentie.',
      fix: 'Zoek de relatie op met “relations --search”.',
    },
    fr: {
      title: 'Relation introuvable',
      cause: 'Aucune relation n’a « {relation} » comme identifiant, numéro ou référence.',
      fix: 'Recherchez la relation avec « relations --search ».',
    },
    en: {
      title: 'Relation not found',
      cause: 'No relation has “{relation}” as its id, number or reference.',
      fix: 'Look the relation up with “relations --search”.',
    },
  },
  RELATION_AMBIGUOUS: {
    nl: {
      title: 'Meer dan één relatie met dit nummer',
      cause: 'Het nummer “{relation}” hoort bij meer dan één relatie: {relations}.',
      fix: 'Noem de relatie met haar id in Tribe.',
    },
    fr: {
      title: 'Plusieurs relations avec ce numéro',
      cause: 'Le numéro « {relation} » désigne plus d’une relation : {relations}.',
      fix: 'Désignez la relation par son identifiant dans Tribe.',
    },
    en: {
      title: 'Several relations with this number',
      cause: 'The number “{relation}” names more than one relation: {relations}.',
      fix: 'Name the relation by its id in Tribe.',
    },
  },
  PROPOSAL_UNKNOWN: {
    nl: {
      title: 'Voorstel niet gevonden',
      cause: 'Er is geen voorstel “{proposal}”.',
      fix: 'Bekijk de voorstellen met “matches”.',
    },
    fr: {
      title: 'Proposition introuvable',
      cause: 'Il n’y a pas de proposition « {proposal} ».',
      fix: 'Consultez les propositions avec « matches ».',
    },
    en: {
      title: 'Proposed pair not found',
      cause: 'There is no proposed pair “{proposal}”.',
      fix: 'See the proposed pairs with “matches”.',
    },
  },
  PROPOSAL_DECIDED: {
    nl: {
      title: 'Over het voorstel is al beslist',
      cause: 'Voorstel {proposal} is al {proposalState}. Er is niets aan gewijzigd.',
      fix: 'Bekijk met “audit” wie dat deed.',
    },
    fr: {
      title: 'Proposition déjà traitée',
      cause: 'La proposition {proposal} est déjà {proposalState}. Rien n’y a été modifié.',
      fix: 'Voyez avec « audit » qui l’a fait.',
    },
    en: {
      title: 'Proposed pair was decided already',
      cause: 'Proposed pair {proposal} is {proposalState} already. It was left as it is.',
      fix: 'See with “audit” who did that.',
    },
  },
  PROPOSAL_PARTNER_LINKED: {
    nl: {
      title: 'Een van beide is al gekoppeld',
      cause:
        'Een van beide kanten van voorstel {proposal} is intussen aan een andere gekoppeld. Er is niets aan gewijzigd.',
      fix: 'Bekijk beide met “relations”. Wijs het voorstel af als ze niet dezelfde zijn.',
    },
    fr: {
      title: 'L’une des deux est déjà liée',
      cause:
        'Entre-temps, l’un des côtés de la proposition {proposal} a été lié à un autre. Rien n’y a été modifié.',
      fix: 'Consultez les deux avec « relations ». Rejetez la proposition si ce ne sont pas les mêmes.',
    },
    en: {
      title: 'One of the two is linked already',
      cause:
        'One side of proposed pair {proposal} was linked to another one meanwhile. It was left as it is.',
      fix: 'See both with “relations”. Reject the pair if they are not the same.',
    },
  },
  PROPOSAL_OUTDATED: {
    nl: {
      title: 'Voorstel is achterhaald',
      cause:
        'Van voorstel {proposal} bestaat een van beide niet meer, of is het geen klant of leverancier meer. Er is niets aan gewijzigd.',
      fix: 'Wijs het voorstel af.',
    },
    fr: {
      title: 'Proposition dépassée',
      cause:
        'Dans la proposition {proposal}, l’une des deux n’existe plus, ou n’est plus client ni fournisseur. Rien n’y a été modifié.',
      fix: 'Rejetez la proposition.',
    },
    en: {
      title: 'Proposed pair is out of date',
      cause:
        'One of the two in proposed pair {proposal} is gone, or is no customer or supplier any more. It was left as it is.',
      fix: 'Reject the pair.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
