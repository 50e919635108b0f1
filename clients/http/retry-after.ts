import type { RequestBudget } from '../connection';
import { retryAfterMs } from './response-classification';
import type { VendorResponse, VendorSilence } from './vendor-request';

/** A 429 or 503 that names a time silences the whole connection, for every process. Token endpoints count as well. */
export async function heedRetryAfter(
  budget: RequestBudget,
  response: VendorResponse | VendorSilence,
): Promise<void> {
  if ('failed' in response || (response.status !== 429 && response.status !== 503)) return;
  const pauseMs = retryAfterMs(response.headers);
  if (pauseMs !== null && pauseMs > 0) await budget.pauseUntil(Date.now() + pauseMs);
}
