import { z } from 'zod';
import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type Applications } from '../auth/applications';
import { type Grants } from '../auth/grants';
import { plantSeed } from '../seed/seed-tenant';
import { seedBody } from '../seed/seed-format';
import { type Tenant, type TenantRegister } from '../records/tenant';
import { type SwitchBoard } from '../switches/switch-board';
import { tribeSwitches } from '../switches/switch-list';
import { webhooksWithSecrets } from '../webhooks/webhook-endpoint';
import { type WebhookSender } from '../webhooks/webhook-sender';
import { ControlError } from './control-error';
import { creditInvoice } from './credit-control';
import * as invoices from './invoice-control';
import * as relations from './relation-control';

/** The parts of the twin that the control endpoints use. */
export interface ControlDesk {
  tenants: TenantRegister;
  applications: Applications;
  grants: Grants;
  switches: SwitchBoard;
  sender: WebhookSender;
}

type TenantAction = (tenant: Tenant, body: unknown, now: Date) => invoices.ControlWrite;

const actions: Record<string, TenantAction> = {
  'POST /_control/invoices': invoices.makeInvoice,
  'POST /_control/relations': relations.addRelations,
  'POST /_control/actions/send': invoices.sendInvoice,
  'POST /_control/actions/pay': invoices.payInvoice,
  'POST /_control/actions/edit': invoices.editRecord,
  'POST /_control/actions/delete': invoices.deleteRecord,
  'POST /_control/actions/credit': creditInvoice,
  'POST /_control/actions/deactivate': relations.deactivateRelation,
  'POST /_control/actions/change': relations.changeRelation,
  'POST /_control/actions/add-role': relations.addRelationRole,
  'POST /_control/actions/merge': relations.mergeRelations,
};

const lists: Record<string, (tenant: Tenant) => object[]> = {
  'GET /_control/invoices': invoices.listInvoices,
  'GET /_control/relations': relations.listRelations,
  'GET /_control/webhooks': webhooksWithSecrets,
};

const grantOrder = z.strictObject({ tenant: z.string(), clientId: z.string(), scope: z.string().optional() });

/** The Tribe twin's own control endpoints; null = not one of them. */
export function answerTribeControl(desk: ControlDesk, request: TwinRequest, now: Date): TwinAnswer | null {
  const route = `${request.method} ${request.path}`;
  try {
    return answer(desk, request, route, now);
  } catch (error) {
    if (error instanceof z.ZodError) return refused(z.prettifyError(error));
    if (error instanceof SyntaxError || error instanceof Error) return refused(error.message);
    throw error;
  }
}

function refused(message: string): TwinAnswer {
  return { status: 400, body: { error: message } };
}

function answer(desk: ControlDesk, request: TwinRequest, route: string, now: Date): TwinAnswer | null {
  const action = actions[route];
  if (action !== undefined) {
    const body: unknown = JSON.parse(request.body);
    const tenant = tenantNamed(desk, invoices.tenantOf.parse(body).tenant);
    const { body: result, unit } = action(tenant, body, now);
    desk.sender.tell(tenant, unit);
    return { status: 200, body: result };
  }
  const list = lists[route];
  if (list !== undefined) {
    const name = new URLSearchParams(request.rawQuery).get('tenant') ?? '';
    return { status: 200, body: list(tenantNamed(desk, name)) };
  }
  switch (route) {
    case 'GET /_control/tenants':
      return { status: 200, body: listTenants(desk.tenants) };
    case 'POST /_control/seed':
      return { status: 200, body: plantSeed(desk, seedBody.parse(JSON.parse(request.body)), now) };
    case 'GET /_control/switches':
      return { status: 200, body: { switches: tribeSwitches, positions: desk.switches.list() } };
    case 'POST /_control/switches':
      return setSwitches(desk, JSON.parse(request.body));
    case 'GET /_control/deliveries':
      return { status: 200, body: desk.sender.list() };
    case 'POST /_control/deliveries':
      return { status: 200, body: desk.sender.plan.set(JSON.parse(request.body)) };
    case 'POST /_control/grants':
      return makeGrant(desk, JSON.parse(request.body));
    case 'POST /_control/tokens/expire': {
      const { tenant } = z.strictObject({ tenant: z.string().optional() }).parse(JSON.parse(request.body));
      return { status: 200, body: { expired: desk.grants.expireAccessTokens(tenant ?? null) } };
    }
    default:
      return null;
  }
}

function tenantNamed(desk: ControlDesk, name: string): Tenant {
  const tenant = desk.tenants.find(name);
  if (tenant === null) throw new ControlError(`there is no tenant ${name}`);
  return tenant;
}

/** The tenants with the credentials of their service account. */
export function listTenants(
  tenants: TenantRegister,
): { id: string; name: string; clientId: string; clientSecret: string }[] {
  return tenants
    .all()
    .map(({ facts: { id, name, clientId, clientSecret } }) => ({ id, name, clientId, clientSecret }));
}

function setSwitches(desk: ControlDesk, body: unknown): TwinAnswer {
  const { tenant, ...positions } = z.looseObject({ tenant: z.string().optional() }).parse(body);
  if (tenant !== undefined) tenantNamed(desk, tenant);
  desk.switches.set(tenant ?? null, positions);
  return { status: 200, body: desk.switches.list() };
}

/** `POST /_control/grants`: the result of a user's consent, without the browser: a refresh token. */
function makeGrant(desk: ControlDesk, body: unknown): TwinAnswer {
  const order = grantOrder.parse(body);
  tenantNamed(desk, order.tenant);
  if (desk.applications.find(order.clientId) === null)
    throw new ControlError(`there is no application ${order.clientId}`);
  const grant = desk.grants.add(order.tenant, order.clientId, order.scope ?? 'read write offline');
  return { status: 200, body: { refreshToken: desk.grants.issueRefreshToken(grant) } };
}
