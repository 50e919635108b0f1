import type { ActivationEvent, DefinitionApplied } from '../../actions/activation/activation-events';
import type { StepName } from '../../actions/activation/activation-step';
import type { Issue, IssueOwner } from '../../domain/issues/issue-catalogue';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import type { Language } from '../../domain/issues/texts/text-types';
import type { KeptChoice } from '../../domain/tenant/file-choices';
import { shownValue } from '../../domain/tenant/settings-change';
import { counted } from './counted';
import { ISSUE_WORDS } from './issue-words';
import { settingsChangedInWords, vatChangedInWords } from './changes-words';
import { COMMAND_WORDS } from './command-words';
import { refusalInWords } from './problem-words';

/** One event of an activation, a line each. */
export function activationInWords(event: ActivationEvent, language: Language): readonly string[] {
  const words = ACTIVATION_WORDS[language];
  if (event.kind === 'database-silent') return [words.databaseSilent];
  const { tenant } = event;
  switch (event.kind) {
    case 'step':
      return [`${tenant}: ${stepInWords(event.step, event.counts, language)}`];
    case 'temporal-silent':
      return [`${tenant}: ${words.temporalSilent}`];
    case 'choice-kept':
      return [`${tenant}: ${keptInWords(event.choice, language)}`];
    case 'draining':
      return [`${tenant}: ${words.draining}`];
    case 'was-active':
      return appliedInWords(event, language).map((line) => `${tenant}: ${line}`);
    case 'not-activated': {
      const reasons = event.because === 'issues' ? [] : [words.because[event.because]];
      return [...reasons, ...event.issues.map((issue) => obstacleInWords(issue, language))].map(
        (reason) => `${tenant}: ${words.notActivated} ${reason}`,
      );
    }
  }
}

function stepInWords(step: StepName, counts: Readonly<Record<string, number>>, language: Language): string {
  const { steps, counts: known } = ACTIVATION_WORDS[language];
  const listed = Object.entries(counts).flatMap(([name, count]) => {
    const forms = known[name];
    return forms === undefined ? [] : [counted(language, count, ...forms)];
  });
  return `${steps[step]} ✓${listed.length === 0 ? '' : ` (${listed.join(', ')})`}`;
}

function appliedInWords(
  { state, settings, vat, refused, kept }: DefinitionApplied,
  language: Language,
): readonly string[] {
  const words = ACTIVATION_WORDS[language];
  const lines = [
    ...(settings.changes.length > 0 ? [settingsChangedInWords(settings.changes, settings, language)] : []),
    ...(vat.changes.length > 0 ? [vatChangedInWords(vat.changes, vat, language)] : []),
    ...refused.map((refusal) => `${words.notChanged} ${refusalInWords(refusal, language)}`),
    ...kept.map((choice) => keptInWords(choice, language)),
  ];
  const isAlready = words.isAlready[state === 'paused' ? 'paused' : 'active'];
  return lines.length === 0
    ? [`${isAlready}, ${words.leftAsItIs}.`]
    : lines.map((line) => `${isAlready}${words.semicolon} ${line}`);
}

/** A choice of a person that the file contradicts. */
function keptInWords({ of, name, stays, fileSays, since }: KeptChoice, language: Language): string {
  const what = of === 'setting' ? name : COMMAND_WORDS[language].vatGroup(name);
  const day = since.toISOString().slice(0, 10);
  return ACTIVATION_WORDS[language].kept(what, shownValue(stays), shownValue(fileSays), day);
}

/** What stands in the way, what to do, and who should. */
function obstacleInWords({ code, params }: Issue, language: Language): string {
  const { title, cause, fix, owner } = describeIssue(code, params, language);
  return `${title} (${code}). ${cause} ${fix} [${ownerInWords(owner, language)}]`;
}

const ownerInWords = (owner: IssueOwner, language: Language): string => ISSUE_WORDS[language].owners[owner];

interface ActivationWords {
  readonly databaseSilent: string;
  readonly temporalSilent: string;
  readonly draining: string;
  readonly notActivated: string;
  readonly because: Readonly<Record<'no-end' | 'temporal-silent', string>>;
  readonly isAlready: Readonly<Record<'active' | 'paused', string>>;
  readonly semicolon: string;
  readonly leftAsItIs: string;
  readonly notChanged: string;
  readonly kept: (what: string, stays: string, fileSays: string, since: string) => string;
  readonly steps: Readonly<Record<StepName, string>>;
  /** What a step counts; a count that is not named here is not shown. */
  readonly counts: Readonly<Record<string, readonly [one: string, many: string]>>;
}

