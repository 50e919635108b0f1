import { DatabaseError } from 'pg';
import type { Sql } from './database';

const UNIQUE_VIOLATION = '23505';

/**
 * Runs one statement that a unique index may refuse, inside a savepoint, so that the transaction can continue. Returns
 * the value, or the name of the index that refused. Other errors are thrown as they are.
 */
export async function unlessTaken<T>(
  sql: Sql,
  statement: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly takenBy: string }> {
  await sql.query('savepoint unless_taken');
  try {
    const value = await statement();
    await sql.query('release savepoint unless_taken');
    return { value };
  } catch (error) {
    if (
      !(error instanceof DatabaseError) ||
      error.code !== UNIQUE_VIOLATION ||
      error.constraint === undefined
    )
      throw error;
    await sql.query('rollback to savepoint unless_taken; release savepoint unless_taken');
    return { takenBy: error.constraint };
  }
}
