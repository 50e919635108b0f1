import type { TribeId } from '../../domain/ids';
import { countryCodeIn } from '../../domain/relation/country-codes';
import type { TribeConnection } from '../connection';
import { textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords } from './odata-list';
import { remembered } from './remembered';
import { idOf } from './tribe-fields';
import { readTribe } from './tribe-session';

/**
 * The id of a country by its ISO 3166 alpha-2 code. Tribe's own code may be of two or three letters, in any case, or
 * absent; then its name counts (tribe-api §3.9, §6 G16).
 *
 * @returns null for null; `refused` when the organisation has no such country
 */
export async function findCountryId(
  connection: TribeConnection,
  countryCode: string | null,
): Promise<Outcome<TribeId | null>> {
  if (countryCode === null) return ok(null);
  const rows = await remembered(connection, 'countries', () =>
    readTribe(connection, (session) =>
      listRecords(session, {
        set: 'Datastore_Country',
        options: { orderby: 'ID asc' },
        mostPages: 10,
      }),
    ),
  );
  if (rows.kind !== 'ok') return rows;
  for (const field of ['Code', 'Name', '_Name'])
    for (const row of rows.value) {
      const [id, written] = [idOf(row), textOf(row[field])];
      if (id !== null && written !== null && countryCodeIn(written) === countryCode) return ok(id);
    }
  return { kind: 'refused', status: 400, words: `Tribe has no country ${countryCode}` };
}
