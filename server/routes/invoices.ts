import { z } from 'zod';
import type { ActionDependencies } from '../../actions/action';
import { checkInvoice } from '../../actions/check-invoice';
import { invoiceHistory } from '../../actions/invoice-history';
import { linkInvoice } from '../../actions/link-invoice';
import { listInvoices } from '../../actions/list-invoices';
import { listPayments } from '../../actions/list-payments';
import { retryInvoice, untilSettled } from '../../actions/retry-invoice';
import { skipInvoice } from '../../actions/skip-invoice';
import { checkListing, checkShape } from '../../contract/check-listing';
import { historyListing, historyShape } from '../../contract/history-listing';
import { invoiceListing, invoiceShape, type InvoiceListing } from '../../contract/invoice-listing';
import { paymentListing, paymentShape } from '../../contract/payment-listing';
import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import { day, tenantId, type TenantId } from '../../domain/ids';
import type { ListedBooking } from '../../store/bookings/booking-row';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT } from '../authentication';
import { pageOfShape, pageQuery, shownPage, tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';

const invoiceParams = tenantParams.extend({
  invoice: z.string().min(1).max(100).describe("Tribe's id, or its number where only one invoice has it."),
});
const dayQuery = z.iso.date().transform(day).optional();
const tags = ['invoices'];

/** What became of invoices, and what a person does about one. */
export function invoiceRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/invoices',
    {
      schema: {
        tags,
        summary: 'What became of the invoices, oldest first',
        params: tenantParams,
        querystring: pageQuery.extend({
          state: z.enum(BOOKING_STATES).optional(),
          from: dayQuery.describe('First invoice date.'),
          to: dayQuery.describe('Last invoice date.'),
          customer: z.string().min(1).max(100).optional().describe('A part of its name, or its reference.'),
        }),
        response: { 200: pageOfShape(invoiceShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { state, from, to, customer, cursor, limit } = request.query;
      const page = await listInvoices(
        deps,
        tenantId(request.params.tenant),
        { state, from, to, customer },
        { after: cursor ?? null, limit },
      );
      return page.ok ? shownPage(page, invoiceListing) : sendRefusal(request, reply, page);
    },
  );

  api.get(
    '/invoices/:invoice',
    {
      schema: {
        tags,
        summary: 'One invoice with its entry and everything that happened to it',
        params: invoiceParams,
        response: { 200: historyShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, invoice } = request.params;
      const history = await invoiceHistory(deps, tenantId(tenant), invoice);
      return history.ok ? historyListing(history) : sendRefusal(request, reply, history);
    },
  );

  api.get(
    '/payments',
    {
      schema: {
        tags: ['payments'],
        summary: 'What the ledger says of the payment of each booked invoice, oldest first',
        params: tenantParams,
        querystring: pageQuery,
        response: { 200: pageOfShape(paymentShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { cursor, limit } = request.query;
      const page = await listPayments(deps, tenantId(request.params.tenant), {
        after: cursor ?? null,
        limit,
      });
      return page.ok ? shownPage(page, paymentListing) : sendRefusal(request, reply, page);
    },
  );

  api.post(
    '/invoices/:invoice/retry',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Tries an invoice again that is held, or was skipped',
        params: invoiceParams,
        response: { 202: z.object({ invoices: z.array(invoiceShape) }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, invoice } = request.params;
      const acting = actingAs(deps, request);
      const retried = await retryInvoice(acting, tenantId(tenant), invoice);
      if (!retried.ok) return sendRefusal(request, reply, retried);
      const now = await untilSettled(acting, tenantId(tenant), retried.bookings, 0);
      return reply.code(202).send({ invoices: now.map(invoiceListing) });
    },
  );

  api.post(
    '/invoices/:invoice/skip',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'This invoice is not booked; its number is free again',
        params: invoiceParams,
        body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
        response: { 200: z.object({ invoice: invoiceShape }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, invoice } = request.params;
      const acting = actingAs(deps, request);
      const skipped = await skipInvoice(acting, tenantId(tenant), invoice, request.body.reason);
      if (!skipped.ok) return sendRefusal(request, reply, skipped);
      return { invoice: await asNow(acting, tenantId(tenant), skipped.booking) };
    },
  );

  api.post(
    '/invoices/:invoice/link',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'The invoice is a document that is in WinBooks already; nothing is sent there',
        params: invoiceParams,
        body: z.strictObject({
          document: z.string().trim().min(1).max(100).describe("WinBooks' id, or `VEN/20260012`."),
          force: z.boolean().default(false).describe('Even if customer, date or amount differ.'),
        }),
        response: {
          200: z.object({
            invoice: invoiceShape,
            document: z.string(),
            despite: z.array(
              z.object({
                what: z.enum(['customer', 'gross']),
                invoice: z.string().nullable(),
                document: z.string().nullable(),
              }),
            ),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { tenant, invoice } = request.params;
      const { document, force } = request.body;
      const acting = actingAs(deps, request);
      const linked = await linkInvoice(acting, tenantId(tenant), { invoice, document, isForced: force });
      if (!linked.ok) return sendRefusal(request, reply, linked);
      return {
        invoice: await asNow(acting, tenantId(tenant), linked.booking),
        document: linked.document,
        despite: [...linked.despite],
      };
    },
  );

  api.post(
    '/invoices/:invoice/check',
    {
      schema: {
        tags,
        summary: 'Would this invoice be booked now? Writes nothing anywhere',
        params: invoiceParams,
        response: { 200: checkShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, invoice } = request.params;
      const checked = await checkInvoice(actingAs(deps, request), tenantId(tenant), invoice);
      return checked.ok ? checkListing(checked, request.language) : sendRefusal(request, reply, checked);
    },
  );
}

/** An action tells the row as it found it. */
async function asNow(
  acting: ActionDependencies,
  tenant: TenantId,
  booking: ListedBooking,
): Promise<InvoiceListing> {
  const [now = booking] = await untilSettled(acting, tenant, [booking], 0);
  return invoiceListing(now);
}
