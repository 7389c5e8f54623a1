// Takes what happened to a payment from the function, and says that it was taken once the container's tags have run.
import { getRequestBody, getRequestMethod } from 'sandbox:server';
import { isSecretRight } from '../../shared/is-secret-right.ts';
import { parseObject } from '../../shared/plain-values.ts';
import { returnDone, returnError, returnJson, returnWrongMethod } from './answers.ts';
import { hasRun, rememberRun } from './finished-events.ts';
import { parseForwardedEvent } from './parse-forwarded-event.ts';
import { runEvent } from './run-event.ts';
import type { Setup } from './setup.ts';

/**
 * Answers the function: 204 after the tags ran, 500 where they have to run again, 400 for what is no event, and one and the same
 * 401 to everybody without the secret.
 */
export function takeEvent(setup: Setup, methods: string): void {
  if (!isSecretRight(setup.connection.secret)) {
    returnError(
      401,
      'unauthorized',
      'The container secret is missing or wrong. Enter the same one in the Checkout client and in the property.',
    );
    return;
  }
  if (getRequestMethod() === 'GET') {
    returnJson(200, { version: 1 });
  } else if (getRequestMethod() === 'POST') {
    runForwarded(setup);
  } else {
    returnWrongMethod(methods);
  }
}

function runForwarded(setup: Setup): void {
  const event = parseForwardedEvent(parseObject(getRequestBody()));
  if (event === undefined) {
    setup.log('What arrived is no event that this version of the Checkout client can read. Import the newest version.');
    returnError(400, 'invalid_request', 'The body is no forwarded event of version 1.');
    return;
  }
  if (!event.livemode && setup.testSessions === 'ignore') {
    setup.log('Nothing was run: this is a test session, and the client is set to ignore those.');
    returnDone();
    return;
  }
  if (hasRun(event.event_id)) {
    setup.log('Nothing was run: the tags ran for this ' + event.event + ' a moment ago, and the function asked again.');
    returnDone();
    return;
  }
  runEvent(setup, event, undefined, (outcome) => {
    if (outcome === 'ran') {
      rememberRun(event.event_id);
      returnDone();
    } else {
      returnError(500, 'internal', 'Tags of the container failed. Send the event again.');
    }
  });
}
