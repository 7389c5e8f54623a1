// Gives a tag what was bought, or one field of it, and asks the function once for all tags that want to know.
import type { SandboxPromise } from 'sandbox:server';
import { createLog } from '../../shared/create-log.ts';
import { findConnectionFault, toConnection } from '../../shared/function-connection.ts';
import { isSessionId } from '../../shared/session-id.ts';
import { toText } from '../../shared/to-text.ts';
import { findSession } from './find-session.ts';
import type { Data } from './form.ts';
import { maySeePersonalData } from './personal-data.ts';
import { pickField } from './pick-field.ts';
import { readEventSessionId } from './read-event-session-id.ts';

const usualTimeoutMs = 3000;

/**
 * A promise of the session or its field; undefined where the event is about no session, where the function refuses, or does not
 * answer in time. Never rejects.
 */
export function run(data: Data): SandboxPromise<unknown> | undefined {
  const stated = toText(data.checkoutSessionId);
  const sessionId = stated || readEventSessionId();
  // Most events are about no checkout.
  if (sessionId === '') {
    return undefined;
  }
  const log = createLog(data.logType);
  const connection = toConnection(data, usualTimeoutMs);
  const fault = findConnectionFault(connection) || findSessionFault(sessionId);
  if (fault !== undefined) {
    log(fault);
    return undefined;
  }
  const path = data.output === 'other' ? toText(data.fieldPath) : data.output;
  return findSession({
    connection: connection,
    sessionId: sessionId,
    withPersonalData: maySeePersonalData(),
    log: log,
  }).then((session) => (path === 'session' ? session : pickField(session, path)));
}

function findSessionFault(sessionId: string): string | undefined {
  return isSessionId(sessionId)
    ? undefined
    : 'The Checkout Session ID is not one of Stripe’s: it begins with cs_live_ or cs_test_ and goes on with letters and digits.';
}
