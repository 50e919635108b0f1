import { randomUUID } from 'node:crypto';
import { type DurableState } from '../../kernel/durable-state';
import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type Licence, type LicenceDesk } from '../folder/licences';
import { type SwitchReader } from '../switches/switch-list';

/**
 * `POST /OAuth20/Token` (winbooks-api §2.1, §2.2): Basic of the e-mail alone; `code` carries the exchange token or the
 * refresh token.
 */
export function answerToken(
  request: TwinRequest,
  state: DurableState,
  desk: LicenceDesk,
  positionOf: (licence: Licence) => SwitchReader,
): TwinAnswer {
  if (request.method !== 'POST') return { status: 405 };
  const email = basicEmail(request.headers.authorization);
  if (email === null) return problem(401, 'invalid_client');
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return problem(400, 'invalid_request');
  }
  const form = new URLSearchParams(request.body);
  const code = form.get('code') ?? '';
  switch (form.get('grant_type')) {
    case 'exchange_token': {
      const licence = desk.licenceOf(email, code);
      return licence === null
        ? problem(400, 'invalid_grant')
        : issue(state, desk, positionOf(licence), licence, null);
    }
    case 'refresh_token': {
      const holder = desk.holderOf(code, 'refresh');
      if (holder === null || holder.email !== email) return problem(400, 'invalid_grant');
      return issue(state, desk, positionOf(holder), holder, { token: code, grant: holder.grant });
    }
    default:
      return problem(400, 'unsupported_grant_type');
  }
}

function issue(
  state: DurableState,
  desk: LicenceDesk,
  position: SwitchReader,
  licence: Licence,
  used: { token: string; grant: string } | null,
): TwinAnswer {
  const seconds = Number(position('tokenSeconds'));
  const body = state.transaction((transaction) => {
    if (position('accessTokens') === 'newest-only') desk.withdrawAccessTokens(transaction, licence);
    const grant = used?.grant ?? randomUUID();
    const keepsOld = used !== null && position('G19') === 'same';
    if (used !== null && position('G19') === 'rotate') desk.withdraw(transaction, used.token);
    return {
      access_token: desk.issueAccess(transaction, licence, seconds, grant),
      scope: null,
      token_type: 'bearer',
      expires_in: position('G20') === 'number' ? seconds : String(seconds),
      refresh_token: keepsOld ? used.token : desk.issueRefresh(transaction, licence, grant),
    };
  });
  return { status: 200, body };
}

/** The e-mail of `Basic base64(email)`: no colon, no password. */
function basicEmail(header: string | undefined): string | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const email = Buffer.from(encoded, 'base64').toString('utf8');
  return email === '' || email.includes(':') ? null : email;
}

function problem(status: number, error: string): TwinAnswer {
  return { status, body: { error } };
}
