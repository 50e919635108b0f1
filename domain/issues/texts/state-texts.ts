import type { Language } from './text-types';

/** States of an invoice, from `new` on of an integration, and from `accepted` on of a proposed pair, as people read them in a table or between quotes. */
export const STATE_WORDS = {
  waiting: { nl: 'wacht', fr: 'en attente', en: 'waiting' },
  prepared: { nl: 'klaar om te versturen', fr: 'prête à envoyer', en: 'about to be sent' },
  posting: { nl: 'wordt verstuurd', fr: 'en cours d’envoi', en: 'being sent' },
  verifying: { nl: 'wordt nagekeken', fr: 'en vérification', en: 'verifying' },
  booked: { nl: 'geboekt', fr: 'comptabilisée', en: 'booked' },
  held: { nl: 'tegengehouden', fr: 'retenue', en: 'held' },
  skipped: { nl: 'overgeslagen', fr: 'écartée', en: 'skipped' },
  new: { nl: 'nieuw', fr: 'nouvelle', en: 'new' },
  activating: { nl: 'wordt geactiveerd', fr: 'en cours d’activation', en: 'activating' },
  active: { nl: 'actief', fr: 'active', en: 'active' },
  paused: { nl: 'gepauzeerd', fr: 'en pause', en: 'paused' },
  draining: { nl: 'wordt stopgezet', fr: 'en cours d’arrêt', en: 'draining' },
  inactive: { nl: 'niet actief', fr: 'inactive', en: 'inactive' },
  accepted: { nl: 'aanvaard', fr: 'acceptée', en: 'accepted' },
  rejected: { nl: 'afgewezen', fr: 'rejetée', en: 'rejected' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** For states that come from a row, which another version may have written. */
export function isState(text: string): text is keyof typeof STATE_WORDS {
  return Object.hasOwn(STATE_WORDS, text);
}
