import { DurableState } from '../kernel/durable-state';
import { type Twin, type TwinAnswer, type TwinRequest } from '../kernel/twin';
import { Applications } from './auth/applications';
import { AuthorizePages } from './auth/authorize-page';
import { Grants } from './auth/grants';
import { answerToken } from './auth/token-endpoint';
import { answerTribeControl, listTenants, type ControlDesk } from './control/tribe-control';
import { answerFile } from './endpoints/file-endpoint';
import { answerOData } from './endpoints/odata-service';
import { type Tenant, TenantRegister } from './records/tenant';
import { type SeedBody } from './seed/seed-format';
import { plantSeed } from './seed/seed-tenant';
import { RequestPace } from './switches/request-pace';
import { SwitchBoard } from './switches/switch-board';
import { answerWebhooks } from './webhooks/webhook-endpoint';
import { WebhookSender } from './webhooks/webhook-sender';

export { awkwardSeed } from './awkward/awkward-seed';
export { sampleSeed } from './sample/sample-seed';
export { tribeSwitches } from './switches/switch-list';

/** The Tribe twin, with functions for the program that starts it. */
export interface TribeTwin extends Twin {
  /** Adds the tenants that do not exist yet. */
  seed(body: SeedBody): { created: string[]; existing: string[] };
  tenants(): { id: string; name: string; clientId: string; clientSecret: string }[];
  /** Releases the data folder. */
  close(): void;
}

/** A stand-in for the Tribe API, written from the reference alone; with `dataDir` its state survives its process. */
export function createTribeTwin(options: { dataDir?: string }): TribeTwin {
  const state = DurableState.open('tribe', options.dataDir);
  const switches = new SwitchBoard(state);
  const tenants = new TenantRegister(state, switches);
  const applications = new Applications(state);
  const grants = new Grants(state);
  const sender = new WebhookSender();
  const desk: ControlDesk = { tenants, applications, grants, switches, sender };
  const front = new TribeFront(desk);
  return {
    name: 'tribe',
    seed: (body) => plantSeed(desk, body, new Date()),
    tenants: () => listTenants(tenants),
    close: () => state.close(),
    revokeGrant: (token) => grants.revokeByAccessToken(token),
    control: (request) => answerTribeControl(desk, request, new Date()),
    handle: (request) => front.handle(request),
  };
}

/** Routes a request to the part of Tribe that its path names. */
class TribeFront {
  private readonly pace = new RequestPace();
  private readonly pages: AuthorizePages;

  constructor(private readonly desk: ControlDesk) {
    this.pages = new AuthorizePages(desk, () => desk.tenants.all());
  }

  handle(request: TwinRequest): TwinAnswer {
    if (request.path === '/oauth2/token') return answerToken(this.desk, request, Date.now());
    const page = this.pages.answer(request, Date.now());
    if (page !== null) return page;
    if (!request.path.startsWith('/v1/')) return refused(404, 'Not found');
    const tenant = this.tenantOf(request);
    if (tenant === null) return unauthorised();
    if (this.pace.isExceeded(tenant.id, tenant.position('G9'), Date.now())) {
      return { ...refused(429, 'Too Many Requests'), headers: { 'Retry-After': '1' } };
    }
    return this.answerTenant(tenant, request, new Date());
  }

  private answerTenant(tenant: Tenant, request: TwinRequest, now: Date): TwinAnswer {
    const file = /^\/v1\/odata-file\/(.+)$/.exec(request.path)?.[1];
    if (file !== undefined) return answerFile(tenant, file);
    const webhooks = /^\/v1\/webhooks(?:\/([^/]+))?$/.exec(request.path);
    if (webhooks !== null) return answerWebhooks(tenant, request, webhooks[1] ?? null, now);
    const odata = /^\/v1\/odata(?:\/(.*))?$/.exec(request.path);
    if (odata === null) return refused(404, 'Not found');
    const onWrite = this.desk.sender.tell.bind(this.desk.sender, tenant);
    return answerOData({ tenant, request, path: odata[1] ?? '', now, onWrite });
  }

  /** Only the token decides the tenant (tribe-api §1.2). */
  private tenantOf(request: TwinRequest): Tenant | null {
    const token = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const grant = this.desk.grants.grantOfAccessToken(token, Date.now());
    return grant === null ? null : this.desk.tenants.find(grant.tenant);
  }
}

function refused(status: number, message: string): TwinAnswer {
  return { status, body: { error: { code: null, message } }, committed: false };
}

function unauthorised(): TwinAnswer {
  return { ...refused(401, 'Unauthorized'), headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
}
