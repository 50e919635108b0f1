import type { TribeConnection } from '../connection';
import type { Outcome } from '../outcome';

/** What a connection was told, by question. A connection lives as long as one activity. */
const TOLD = new WeakMap<TribeConnection, Map<string, Outcome<unknown>>>();

/** An answer that does not change within one activity is asked for once. A failure is not remembered. */
export async function remembered<Value>(
  connection: TribeConnection,
  question: string,
  ask: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const told = TOLD.get(connection) ?? new Map<string, Outcome<unknown>>();
  TOLD.set(connection, told);
  const known = told.get(question);
  if (known !== undefined) return known as Outcome<Value>;
  const answer = await ask();
  if (answer.kind === 'ok') told.set(question, answer);
  return answer;
}
