// Sends one question to the function: with a time-out, one retry, and a reason when nothing comes back.
import type { LookupResult } from '../../functions/contract/loader-protocol.ts';
import type { Page, PolicyViolation } from './page.ts';

/**
 * The result for one lookup URL, at the time-out at the latest; never rejects. Only a network failure or a 503 is tried a
 * second time. The controller comes from the caller: what a browser lacks must throw there and not reject here.
 */
export async function ask(
  page: Page,
  url: string,
  timeoutMs: number,
  controller: InstanceType<Page['AbortController']>,
): Promise<LookupResult> {
  const pauseBeforeRetryMs = 500;
  const { signal } = controller;
  let isBlocked = false;
  let result: LookupResult | undefined;
  let status = 0;
  const onViolation = (violation: PolicyViolation): void => {
    // Some browsers name the whole URL, some only its origin; a report-only policy blocks nothing.
    if (
      violation.effectiveDirective === 'connect-src' &&
      violation.disposition === 'enforce' &&
      url.startsWith(violation.blockedURI)
    ) {
      isBlocked = true;
    }
  };
  // Also when the answer came long before: the abort takes the listener away, and nothing else is left to stop.
  page.setTimeout(() => controller.abort(), timeoutMs);
  page.document.addEventListener('securitypolicyviolation', onViolation, { signal });

  const tryOnce = async (): Promise<void> => {
    status = 503;
    try {
      const response = await page.fetch(url, { credentials: 'omit', referrerPolicy: 'strict-origin', signal });
      // Text that is no JSON throws, like an answer that broke off: neither came from a function that is well.
      const body = Object(await response.json());
      const { code, message } = Object(body.error);
      status = response.status;
      result =
        response.ok && body.event_id
          ? { ok: true, answer: body }
          : { ok: false, reason: 'error', code: code || 'unexpected_answer', message: message || '', status };
    } catch {
      // The result stays: a 503 says more than silence after it.
    }
  };

  await tryOnce();
  if (status === 503 && !signal.aborted) {
    // The pause also lets the violation event arrive, which browsers send after the failure.
    await new Promise<unknown>((resolve) => {
      signal.onabort = resolve;
      page.setTimeout(() => resolve(0), pauseBeforeRetryMs);
    });
    if (!signal.aborted && !isBlocked) {
      await tryOnce();
    }
  }

  return result || { ok: false, reason: isBlocked ? 'csp' : signal.aborted ? 'timeout' : 'network' };
}
