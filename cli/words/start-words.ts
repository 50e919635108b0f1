import type { Language } from '../../domain/issues/texts/text-types';

interface Counts {
  readonly booked: number;
  readonly linked: number;
  readonly held: number;
  readonly skipped: number;
}

/** What `npm start` says about the invoices that it follows, and at its end. */
interface StartWords {
  readonly colon: string;
  readonly counts: (counts: Counts) => string;
  readonly notActivated: (codes: string) => string;
  readonly notApplied: (counts: string) => string;
  readonly stoppedBy: (codes: string, counts: string) => string;
  readonly done: (counts: string, seconds: number) => string;
  readonly nothingNew: (counts: string) => string;
  readonly everythingEnds: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly stuck: Readonly<Record<'NO_POLL' | 'NOT_FINAL', string>>;
  readonly notShown: (cause: string) => string;
  readonly staysUp: string;
  readonly stopping: string;
}

export const START_WORDS: Readonly<Record<Language, StartWords>> = {
  nl: {
    colon: ':',
    counts: ({ booked, linked, held, skipped }) =>
      `${booked} geboekt, ${linked} gekoppeld, ${held} tegengehouden, ${skipped} overgeslagen`,
    notActivated: (codes) => `niet geactiveerd: ${codes}.`,
    notApplied: (counts) =>
      `gaat verder zoals voorheen, wat het bestand wijzigt kon niet toegepast worden; ${counts}.`,
    stoppedBy: (codes, counts) => `gestopt door ${codes} (${counts}).`,
    done: (counts, seconds) => `${counts}, in ${seconds} s.`,
    nothingNew: (counts) => `niets nieuws te boeken; voorheen ${counts}.`,
    everythingEnds: 'Alles wat gestart werd, eindigt nu, ook de adressen; zonder --once blijft het lopen.',
    addresses: {
      server: 'gezondheid',
      api: 'HTTP-API',
      temporalUi: 'Temporal UI',
      tribeTwin: 'twin van Tribe',
      winbooksTwin: 'twin van WinBooks',
    },
    stuck: {
      NO_POLL: 'Tribe geeft geen antwoord; er wordt niet langer gewacht.',
      NOT_FINAL: 'de open facturen gaan niet vooruit; er wordt niet langer gewacht.',
    },
    notShown: (cause) => `De facturen kunnen nu niet getoond worden: ${cause}`,
    staysUp: 'Het blijft lopen en kijken; Ctrl-C stopt alles.',
    stopping: 'Wat gestart werd, wordt gestopt …',
  },
  fr: {
    colon: '\u00a0:',
    counts: ({ booked, linked, held, skipped }) =>
      `comptabilisées ${booked}, liées ${linked}, retenues ${held}, écartées ${skipped}`,
    notActivated: (codes) => `pas activée\u00a0: ${codes}.`,
    notApplied: (counts) =>
      `continue comme avant, ce que le fichier modifie n’a pas pu être appliqué\u00a0; ${counts}.`,
    stoppedBy: (codes, counts) => `arrêtée par ${codes} (${counts}).`,
    done: (counts, seconds) => `${counts}, en ${seconds} s.`,
    nothingNew: (counts) => `rien de nouveau à comptabiliser\u00a0; auparavant ${counts}.`,
    everythingEnds:
      'Tout ce qui a été démarré s’arrête maintenant, les adresses aussi\u00a0; sans --once, tout continue.',
    addresses: {
      server: 'santé',
      api: 'API HTTP',
      temporalUi: 'Temporal UI',
      tribeTwin: 'twin de Tribe',
      winbooksTwin: 'twin de WinBooks',
    },
    stuck: {
      NO_POLL: 'Tribe ne répond pas\u00a0; on n’attend plus.',
      NOT_FINAL: 'les factures ouvertes n’avancent pas\u00a0; on n’attend plus.',
    },
    notShown: (cause) => `Les factures ne peuvent pas être montrées maintenant\u00a0: ${cause}`,
    staysUp: 'Tout reste en marche et surveille\u00a0; Ctrl-C arrête tout.',
    stopping: 'Arrêt de ce qui a été démarré …',
  },
  en: {
    colon: ':',
    counts: ({ booked, linked, held, skipped }) =>
      `${booked} booked, ${linked} linked, ${held} held, ${skipped} skipped`,
    notActivated: (codes) => `not activated: ${codes}.`,
    notApplied: (counts) => `goes on as it was, what its file changes could not be applied; ${counts}.`,
    stoppedBy: (codes, counts) => `stopped by ${codes} (${counts}).`,
    done: (counts, seconds) => `${counts}, in ${seconds} s.`,
    nothingNew: (counts) => `nothing new to book; ${counts} before.`,
    everythingEnds: 'Everything that was started ends now, its addresses too; without --once it stays up.',
    addresses: {
      server: 'health',
      api: 'HTTP API',
      temporalUi: 'Temporal UI',
      tribeTwin: 'twin of Tribe',
      winbooksTwin: 'twin of WinBooks',
    },
    stuck: {
      NO_POLL: 'Tribe gives no answer; not waiting any longer.',
      NOT_FINAL: 'its open invoices do not get on; not waiting any longer.',
    },
    notShown: (cause) => `The invoices cannot be shown now: ${cause}`,
    staysUp: 'It stays up and keeps watching; Ctrl-C stops everything.',
    stopping: 'Stopping what was started …',
  },
};