const en: ActivationWords = {
  databaseSilent: 'The database does not answer; waiting for it.',
  temporalSilent: 'Temporal does not answer; trying again.',
  draining: 'is being stopped, left as it is.',
  notActivated: 'not activated:',
  because: {
    'no-end':
      'a step did not come to an end, as when no worker runs, or a vendor takes a request and never answers. Temporal UI shows ' +
      'what it waits for.',
    'temporal-silent': 'Temporal does not answer. Activate it again once it does.',
  },
  isAlready: { active: 'is active already', paused: 'is paused already' },
  semicolon: ';',
  leftAsItIs: 'left as it is',
  notChanged: 'not changed.',
  kept: (what, stays, fileSays, since) =>
    `${what} stays ${stays}, as a person set it on ${since}; its file says ${fileSays}: with --force that counts.`,
  steps: {
    connect: 'connection details checked',
    mapVat: 'VAT groups mapped',
    configure: 'settings checked',
    approve: 'activated',
  },
  counts: {
    vatGroups: ['# VAT group in Tribe', '# VAT groups in Tribe'],
    mapped: ['# VAT group mapped', '# VAT groups mapped'],
    unmapped: ['# without a WinBooks code', '# without a WinBooks code'],
    linked: ['# customer linked', '# customers linked'],
    forReview: ['# to be reviewed', '# to be reviewed'],
  },
};

const nl: ActivationWords = {
  databaseSilent: 'De databank antwoordt niet; er wordt op gewacht.',
  temporalSilent: 'Temporal antwoordt niet; het wordt opnieuw geprobeerd.',
  draining: 'wordt stopgezet, en blijft zo.',
  notActivated: 'niet geactiveerd:',
  because: {
    'no-end':
      'een stap kwam niet tot een einde, bijvoorbeeld omdat geen worker loopt, of omdat Tribe of WinBooks een vraag nooit ' +
      'beantwoordt. Temporal UI toont waarop gewacht wordt.',
    'temporal-silent': 'Temporal antwoordt niet. Activeer opnieuw zodra het antwoordt.',
  },
  isAlready: { active: 'is al actief', paused: 'is al gepauzeerd' },
  semicolon: ';',
  leftAsItIs: 'en blijft zoals ze is',
  notChanged: 'niet gewijzigd.',
  kept: (what, stays, fileSays, since) =>
    `${what} blijft ${stays}, zoals iemand het op ${since} instelde; het bestand zegt ${fileSays}: met --force telt dat.`,
  steps: {
    connect: 'verbindingsgegevens gecontroleerd',
    mapVat: 'btw-groepen toegewezen',
    configure: 'instellingen gecontroleerd',
    approve: 'geactiveerd',
  },
  counts: {
    vatGroups: ['# btw-groep in Tribe', '# btw-groepen in Tribe'],
    mapped: ['# btw-groep toegewezen', '# btw-groepen toegewezen'],
    unmapped: ['# zonder btw-code van WinBooks', '# zonder btw-code van WinBooks'],
    linked: ['# klant gekoppeld', '# klanten gekoppeld'],
    forReview: ['# voorstel na te kijken', '# voorstellen na te kijken'],
  },
};

const fr: ActivationWords = {
  databaseSilent: 'La base de données ne répond pas\u00a0; on l’attend.',
  temporalSilent: 'Temporal ne répond pas\u00a0; nouvel essai.',
  draining: 'est en cours d’arrêt, et le reste.',
  notActivated: 'pas activée\u00a0:',
  because: {
    'no-end':
      'une étape ne s’est pas terminée, par exemple parce qu’aucun worker ne tourne, ou parce que Tribe ou WinBooks ne répond ' +
      'jamais à une demande. Temporal UI montre ce qui est attendu.',
    'temporal-silent': 'Temporal ne répond pas. Activez-la à nouveau dès qu’il répond.',
  },
  isAlready: { active: 'est déjà active', paused: 'est déjà en pause' },
  semicolon: '\u00a0;',
  leftAsItIs: 'et reste telle quelle',
  notChanged: 'pas modifiée.',
  kept: (what, stays, fileSays, since) =>
    `${what} reste ${stays}, comme une personne l’a choisi le ${since}\u00a0; le fichier dit ${fileSays}\u00a0: avec --force, c’est lui qui compte.`,
  steps: {
    connect: 'données de connexion vérifiées',
    mapVat: 'groupes de TVA attribués',
    configure: 'réglages vérifiés',
    approve: 'activée',
  },
  counts: {
    vatGroups: ['# groupe de TVA dans Tribe', '# groupes de TVA dans Tribe'],
    mapped: ['# groupe de TVA attribué', '# groupes de TVA attribués'],
    unmapped: ['# sans code TVA de WinBooks', '# sans code TVA de WinBooks'],
    linked: ['# client lié', '# clients liés'],
    forReview: ['# proposition à vérifier', '# propositions à vérifier'],
  },
};

const ACTIVATION_WORDS: Readonly<Record<Language, ActivationWords>> = { nl, fr, en };
