import type { Configuration } from '../../configuration/configuration';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { saveConnection } from '../../store/connections/connections';
import type { TenantSql } from '../../store/database/database';
import type { KeyRing } from '../../store/database/encryption';

/** Stores the connection details of both sides, encrypted; returns their versions, which alone travel through Temporal. */
export async function saveConnections(
  sql: TenantSql,
  { configuration, keyRing }: { readonly configuration: Configuration; readonly keyRing: KeyRing },
  { tribe, winbooks }: Pick<TenantDefinition, 'tribe' | 'winbooks'>,
): Promise<{ readonly tribe: number; readonly winbooks: number }> {
  return {
    tribe: await saveConnection(sql, keyRing, {
      credentials: {
        vendor: 'tribe',
        apiUrl: configuration.tribeApiUrl,
        authUrl: configuration.tribeAuthUrl,
        clientId: tribe.clientId,
        clientSecret: tribe.clientSecret,
        ...(tribe.refreshToken === undefined ? {} : { refreshToken: tribe.refreshToken }),
      },
      concurrency: tribe.concurrency,
    }),
    winbooks: await saveConnection(sql, keyRing, {
      credentials: {
        vendor: 'winbooks',
        apiUrl: configuration.winbooksApiUrl,
        folder: winbooks.folder,
        email: winbooks.email,
        exchangeToken: winbooks.exchangeToken,
      },
      concurrency: winbooks.concurrency,
    }),
  };
}
