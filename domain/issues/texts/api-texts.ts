import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** What the HTTP API itself refuses, before any action is asked. */
export const apiTexts = {
  API_KEY_REFUSED: {
    nl: {
      title: 'Geen geldige sleutel',
      cause: 'Het verzoek heeft geen sleutel, of een die niet (meer) geldig is.',
      fix: 'Stuur een geldige sleutel mee in de header Authorization (Bearer). “keys create” maakt er een.',
    },
    fr: {
      title: 'Pas de clé valide',
      cause: 'La demande n’a pas de clé, ou une clé qui n’est pas (ou plus) valable.',
      fix: 'Envoyez une clé valable dans l’en-tête Authorization (Bearer). «\u00a0keys create\u00a0» en crée une.',
    },
    en: {
      title: 'No valid key',
      cause: 'The request has no key, or one that is not valid (any more).',
      fix: 'Send a valid key in the header Authorization (Bearer). “keys create” makes one.',
    },
  },
  API_KEY_TOO_NARROW: {
    nl: {
      title: 'Deze sleutel mag dit niet',
      cause: 'Een sleutel met het bereik “{scope}” geeft hier geen toegang toe. Er is niets gewijzigd.',
      fix: 'Gebruik een sleutel met een ruimer bereik.',
    },
    fr: {
      title: 'Cette clé ne permet pas cela',
      cause: 'Une clé de portée «\u00a0{scope}\u00a0» ne donne pas cet accès. Rien n’a été modifié.',
      fix: 'Utilisez une clé d’une portée plus large.',
    },
    en: {
      title: 'This key does not allow it',
      cause: 'A key of scope “{scope}” gives no access to this. Nothing was changed.',
      fix: 'Use a key of a wider scope.',
    },
  },
  API_KEY_UNKNOWN: {
    nl: {
      title: 'Sleutel niet gevonden',
      cause: 'Er is geen geldige sleutel “{key}”.',
      fix: 'Controleer de naam. “keys list” toont alle sleutels.',
    },
    fr: {
      title: 'Clé introuvable',
      cause: 'Il n’y a pas de clé valable «\u00a0{key}\u00a0».',
      fix: 'Vérifiez le nom. «\u00a0keys list\u00a0» montre toutes les clés.',
    },
    en: {
      title: 'Key not found',
      cause: 'There is no valid key “{key}”.',
      fix: 'Check its id. “keys list” shows all keys.',
    },
  },
  TENANT_IS_ACTIVE: {
    nl: {
      title: 'Koppeling is al geactiveerd',
      cause: 'De koppeling “{integration}” heeft de status “{integrationState}”. Er is niets gewijzigd.',
      fix: 'Wijzig instellingen en btw-codes van een actieve koppeling rechtstreeks.',
    },
    fr: {
      title: 'Intégration déjà activée',
      cause:
        'L’intégration «\u00a0{integration}\u00a0» a l’état «\u00a0{integrationState}\u00a0». Rien n’a été modifié.',
      fix: 'Modifiez directement les réglages et les codes TVA d’une intégration active.',
    },
    en: {
      title: 'Integration is activated already',
      cause: 'The state of integration “{integration}” is “{integrationState}”. Nothing was changed.',
      fix: 'Change the settings and VAT codes of an active integration directly.',
    },
  },
  ACTIVATION_STEP_TOO_EARLY: {
    nl: {
      title: 'Deze stap komt later',
      cause: 'De stap “{step}” kan nog niet: de volgende stap is “{next}”.',
      fix: 'Doorloop de stappen in hun volgorde.',
    },
    fr: {
      title: 'Cette étape vient plus tard',
      cause:
        'L’étape «\u00a0{step}\u00a0» n’est pas encore possible\u00a0: l’étape suivante est «\u00a0{next}\u00a0».',
      fix: 'Parcourez les étapes dans leur ordre.',
    },
    en: {
      title: 'This step comes later',
      cause: 'Step “{step}” is not possible yet: the next step is “{next}”.',
      fix: 'Take the steps in their order.',
    },
  },
  ACTIVATION_STEP_UNFINISHED: {
    nl: {
      title: 'Stap is nog bezig',
      cause: 'De stap “{step}” was na {seconds|seconde|seconden} nog niet klaar. De controle gaat verder.',
      fix: 'Vraag de stand van de activering over enkele seconden.',
    },
    fr: {
      title: 'Étape encore en cours',
      cause:
        'L’étape «\u00a0{step}\u00a0» n’était pas terminée après {seconds|seconde|secondes}. La vérification continue.',
      fix: 'Demandez l’état de l’activation dans quelques secondes.',
    },
    en: {
      title: 'Step is still under way',
      cause: 'Step “{step}” had not ended after {seconds|second|seconds}. The check goes on.',
      fix: 'Ask for the state of the activation in a few seconds.',
    },
  },
  TENANT_EXISTS: {
    nl: {
      title: 'Koppeling bestaat al',
      cause: 'Er is al een koppeling “{integration}”. Er is niets gewijzigd.',
      fix: 'Kies een andere naam, of ga verder met deze koppeling.',
    },
    fr: {
      title: 'Intégration déjà existante',
      cause: 'Il y a déjà une intégration «\u00a0{integration}\u00a0». Rien n’a été modifié.',
      fix: 'Choisissez un autre nom, ou continuez avec cette intégration.',
    },
    en: {
      title: 'Integration exists already',
      cause: 'There is an integration “{integration}” already. Nothing was changed.',
      fix: 'Choose another id, or go on with this integration.',
    },
  },
  REQUEST_INVALID: {
    nl: {
      title: 'Verzoek is niet bruikbaar',
      cause: 'Er is iets mis met {place}: {problem}. Er is niets gewijzigd.',
      fix: 'Verbeter het verzoek. “/openapi.json” beschrijft elk veld.',
    },
    fr: {
      title: 'Demande inutilisable',
      cause: 'Il y a un problème avec {place}\u00a0: {problem}. Rien n’a été modifié.',
      fix: 'Corrigez la demande. «\u00a0/openapi.json\u00a0» décrit chaque champ.',
    },
    en: {
      title: 'Request cannot be used',
      cause: 'Something is wrong with {place}: {problem}. Nothing was changed.',
      fix: 'Correct the request. “/openapi.json” describes each field.',
    },
  },
  ADDRESS_UNKNOWN: {
    nl: {
      title: 'Adres bestaat niet',
      cause: 'Er is niets op het adres {address}.',
      fix: 'Controleer het adres en de methode. “/docs” toont alle adressen.',
    },
    fr: {
      title: 'Adresse inexistante',
      cause: 'Il n’y a rien à l’adresse {address}.',
      fix: 'Vérifiez l’adresse et la méthode. «\u00a0/docs\u00a0» montre toutes les adresses.',
    },
    en: {
      title: 'Address does not exist',
      cause: 'There is nothing at the address {address}.',
      fix: 'Check the address and the method. “/docs” shows all addresses.',
    },
  },
  REQUEST_TOO_LARGE: {
    nl: {
      title: 'Verzoek is te groot',
      cause: 'De inhoud van het verzoek is groter dan toegelaten. Er is niets gewijzigd.',
      fix: 'Verdeel het verzoek in kleinere.',
    },
    fr: {
      title: 'Demande trop volumineuse',
      cause: 'Le contenu de la demande dépasse la taille permise. Rien n’a été modifié.',
      fix: 'Divisez la demande en plus petites.',
    },
    en: {
      title: 'Request is too large',
      cause: 'The body of the request is larger than allowed. Nothing was changed.',
      fix: 'Divide the request into smaller ones.',
    },
  },
  IDEMPOTENCY_KEY_USED: {
    nl: {
      title: 'Idempotency-Key was al gebruikt',
      cause: 'Met de sleutel “{key}” kwam eerder een ander verzoek. Er is niets gewijzigd.',
      fix: 'Gebruik voor elk verzoek een eigen sleutel. Alleen een herhaling heeft dezelfde.',
    },
    fr: {
      title: 'Idempotency-Key déjà utilisée',
      cause: 'La clé «\u00a0{key}\u00a0» a déjà servi à une autre demande. Rien n’a été modifié.',
      fix: 'Utilisez une clé propre à chaque demande. Seule une répétition a la même.',
    },
    en: {
      title: 'Idempotency-Key was used before',
      cause: 'Another request came earlier with the key “{key}”. Nothing was changed.',
      fix: 'Use a key of its own for each request. Only a repetition has the same one.',
    },
  },
  REQUEST_UNDER_WAY: {
    nl: {
      title: 'Verzoek is al bezig',
      cause: 'Het verzoek met de sleutel “{key}” is nog bezig.',
      fix: 'Herhaal het over enkele seconden: dan krijgt u het resultaat ervan.',
    },
    fr: {
      title: 'Demande déjà en cours',
      cause: 'La demande avec la clé «\u00a0{key}\u00a0» est encore en cours.',
      fix: 'Répétez-la dans quelques secondes\u00a0: vous recevrez alors son résultat.',
    },
    en: {
      title: 'Request is under way',
      cause: 'The request with the key “{key}” is still under way.',
      fix: 'Repeat it in a few seconds: it then brings the result.',
    },
  },
  TOO_MANY_REQUESTS: {
    nl: {
      title: 'Te veel verzoeken',
      cause: 'Er kwamen te veel verzoeken in korte tijd.',
      fix: 'Probeer het opnieuw over {seconds|seconde|seconden}.',
    },
    fr: {
      title: 'Trop de demandes',
      cause: 'Trop de demandes sont arrivées en peu de temps.',
      fix: 'Réessayez dans {seconds|seconde|secondes}.',
    },
    en: {
      title: 'Too many requests',
      cause: 'Too many requests came within a short time.',
      fix: 'Try again in {seconds|second|seconds}.',
    },
  },
  SERVER_FAILED: {
    nl: {
      title: 'Er ging iets mis bij ons',
      cause: 'Het verzoek kon niet worden afgewerkt. De oorzaak staat in het logboek onder {reference}.',
      fix: 'Probeer het opnieuw. Meld {reference} aan ons als het blijft misgaan.',
    },
    fr: {
      title: 'Une erreur de notre côté',
      cause: 'La demande n’a pas pu être traitée. La cause est dans le journal sous {reference}.',
      fix: 'Réessayez. Si cela continue, communiquez-nous {reference}.',
    },
    en: {
      title: 'Something went wrong on our side',
      cause: 'The request could not be finished. The cause is in the log under {reference}.',
      fix: 'Try again. If it goes on, tell us {reference}.',
    },
  },
} as const satisfies Partial<Record<IssueCode, IssueTexts>>;
