import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the connections with Tribe and WinBooks. */
export const connectionTexts = {
  CONNECTION_REFUSED_TRIBE: {
    nl: {
      title: 'Tribe weigert de verbinding',
      cause: 'Tribe aanvaardt de gegevens van de verbinding niet en antwoordde: “{words}”.',
      fix: 'Controleer de gegevens van de applicatie in Tribe en geef ze opnieuw in met “reconnect”.',
    },
    fr: {
      title: 'Tribe refuse la connexion',
      cause: 'Tribe n’accepte pas les données de connexion et a répondu : « {words} ».',
      fix: 'Vérifiez les données de l’application dans Tribe et saisissez-les à nouveau avec « reconnect ».',
    },
    en: {
      title: 'Tribe refuses the connection',
      cause: 'Tribe does not accept the connection details and answered: “{words}”.',
      fix: 'Check the details of the application in Tribe and enter them again with “reconnect”.',
    },
  },
  CONNECTION_REFUSED_WINBOOKS: {
    nl: {
      title: 'WinBooks weigert de verbinding',
      cause: 'WinBooks aanvaardt het e-mailadres en het exchange token niet en antwoordde: “{words}”.',
      fix: 'Maak in WinBooks on Web, bij “External applications”, een nieuw exchange token aan. Geef het in met “reconnect”.',
    },
    fr: {
      title: 'WinBooks refuse la connexion',
      cause: 'WinBooks n’accepte pas l’adresse e-mail et l’exchange token et a répondu : « {words} ».',
      fix: 'Créez un nouvel exchange token dans WinBooks on Web, sous « External applications ». Saisissez-le avec « reconnect ».',
    },
    en: {
      title: 'WinBooks refuses the connection',
      cause: 'WinBooks does not accept the e-mail address and exchange token and answered: “{words}”.',
      fix: 'Create a new exchange token in WinBooks on Web, under “External applications”. Enter it with “reconnect”.',
    },
  },
  FOLDER_UNKNOWN: {
    nl: {
      title: 'Dossier niet gevonden',
      cause: 'WinBooks kent het dossier “{folder}” niet, of deze gebruiker heeft er geen toegang toe.',
      fix: 'Controleer de code van het dossier en de rechten van de gebruiker in WinBooks. De helpdesk past de code aan en voert “activate” opnieuw uit.',
    },
    fr: {
      title: 'Dossier introuvable',
      cause: 'WinBooks ne connaît pas le dossier « {folder} », ou cet utilisateur n’y a pas accès.',
      fix: 'Vérifiez dans WinBooks le code du dossier et les droits de l’utilisateur. Le support corrige le code et exécute à nouveau « activate ».',
    },
    en: {
      title: 'Folder not found',
      cause: 'WinBooks does not know the folder “{folder}”, or this user has no access to it.',
      fix: 'Check the code of the folder and the rights of the user in WinBooks. Support corrects the code and runs “activate” again.',
    },
  },
  INVOICING_MODULE_MISSING: {
    nl: {
      title: 'Tribe heeft geen facturen',
      cause: 'De module Facturatie is niet actief in Tribe, of de koppeling mag ze niet gebruiken.',
      fix: 'Activeer Facturatie in Tribe, of geef de applicatie er toegang toe. Daarna voert de helpdesk “activate” opnieuw uit.',
    },
    fr: {
      title: 'Tribe n’a pas de factures',
      cause: 'Le module Facturation n’est pas actif dans Tribe, ou l’intégration ne peut pas l’utiliser.',
      fix: 'Activez la Facturation dans Tribe, ou donnez-y accès à l’application. Le support exécute ensuite « activate » à nouveau.',
    },
    en: {
      title: 'Tribe has no invoices',
      cause: 'The Invoicing module is not active in Tribe, or the integration may not use it.',
      fix: 'Activate Invoicing in Tribe, or give the application access to it. Support then runs “activate” again.',
    },
  },
  INVOICE_DATE_FIELD_MISSING: {
    nl: {
      title: 'Tribe toont de factuurdatum niet',
      cause:
        'Tribe biedt geen veld aan waarin de factuurdatum te lezen is. Een andere datum zou de verkeerde btw-periode geven.',
      fix: 'Meld dit aan de helpdesk. Tot dan worden er geen facturen geboekt.',
    },
    fr: {
      title: 'Tribe ne montre pas la date de facture',
      cause:
        'Tribe n’offre aucun champ où lire la date de facture. Une autre date mènerait à la mauvaise période de TVA.',
      fix: 'Signalez-le au support. D’ici là, aucune facture n’est comptabilisée.',
    },
    en: {
      title: 'Tribe does not show the invoice date',
      cause:
        'Tribe offers no field to read the invoice date from. Any other date would give the wrong VAT period.',
      fix: 'Report this to support. Until then no invoices are booked.',
    },
  },
  TRIBE_ORGANISATION_TAKEN: {
    nl: {
      title: 'Deze Tribe-organisatie is al gekoppeld',
      cause:
        'Een andere actieve koppeling gebruikt dezelfde Tribe-organisatie. Elke factuur zou tweemaal geboekt worden.',
      fix: 'Laat de helpdesk eerst de andere koppeling loskoppelen, of verbind met een andere Tribe-organisatie.',
    },
    fr: {
      title: 'Cette organisation Tribe est déjà connectée',
      cause:
        'Une autre intégration active utilise la même organisation Tribe. Chaque facture serait comptabilisée deux fois.',
      fix: 'Demandez au support de déconnecter d’abord l’autre intégration, ou connectez une autre organisation Tribe.',
    },
    en: {
      title: 'This Tribe organisation is already connected',
      cause:
        'Another active integration uses the same Tribe organisation. Every invoice would be booked twice.',
      fix: 'Ask support to disconnect the other integration first, or connect another Tribe organisation.',
    },
  },
  WINBOOKS_FOLDER_TAKEN: {
    nl: {
      title: 'Dit WinBooks-dossier is al gekoppeld',
      cause:
        'Een andere actieve koppeling boekt al in het dossier “{folder}”. Twee koppelingen zouden dezelfde nummers gebruiken.',
      fix: 'Laat de helpdesk eerst de andere koppeling loskoppelen, of kies een ander dossier.',
    },
    fr: {
      title: 'Ce dossier WinBooks est déjà connecté',
      cause:
        'Une autre intégration active comptabilise déjà dans le dossier « {folder} ». Deux intégrations utiliseraient les mêmes numéros.',
      fix: 'Demandez au support de déconnecter d’abord l’autre intégration, ou choisissez un autre dossier.',
    },
    en: {
      title: 'This WinBooks folder is already connected',
      cause:
        'Another active integration already books in the folder “{folder}”. Two integrations would use the same numbers.',
      fix: 'Ask support to disconnect the other integration first, or choose another folder.',
    },
  },
  READING_REFUSED: {
    nl: {
      title: '{vendor} weigert gegevens die nodig zijn',
      cause: '{vendor} laat de koppeling gegevens niet lezen die voor deze factuur nodig zijn: “{words}”.',
      fix: 'Geef de gebruiker of applicatie van de koppeling deze rechten in {vendor}, of geef andere gegevens in met “reconnect”. De factuur wordt om de tien minuten vanzelf opnieuw geprobeerd.',
    },
    fr: {
      title: '{vendor} refuse des données nécessaires',
      cause:
        '{vendor} ne laisse pas l’intégration lire des données nécessaires pour cette facture : « {words} ».',
      fix: 'Donnez ces droits dans {vendor} à l’utilisateur ou à l’application de l’intégration, ou saisissez d’autres données avec « reconnect ». La facture est réessayée automatiquement toutes les dix minutes.',
    },
    en: {
      title: '{vendor} refuses data that is needed',
      cause: '{vendor} does not let the integration read data that this invoice needs: “{words}”.',
      fix: 'Give the user or application of the integration these rights in {vendor}, or enter other details with “reconnect”. The invoice is tried again automatically every ten minutes.',
    },
  },
  VENDOR_UNREACHABLE: {
    nl: {
      title: '{vendor} is niet bereikbaar',
      cause: '{vendor} geeft geen bruikbaar antwoord (“{words}”). Er gaat niets verloren.',
      fix: 'Er wordt vanzelf opnieuw geprobeerd. Blijft het duren, meld dit dan aan de helpdesk.',
    },
    fr: {
      title: '{vendor} est injoignable',
      cause: '{vendor} ne donne pas de réponse utilisable (« {words} »). Rien ne se perd.',
      fix: 'Un nouvel essai a lieu automatiquement. Si cela persiste, signalez-le au support.',
    },
    en: {
      title: '{vendor} cannot be reached',
      cause: '{vendor} gives no answer that can be used (“{words}”). Nothing is lost.',
      fix: 'The integration tries again automatically. If it lasts, report this to support.',
    },
  },
  QUIET_PERIOD_TOO_SHORT: {
    nl: {
      title: 'Wachttijd na een verloren antwoord is te kort',
      cause:
        'De wachttijd is {seconds|seconde|seconden}. WinBooks kan een boeking nog uitvoeren tot {leastSeconds|seconde|seconden} nadat ze verstuurd werd, ook als het antwoord verloren ging. Na een kortere wachttijd kan de factuur tweemaal geboekt worden.',
      fix: 'Kies {leastSeconds|seconde|seconden} of meer met de instelling “quietPeriodSeconds”, of laat deze instelling weg.',
    },
    fr: {
      title: 'Le délai après une réponse perdue est trop court',
      cause:
        'Le délai est de {seconds|seconde|secondes}. WinBooks peut encore exécuter une écriture jusqu’à {leastSeconds|seconde|secondes} après l’envoi, même si sa réponse s’est perdue. Après un délai plus court, la facture pourrait être comptabilisée deux fois.',
      fix: 'Choisissez {leastSeconds|seconde|secondes} ou plus avec le réglage « quietPeriodSeconds », ou omettez ce réglage.',
    },
    en: {
      title: 'Waiting time after a lost answer is too short',
      cause:
        'The waiting time is {seconds|second|seconds}. WinBooks may still book an invoice up to {leastSeconds|second|seconds} after it was sent, even if its answer was lost. After a shorter wait the invoice could be booked twice.',
      fix: 'Choose {leastSeconds|second|seconds} or more with the setting “quietPeriodSeconds”, or leave that setting out.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
