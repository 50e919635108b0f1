import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** What was asked for and not done: about a whole integration, its settings, and what does not answer. */
export const refusalTexts = {
  TENANT_UNKNOWN: {
    nl: {
      title: 'Koppeling niet gevonden',
      cause: 'Er is geen koppeling “{integration}”.',
      fix: 'Controleer de naam. “status” toont alle koppelingen.',
    },
    fr: {
      title: 'Intégration introuvable',
      cause: 'Il n’y a pas d’intégration « {integration} ».',
      fix: 'Vérifiez le nom. « status » montre toutes les intégrations.',
    },
    en: {
      title: 'Integration not found',
      cause: 'There is no integration “{integration}”.',
      fix: 'Check the name. “status” shows all integrations.',
    },
  },
  TENANT_NEVER_CONNECTED: {
    nl: {
      title: 'Koppeling werd nooit verbonden',
      cause: 'Er is geen koppeling “{integration}” die ooit met Tribe en WinBooks verbonden was.',
      fix: 'Controleer de naam, of activeer de koppeling eerst met “activate”.',
    },
    fr: {
      title: 'Intégration jamais connectée',
      cause: 'Il n’y a pas d’intégration « {integration} » qui ait déjà été connectée à Tribe et WinBooks.',
      fix: 'Vérifiez le nom, ou activez d’abord l’intégration avec « activate ».',
    },
    en: {
      title: 'Integration was never connected',
      cause: 'There is no integration “{integration}” that was ever connected to Tribe and WinBooks.',
      fix: 'Check the name, or activate the integration first with “activate”.',
    },
  },
  TENANT_NOT_WORKING: {
    nl: {
      title: 'Koppeling is niet in werking',
      cause:
        'De koppeling “{integration}” heeft de status “{integrationState}”. Alleen een actieve of gepauzeerde koppeling kan gewijzigd worden. Er is niets gewijzigd.',
      fix: 'Activeer ze eerst met “activate”.',
    },
    fr: {
      title: 'Intégration pas en service',
      cause:
        'L’intégration « {integration} » a l’état « {integrationState} ». Seule une intégration active ou en pause peut être modifiée. Rien n’a été modifié.',
      fix: 'Activez-la d’abord avec « activate ».',
    },
    en: {
      title: 'Integration is not in use',
      cause:
        'The state of integration “{integration}” is “{integrationState}”. Only an active or paused one can be changed. Nothing was changed.',
      fix: 'Activate it first with “activate”.',
    },
  },
  TENANT_IS_PAUSED: {
    nl: {
      title: 'Koppeling is gepauzeerd',
      cause: 'De koppeling “{integration}” is gepauzeerd. Tot ze hervat wordt, gaat er niets naar WinBooks.',
      fix: 'Hervat ze met “resume”.',
    },
    fr: {
      title: 'Intégration en pause',
      cause: 'L’intégration « {integration} » est en pause. Rien n’est envoyé à WinBooks avant sa reprise.',
      fix: 'Reprenez-la avec « resume ».',
    },
    en: {
      title: 'Integration is paused',
      cause: 'Integration “{integration}” is paused. Nothing is sent to WinBooks until it is resumed.',
      fix: 'Resume it with “resume”.',
    },
  },
  TENANT_NOT_MOVED: {
    nl: {
      title: 'Status van de koppeling is anders dan gevraagd',
      cause:
        'De vraag kwam aan, maar de koppeling “{integration}” heeft nu de status “{integrationState}”. Misschien besliste iemand op hetzelfde moment anders.',
      fix: 'Bekijk de status met “status” en probeer opnieuw.',
    },
    fr: {
      title: 'Intégration dans un autre état que demandé',
      cause:
        'La demande est arrivée, mais l’intégration « {integration} » a maintenant l’état « {integrationState} ». Quelqu’un a peut-être décidé autrement au même moment.',
      fix: 'Consultez l’état avec « status », puis réessayez.',
    },
    en: {
      title: 'Integration is in another state than asked for',
      cause:
        'The request arrived, but the state of integration “{integration}” is “{integrationState}” now. Perhaps somebody decided otherwise at the same moment.',
      fix: 'Look at the state with “status”, then try again.',
    },
  },
  TEMPORAL_NO_ANSWER: {
    nl: {
      title: 'Temporal antwoordt niet',
      cause: 'Temporal, dat het werk verdeelt, antwoordt niet.',
      fix: 'Controleer of Temporal draait. Wat al opgeslagen is, gaat vanzelf verder zodra het antwoordt.',
    },
    fr: {
      title: 'Temporal ne répond pas',
      cause: 'Temporal, qui répartit le travail, ne répond pas.',
      fix: 'Vérifiez que Temporal fonctionne. Ce qui est déjà enregistré reprend automatiquement dès qu’il répond.',
    },
    en: {
      title: 'Temporal does not answer',
      cause: 'Temporal, which hands out the work, does not answer.',
      fix: 'Check that Temporal is running. What is stored already goes on automatically once it answers.',
    },
  },
  WORKER_NO_ANSWER: {
    nl: {
      title: 'Geen worker voert de vraag uit',
      cause:
        'Temporal nam de vraag aan, maar binnen {seconds|seconde|seconden} voerde geen worker ze uit. Ze kan nog uitgevoerd worden.',
      fix: 'Controleer of er een worker draait.',
    },
    fr: {
      title: 'Aucun worker n’exécute la demande',
      cause:
        'Temporal a accepté la demande, mais aucun worker ne l’a exécutée en {seconds|seconde|secondes}. Elle peut encore être exécutée.',
      fix: 'Vérifiez qu’un worker fonctionne.',
    },
    en: {
      title: 'No worker carries the request out',
      cause:
        'Temporal took the request, but no worker carried it out within {seconds|second|seconds}. It may still be carried out.',
      fix: 'Check that a worker is running.',
    },
  },
  VENDOR_NO_ANSWER: {
    nl: {
      title: 'Geen bruikbaar antwoord van {vendor}',
      cause: '{vendor} gaf geen bruikbaar antwoord (“{words}”). Er is niets gewijzigd.',
      fix: 'Probeer het later opnieuw.',
    },
    fr: {
      title: 'Pas de réponse utilisable de {vendor}',
      cause: '{vendor} n’a pas donné de réponse utilisable (« {words} »). Rien n’a été modifié.',
      fix: 'Réessayez plus tard.',
    },
    en: {
      title: 'No usable answer from {vendor}',
      cause: '{vendor} gave no answer that can be used (“{words}”). Nothing was changed.',
      fix: 'Try again later.',
    },
  },
  VENDOR_REFUSES_READING: {
    nl: {
      title: 'Lezen geweigerd door {vendor}',
      cause:
        '{vendor} weigert gegevens die hiervoor nodig zijn. Er is niets gewijzigd. Het antwoord was: “{words}”.',
      fix: 'Geef de gebruiker of applicatie van de koppeling deze rechten in {vendor}, en probeer opnieuw.',
    },
    fr: {
      title: 'Lecture refusée par {vendor}',
      cause: '{vendor} refuse des données nécessaires. Rien n’a été modifié. La réponse était : « {words} ».',
      fix: 'Donnez ces droits dans {vendor} à l’utilisateur ou à l’application de l’intégration, puis réessayez.',
    },
    en: {
      title: 'Reading refused by {vendor}',
      cause: '{vendor} refuses data that this needs. Nothing was changed. The answer was: “{words}”.',
      fix: 'Give the user or application of the integration these rights in {vendor}, then try again.',
    },
  },
  TRIBE_NOT_READ: {
    nl: {
      title: 'Tribe is nog niet gelezen',
      cause:
        'De vraag kwam aan, maar binnen {seconds|seconde|seconden} was Tribe niet gelezen. Tribe of de worker antwoordt misschien niet.',
      fix: 'Bekijk met “status” wat er in de weg staat.',
    },
    fr: {
      title: 'Tribe pas encore lu',
      cause:
        'La demande est arrivée, mais Tribe n’a pas été lu en {seconds|seconde|secondes}. Tribe ou le worker ne répond peut-être pas.',
      fix: 'Voyez avec « status » ce qui l’empêche.',
    },
    en: {
      title: 'Tribe is not read yet',
      cause:
        'The request arrived, but Tribe was not read within {seconds|second|seconds}. Tribe or the worker may not be answering.',
      fix: 'See with “status” what stands in the way.',
    },
  },
  TRIBE_ORGANISATION_DIFFERS: {
    nl: {
      title: 'Gegevens van een andere organisatie',
      cause:
        'Deze gegevens horen bij een andere Tribe-organisatie dan die van de koppeling. Er is niets gewijzigd.',
      fix: 'Geef de gegevens in van de organisatie waarvoor de koppeling geactiveerd werd.',
    },
    fr: {
      title: 'Données d’une autre organisation',
      cause:
        'Ces données appartiennent à une autre organisation Tribe que celle de l’intégration. Rien n’a été modifié.',
      fix: 'Saisissez les données de l’organisation pour laquelle l’intégration a été activée.',
    },
    en: {
      title: 'Details of another organisation',
      cause:
        'These details belong to another Tribe organisation than that of the integration. Nothing was changed.',
      fix: 'Enter the details of the organisation for which the integration was activated.',
    },
  },
  SETTINGS_CHANGED_MEANWHILE: {
    nl: {
      title: 'Instellingen zijn intussen gewijzigd',
      cause: 'Iemand anders heeft de instellingen op dit moment gewijzigd. Uw wijziging is niet opgeslagen.',
      fix: 'Bekijk de instellingen en probeer opnieuw.',
    },
    fr: {
      title: 'Réglages modifiés entre-temps',
      cause: 'Quelqu’un d’autre vient de modifier les réglages. Votre modification n’est pas enregistrée.',
      fix: 'Consultez les réglages, puis réessayez.',
    },
    en: {
      title: 'Settings have changed meanwhile',
      cause: 'Somebody else has changed the settings at this moment. Your change was not stored.',
      fix: 'Look at the settings and try again.',
    },
  },
  VAT_MAP_CHANGED_MEANWHILE: {
    nl: {
      title: 'Btw-toewijzing is intussen gewijzigd',
      cause:
        'Iemand anders heeft de btw-toewijzing op dit moment gewijzigd. Uw wijziging is niet opgeslagen.',
      fix: 'Bekijk de btw-toewijzing en probeer opnieuw.',
    },
    fr: {
      title: 'Attribution TVA modifiée entre-temps',
      cause:
        'Quelqu’un d’autre vient de modifier l’attribution TVA. Votre modification n’est pas enregistrée.',
      fix: 'Consultez l’attribution TVA, puis réessayez.',
    },
    en: {
      title: 'VAT mapping has changed meanwhile',
      cause: 'Somebody else has changed the VAT mapping at this moment. Your change was not stored.',
      fix: 'Look at the VAT mapping and try again.',
    },
  },
  CURSOR_UNUSABLE: {
    nl: {
      title: 'Onbekende plaats in de lijst',
      cause: 'De lijst kan niet verdergaan bij “{cursor}”.',
      fix: 'Gebruik de plaats die de vorige bladzijde gaf, of begin opnieuw zonder.',
    },
    fr: {
      title: 'Place inconnue dans la liste',
      cause: 'La liste ne peut pas continuer à « {cursor} ».',
      fix: 'Utilisez la place que la page précédente a donnée, ou recommencez sans elle.',
    },
    en: {
      title: 'Unknown place in the list',
      cause: 'The list cannot go on at “{cursor}”.',
      fix: 'Use the place that the previous page gave, or begin again without it.',
    },
  },
  SETTING_UNKNOWN: {
    nl: {
      title: 'Instelling bestaat niet',
      cause: 'Er is geen instelling “{setting}”. Deze zijn er: {settings}. Er is niets gewijzigd.',
      fix: 'Controleer de naam van de instelling.',
    },
    fr: {
      title: 'Réglage inexistant',
      cause: 'Il n’y a pas de réglage « {setting} ». Il y a : {settings}. Rien n’a été modifié.',
      fix: 'Vérifiez le nom du réglage.',
    },
    en: {
      title: 'There is no such setting',
      cause: 'There is no setting “{setting}”. There are: {settings}. Nothing was changed.',
      fix: 'Check the name of the setting.',
    },
  },
  SETTING_VALUE_UNUSABLE: {
    nl: {
      title: 'Waarde past niet bij de instelling',
      cause:
        'De instelling “{setting}” kan niet “{value}” zijn. Er is niets gewijzigd. Ze aanvaardt: {takes}.',
      fix: 'Geef een waarde op die de instelling aanvaardt.',
    },
    fr: {
      title: 'Valeur inadaptée au réglage',
      cause:
        'Le réglage « {setting} » ne peut pas être « {value} ». Rien n’a été modifié. Il accepte : {takes}.',
      fix: 'Indiquez une valeur que le réglage accepte.',
    },
    en: {
      title: 'Value does not fit the setting',
      cause: 'The setting “{setting}” cannot be “{value}”. Nothing was changed. It takes: {takes}.',
      fix: 'Give a value that the setting takes.',
    },
  },
  SETTING_PREFIX_MISSING: {
    nl: {
      title: 'Het voorvoegsel ontbreekt',
      cause:
        'Documentnummers uit de cijfers na een voorvoegsel vragen dat voorvoegsel. Er is niets gewijzigd.',
      fix: 'Geef ook het voorvoegsel op, of kies een andere vorm van documentnummers.',
    },
    fr: {
      title: 'Le préfixe manque',
      cause:
        'Des numéros de document tirés des chiffres après un préfixe demandent ce préfixe. Rien n’a été modifié.',
      fix: 'Indiquez aussi le préfixe, ou choisissez une autre forme de numéros de document.',
    },
    en: {
      title: 'The prefix is missing',
      cause: 'Document numbers from the digits after a prefix need that prefix. Nothing was changed.',
      fix: 'Give the prefix as well, or choose another form of document numbers.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
