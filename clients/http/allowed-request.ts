import type { RequestBudget, RequestSlot } from '../connection';
import { sendRequest, type VendorRequest, type VendorResponse, type VendorSilence } from './vendor-request';

/**
 * Sends one request if it may leave: the slot is still ours, and the vendor does not want silence. Both are checked
 * again as the first byte would leave. Otherwise the result is `heldBack` and nothing was sent. If the store has to be
 * asked and does not answer, it throws, and nothing was sent.
 *
 * @param slot null where the caller holds one for more than this request (a token, for example)
 */
export async function sendAllowed(
  { budget, slot }: { readonly budget: RequestBudget; readonly slot: RequestSlot | null },
  request: VendorRequest,
): Promise<VendorResponse | VendorSilence> {
  if (slot !== null && !(await slot.confirm()))
    return { failed: 'heldBack', reason: 'the slot is no longer ours' };
  const silentMs = await budget.silence();
  if (silentMs > 0) return { failed: 'heldBack', reason: 'the vendor wants silence', waitMs: silentMs };
  const response = await sendRequest({
    ...request,
    mayLeave: () => slot?.isHeld() !== false && budget.knownSilence() === 0,
  });
  const isHeldBack = 'failed' in response && response.failed === 'heldBack';
  const leftMs = budget.knownSilence();
  return isHeldBack && leftMs > 0 ? { ...response, waitMs: leftMs } : response;
}
