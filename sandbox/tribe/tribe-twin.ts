import { DurableState } from '../kernel/durable-state';
import { type Twin, type TwinAnswer, type TwinRequest } from '../kernel/twin';
import { Applications } from './auth/applications';
import { Grants } from './auth/grants';
import { answerToken } from './auth/token-endpoint';
import { answerTribeControl, listTenants } from './control/tribe-control';
import { answerOData } from './odata/odata-service';
import { type SeedBody } from './seed/seed-format';
import { plantSeed } from './seed/seed-tenant';
import { type Tenant, TenantRegister } from './records/tenant';
import { SwitchBoard } from './switches/switch-board';

export { sampleSeed } from './sample';
export { tribeSwitches } from './switches/switch-list';

/** The Tribe twin, with what the program that starts it needs. */
export interface TribeTwin extends Twin {
  seed(body: SeedBody): { created: string[]; existing: string[] };
  tenants(): { id: string; name: string; clientId: string; clientSecret: string }[];
}

/** A stand-in for the Tribe API, written from the reference alone; with `dataDir` its state survives its process. */
export function createTribeTwin(options: { dataDir?: string }): TribeTwin {
  const state = DurableState.open('tribe', options.dataDir);
  const switches = new SwitchBoard(state);
  const tenants = new TenantRegister(state, switches);
  const applications = new Applications(state);
  const grants = new Grants(state);
  const target = { tenants, applications, switches };
  const desk = { ...target, grants, onWrite: () => undefined };

  const tenantOf = (request: TwinRequest): Tenant | null => {
    const token = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const grant = grants.grantOfAccessToken(token, Date.now());
    return grant === null ? null : tenants.find(grant.tenant);
  };

  return {
    name: 'tribe',
    seed: (body) => plantSeed(target, body, new Date()),
    tenants: () => listTenants(tenants),
    revokeGrant: (token) => grants.revokeByAccessToken(token),
    control: (request) => answerTribeControl(desk, request, new Date()),
    handle(request) {
      if (request.path === '/oauth2/token')
        return answerToken({ applications, grants, switches }, request, Date.now());
      const path = /^\/v1\/odata(?:\/(.*))?$/.exec(request.path);
      if (path === null) return { status: 404, body: { error: { code: null, message: 'Not found' } } };
      const tenant = tenantOf(request);
      if (tenant === null) return unauthorised();
      return answerOData({ tenant, request, path: path[1] ?? '', now: new Date(), onWrite: () => undefined });
    },
  };
}

function unauthorised(): TwinAnswer {
  return {
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    body: { error: { code: null, message: 'Unauthorized' } },
    committed: false,
  };
}
