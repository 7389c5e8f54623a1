// Sends one question to the function: with a time-out, one retry, and a reason when nothing comes back.
import type { CheckoutAnswer } from '../../functions/contract/checkout-answer.ts';
import type { LookupResult } from '../../functions/contract/loader-protocol.ts';
import type { Page, PolicyViolation } from './page.ts';

const pauseBeforeRetryMs = 500;

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
  const { signal } = controller;
  let isBlocked = false;
  let endPause = (): void => undefined;
  const onViolation = (violation: PolicyViolation): void => {
    // Some browsers name the whole URL, some only its origin; a report-only policy blocks nothing.
    if (
      violation.effectiveDirective === 'connect-src' &&
      violation.disposition === 'enforce' &&
      url.indexOf(violation.blockedURI) === 0
    ) {
      isBlocked = true;
    }
  };
  const timer = page.setTimeout(() => {
    controller.abort();
    endPause();
  }, timeoutMs);
  page.document.addEventListener('securitypolicyviolation', onViolation);

  let result = await tryOnce(page, url, signal);
  if (isWorthRetrying(result) && !signal.aborted) {
    // The pause also lets the violation event arrive, which browsers send after the failure.
    await new Promise<void>((resolve) => {
      endPause = resolve;
      page.setTimeout(resolve, pauseBeforeRetryMs);
    });
    if (!signal.aborted && !isBlocked) {
      const retried = await tryOnce(page, url, signal);
      // A 503 says more than silence after it.
      result = retried.ok || retried.reason === 'error' ? retried : result;
    }
  }

  page.clearTimeout(timer);
  page.document.removeEventListener('securitypolicyviolation', onViolation);
  if (result.ok || result.reason !== 'network') {
    return result;
  }
  return { ok: false, reason: isBlocked ? 'csp' : signal.aborted ? 'timeout' : 'network' };
}

async function tryOnce(page: Page, url: string, signal: AbortSignal): Promise<LookupResult> {
  try {
    return await readResult(await page.fetch(url, { credentials: 'omit', referrerPolicy: 'strict-origin', signal }));
  } catch {
    return { ok: false, reason: 'network' };
  }
}

/** Text that is no JSON rejects, like an answer that broke off: neither came from a function that is well. */
async function readResult(response: Awaited<ReturnType<Page['fetch']>>): Promise<LookupResult> {
  const body = await response.json();
  if (response.ok && isAnswer(body)) {
    return { ok: true, answer: body };
  }
  const { code, message } = Object(Object(body).error);
  return {
    ok: false,
    reason: 'error',
    code: code || 'unexpected_answer',
    message: message || '',
    status: response.status,
  };
}

function isAnswer(body: unknown): body is CheckoutAnswer {
  return !!Object(body).event_id;
}

function isWorthRetrying(result: LookupResult): boolean {
  return !result.ok && (result.reason !== 'error' || result.status === 503);
}
