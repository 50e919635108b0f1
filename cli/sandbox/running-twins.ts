import { z } from 'zod';
import { readConfiguration } from '../../configuration/configuration';
import { ToldError } from '../../domain/told-error';
import { readRunFile } from '../../local/supervision/run-file';
import { BadInput } from '../bad-input';

/** The control API of one twin: asks, gives an order, or with null as the order deletes. */
type Control = (path: string, order?: object | null) => Promise<unknown>;

export interface RunningTwins {
  readonly tribe: Control;
  readonly winbooks: Control;
}

/** The twins of the `npm start` that runs on the data folder. Throws one sentence when there are none. */
export function runningTwins(env: NodeJS.ProcessEnv): RunningTwins {
  const { dataDir } = readConfiguration(env);
  const run = readRunFile(dataDir)?.run;
  if (run === undefined)
    throw new ToldError({
      nl: `Er loopt niets op ${dataDir}: begin met "npm start".`,
      fr: `Rien ne tourne sur ${dataDir}\u00a0: commencez par «\u00a0npm start\u00a0».`,
      en: `Nothing runs on ${dataDir}: begin with "npm start".`,
    });
  const { tribeTwin, winbooksTwin } = run.urls;
  if (tribeTwin === undefined || winbooksTwin === undefined)
    throw new BadInput({
      nl: `Wat op ${dataDir} loopt, heeft geen twins: met --tenants werkt het met Tribe en WinBooks zelf.`,
      fr: `Ce qui tourne sur ${dataDir} n’a pas de twins\u00a0: avec --tenants, Tribe et WinBooks eux-mêmes sont utilisés.`,
      en: `What runs on ${dataDir} has no twins: with --tenants it works on the vendors themselves.`,
    });
  return { tribe: controlOf(new URL(tribeTwin).origin), winbooks: controlOf(new URL(winbooksTwin).origin) };
}

const refusal = z.object({ error: z.string() });

function controlOf(origin: string): Control {
  return async (path, order) => {
    const response = await fetch(`${origin}/_control/${path}`, requestOf(order)).catch(() => {
      throw new ToldError({
        nl: `De twin op ${origin} antwoordt niet: loopt "npm start"?`,
        fr: `Le twin à l’adresse ${origin} ne répond pas\u00a0: «\u00a0npm start\u00a0» tourne-t-il\u00a0?`,
        en: `The twin at ${origin} gives no answer: is "npm start" running?`,
      });
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return body;
    const refused = refusal.safeParse(body);
    const reason = refused.success ? refused.data.error : response.status;
    // The twin has words of its own, in English.
    throw new BadInput({
      nl: `De twin weigert: ${reason}`,
      fr: `Le twin refuse\u00a0: ${reason}`,
      en: `The twin refuses: ${reason}`,
    });
  };
}

function requestOf(order: object | null | undefined): RequestInit {
  if (order === undefined) return {};
  if (order === null) return { method: 'DELETE' };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
}
