import { editDistance } from '../domain/nearest-word';

/** Every environment variable that we read, each with an example value. `.env.example` explains them. */
export const configurationVariables = {
  APP_MODE: 'production',
  TRIBE_API_URL: 'https://api.tribecrm.nl/v1',
  TRIBE_AUTH_URL: 'https://auth.tribecrm.nl',
  WINBOOKS_API_URL: 'https://rapi.winbooksonweb.be',
  DATA_DIR: '.data',
  HOST: '127.0.0.1',
  PORT: '8080',
  DATABASE_URL: 'postgres://sync_app:secret@db.example:5432/sync',
  DATABASE_OWNER_URL: 'postgres://sync_owner:secret@db.example:5432/sync',
  ENCRYPTION_KEYS: '2026a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  LOG_LEVEL: 'info',
  TASK_QUEUE: 'tribe-winbooks',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  QUIET_PERIOD_FLOOR: 'on',
  TIMINGS: '{}',
} as const;

export type VariableName = keyof typeof configurationVariables;

const names = Object.keys(configurationVariables) as VariableName[];

/**
 * The variable that `name` was probably meant to be, or null when it is one of ours or somebody else's. With our
 * prefix, two slips are tolerated (one if the rest is shorter than five letters: APP_HOME is not APP_MODE); without it,
 * one.
 */
export function nearestVariable(name: string): VariableName | null {
  if (!name.includes('_') || names.some((known) => known === name)) return null;
  const candidates = names
    .filter((known) => known.includes('_'))
    .map((known) => ({ known, slips: editDistance(name, known), allowed: slipsAllowed(name, known) }))
    .filter(({ slips, allowed }) => slips <= allowed)
    .sort((one, other) => one.slips - other.slips);
  return candidates[0]?.known ?? null;
}

function slipsAllowed(name: string, known: string): number {
  const prefix = known.slice(0, known.indexOf('_') + 1);
  return name.startsWith(prefix) && known.length - prefix.length >= 5 ? 2 : 1;
}
