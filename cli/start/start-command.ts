import { readOptions } from '../options';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { readConfiguration } from '../../configuration/configuration';
import { openDatabase } from '../../store/database/database';
import { BadInput, EXIT } from '../bad-input';
import { untilStopped } from '../../local/supervision/child-side';
import { patienceOf, readTenants } from '../tenants-option';
import { connectClient } from '../../temporal/client';
import { activateTenants, PATIENCE_MS } from '../../actions/activation/activate-tenants';
import type { Language } from '../../domain/issues/texts/text-types';
import { activationInWords } from '../words/activation-words';
import { START_WORDS } from '../words/start-words';
import { bringUp, type RunningSystem } from '../../local/start/bring-up';
import { followInvoices, keepShowing } from './follow-invoices';
import { createInvoiceScreen } from './invoice-screen';
import { liveOutput, type LiveOutput } from './live-output';
import { paySample, type ActAtTwins } from './sample-payment';
import { sampleTenants } from '../../local/start/sample-tenants';
import { exitCodeOf, summarise, summaryLines } from './summary';
import type { Caller } from '../caller';

/** With --once an outage is waited out this long after the last step forward. */
const OUTAGE_PATIENCE_MS = 15 * 60_000;

/**
 * `npm start`: brings up everything on this machine, activates the tenants through the activation workflow, shows their
 * invoices as they are booked, and stays up (or ends, with --once). Returns the exit code.
 *
 * @param atTwins what a person does at the vendors of the samples
 */
export async function startCommand(
  args: string[],
  { language }: Caller,
  atTwins: ActAtTwins,
): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenants: { type: 'string' },
      once: { type: 'boolean' },
      json: { type: 'boolean' },
      patience: { type: 'string' },
      force: { type: 'boolean' },
    },
  });
  const given =
    values.tenants === undefined
      ? null
      : readTenants(values.tenants, 'npm start -- --tenants tenants.json', language);
  const patienceMs = values.patience === undefined ? null : patienceOf(values.patience);
  const configuration = readConfiguration(process.env);
  if (configuration.mode === 'production')
    throw new BadInput({
      nl: 'npm start is de lokale modus. Laat in productie "worker" en "server" lopen, en één keer "activate --tenants FILE" (zie docker-compose.yml).',
      fr: 'npm start est le mode local. En production, faites tourner «\u00a0worker\u00a0» et «\u00a0server\u00a0», et une fois «\u00a0activate --tenants FILE\u00a0» (voir docker-compose.yml).',
      en: 'npm start is the local mode. In production run "worker" and "server", and "activate --tenants FILE" once (see docker-compose.yml).',
    });

  // With --json stdout carries one line, the last; everything for people goes to stderr.
  const output = values.json ? process.stderr : process.stdout;
  const live = liveOutput(output, process.env);
  const { say } = live;
  const stopping = new AbortController();
  const stopped = untilStopped().then(() => stopping.abort());
  const system = bringUp(configuration, {
    withTwins: given === null,
    say: (line) => say(line[language]),
    signal: stopping.signal,
  });
  const finished = work(system, stopped, {
    given,
    once: values.once ?? false,
    json: values.json ?? false,
    patienceMs,
    isForced: values.force ?? false,
    live,
    language,
    atTwins,
    isStopped: () => stopping.signal.aborted,
  });
  try {
    return await Promise.race([finished, stopped.then(() => (values.once ? EXIT.failed : EXIT.ok))]);
  } finally {
    stopping.abort();
    const running = await system.catch(() => null);
    live.redraw([]);
    if (running !== null) say(START_WORDS[language].stopping);
    await running?.stop();
    // A start that was cut short may still be waiting for something that has just been stopped.
    finished.catch(() => undefined);
  }
}

interface StartRequest {
  readonly given: readonly TenantDefinition[] | null;
  readonly once: boolean;
  readonly json: boolean;
  /** As given with --patience. */
  readonly patienceMs: number | null;
  readonly isForced: boolean;
  readonly live: LiveOutput;
  readonly language: Language;
  readonly atTwins: ActAtTwins;
  readonly isStopped: () => boolean;
}

async function work(
  system: Promise<RunningSystem>,
  stopped: Promise<void>,
  request: StartRequest,
): Promise<number> {
  const { live, language, isStopped, patienceMs, isForced } = request;
  const { say } = live;
  const running = await system;
  const tenants = request.given ?? sampleTenants(running.twins);
  const database = openDatabase(running.databaseUrl, { max: 6 });
  const temporal = await connectClient();
  const screen = createInvoiceScreen(live, language);
  const { configuration } = running;
  const following = { database, temporal, configuration, say, language, screen, isStopped };
  try {
    const activations = await activateTenants(
      {
        database,
        temporal,
        configuration,
        report: (event) => activationInWords(event, language).forEach(say),
        patienceMs: patienceMs ?? PATIENCE_MS,
        isForced,
      },
      tenants,
    );
    const followed = await followInvoices(
      { ...following, patienceMs: request.once ? (patienceMs ?? OUTAGE_PATIENCE_MS) : null },
      tenants,
      activations,
    );
    const summary = summarise(followed, running.urls);
    for (const line of summaryLines(followed, request.once ? null : running.urls, language)) say(line);
    if (request.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    if (request.once) return exitCodeOf(followed);
    say(START_WORDS[language].staysUp);
    const [sample] = request.given === null ? tenants : [];
    if (sample !== undefined) void paySample(following, sample, request.atTwins);
    await Promise.race([stopped, keepShowing({ ...following, patienceMs: null }, tenants)]);
    return EXIT.ok;
  } finally {
    await temporal.connection.close();
    await database.close();
  }
}
