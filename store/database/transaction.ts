import type { PoolClient } from 'pg';

/** Sends one statement of the open transaction. */
export type Query = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number }>;

/**
 * Runs `work` between `prelude` and a commit, and returns the client to its pool in every case.
 *
 * @param prelude begins the transaction
 * @param answerMs how long a statement may go without an answer before the client counts as dead and is discarded
 */
export async function inTransaction<T>(
  client: PoolClient,
  answerMs: number,
  prelude: string,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  let isOpen = true;
  const query: Query = async (text, values) => {
    if (!isOpen) throw new Error('A statement was issued after its transaction had ended.');
    const result = await answered(
      client.query<Record<string, unknown>>(text, values === undefined ? undefined : [...values]),
      answerMs,
    );
    return { rows: result.rows, rowCount: result.rowCount ?? 0 };
  };
  try {
    await answered(client.query(prelude), answerMs);
    const value = await work(query);
    isOpen = false;
    const committed = await answered(client.query('commit'), answerMs);
    // Postgres answers a commit of a failed transaction with ROLLBACK and no error.
    if (committed.command !== 'COMMIT')
      throw new Error('The transaction was rolled back: one of its statements had failed.');
    client.release();
    return value;
  } catch (error) {
    isOpen = false;
    if (error instanceof NoAnswer) client.release(true);
    else await abandon(client, answerMs);
    throw error;
  }
}

/**
 * The other end does not answer. Without this error, a connection that was cut without notice would be waited for
 * indefinitely.
 */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

async function answered<T>(question: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswer(`The database gave no answer within ${withinMs} ms.`));
    }, withinMs);
  });
  try {
    return await Promise.race([question, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Rolls back; if even that fails, the connection is discarded. */
async function abandon(client: PoolClient, answerMs: number): Promise<void> {
  try {
    await answered(client.query('rollback'), answerMs);
    client.release();
  } catch {
    client.release(true);
  }
}
