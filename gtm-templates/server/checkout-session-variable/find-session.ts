// Finds a session: remembered from a moment ago, on its way for another tag, or with the function.
import { Promise, type SandboxPromise } from 'sandbox:server';
import { askFunction } from '../../shared/ask-function.ts';
import type { FunctionConnection } from '../../shared/function-connection.ts';
import { type PlainObject, parseObject } from '../../shared/plain-values.ts';
import { explainRefusal } from './explain-refusal.ts';
import { readAsker } from './read-asker.ts';
import { recallSession, rememberSession } from './remembered-sessions.ts';
import { offerToShare, waitForOther } from './share-session.ts';

/** Which session, and how much of it. */
export interface SessionWish {
  readonly connection: FunctionConnection;
  readonly sessionId: string;
  readonly withPersonalData: boolean;
  readonly log: (sentence: string) => void;
}

/** The function's answer; undefined where it has none. Never rejects, and says once why it is undefined. */
export function findSession(wish: SessionWish): SandboxPromise<PlainObject | undefined> {
  const key = toKey(wish);
  const remembered = recallSession(key);
  if (remembered !== undefined) {
    return Promise.create((resolve) => resolve(remembered.session));
  }
  return waitForOther(key) || ask(wish, key);
}

function ask(wish: SessionWish, key: string): SandboxPromise<PlainObject | undefined> {
  const share = offerToShare(key);
  const settle = (session: PlainObject | undefined): PlainObject | undefined => {
    rememberSession(key, session);
    share(session);
    return session;
  };
  const asker = readAsker(wish.connection.secret);
  const question = { method: 'GET', path: toPath(wish), sends: asker.isContainer };
  return askFunction(wish.connection, asker.visitor, question).then(
    (answer) => {
      const body = parseObject(answer.body);
      const session = answer.statusCode === 200 && body && body['event_id'] ? body : undefined;
      if (session === undefined) {
        wish.log(explainRefusal(answer.statusCode, body));
      }
      return settle(session);
    },
    () => {
      wish.log('The session is not known: the Tilltag function did not answer within the time-out.');
      return settle(undefined);
    },
  );
}

/** Whoever may see less must not get what was asked for others. */
function toKey(wish: SessionWish): string {
  return [
    wish.connection.endpoint,
    wish.connection.propertyId,
    wish.sessionId,
    wish.withPersonalData ? 'all' : 'less',
  ].join(' ');
}

function toPath(wish: SessionWish): string {
  return (
    '/checkout/sessions.json?property_id=' +
    wish.connection.propertyId +
    '&checkout_session_id=' +
    wish.sessionId +
    (wish.withPersonalData ? '' : '&personal_data=none')
  );
}
