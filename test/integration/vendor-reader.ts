import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import type { Stack } from '../support/stack';

type VendorObject = Readonly<Record<string, unknown>>;

/**
 * Reads both vendors as their own users' tools would: plain requests with a token of their own, nothing of the product's
 * clients in between.
 */
export function vendorReader({ twins }: Stack, { tribe, winbooks }: TenantDefinition) {
  return {
    /** `path` below `/odata/`, query included. */
    async tribe(path: string): Promise<VendorObject> {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: tribe.clientId,
        client_secret: tribe.clientSecret,
      });
      const token = await bearer(`${twins.tribeUrl}/oauth2/token`, {}, form);
      return read(`${twins.tribeApiUrl}/odata/${path}`, token);
    },
    /** `path` of one object, e.g. `Customer/C1`; null when it is not there. */
    async winbooks(path: string, maxLevel = 3): Promise<VendorObject | null> {
      const token = await winbooksToken(twins.winbooksUrl, winbooks);
      const url = `${twins.winbooksUrl}/app/${path}/Folder/${winbooks.folder}?maxLevel=${maxLevel}`;
      const found = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      return found.status === 200 ? ((await found.json()) as VendorObject) : null;
    },
  };
}

/** Deletes one object as another tool of the office would, e.g. `Customer/C1`. */
export async function deleteFromWinbooks(
  { twins }: Stack,
  { winbooks }: TenantDefinition,
  path: string,
): Promise<void> {
  const token = await winbooksToken(twins.winbooksUrl, winbooks);
  const answer = await fetch(`${twins.winbooksUrl}/app/${path}/Folder/${winbooks.folder}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

function winbooksToken(url: string, { email, exchangeToken }: TenantDefinition['winbooks']): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'exchange_token', code: exchangeToken });
  const basic = { authorization: `Basic ${Buffer.from(email).toString('base64')}` };
  return bearer(`${url}/OAuth20/Token`, basic, form);
}

async function bearer(url: string, headers: Record<string, string>, body: URLSearchParams): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers, body });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`${url} gave no token: ${answer.status}`);
  return token;
}

async function read(url: string, token: string): Promise<VendorObject> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as VendorObject;
}
