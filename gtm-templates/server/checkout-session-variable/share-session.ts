// Lets tags that want the same session at the same time share one question. Messages are heard at once, so who asks first is
// known before anybody waits.
import { addMessageListener, Promise, type SandboxPromise, sendMessage } from 'sandbox:server';
import { isPlainObject, type PlainObject } from '../../shared/plain-values.ts';

/** A promise of the session that another tag has asked for; undefined where nobody has. */
export function waitForOther(key: string): SandboxPromise<PlainObject | undefined> | undefined {
  let isPending = false;
  addMessageListener('tilltag_session_pending', () => {
    isPending = true;
  });
  // Only who has asked for the same answers, and before this call returns.
  sendMessage('tilltag_session_wanted', { key: key });
  return isPending ? waitForFound(key) : undefined;
}

/** Answers whoever wants the same from now on; the function that it gives back hands them the session. */
export function offerToShare(key: string): (session: PlainObject | undefined) => void {
  let isPending = true;
  addMessageListener('tilltag_session_wanted', (_type, message) => {
    if (isPending && message['key'] === key) {
      sendMessage('tilltag_session_pending', { key: key });
    }
  });
  return (session) => {
    isPending = false;
    sendMessage('tilltag_session_found', { key: key, session: session });
  };
}

function waitForFound(key: string): SandboxPromise<PlainObject | undefined> {
  return Promise.create<PlainObject | undefined>((resolve) => {
    addMessageListener('tilltag_session_found', (_type, message) => {
      const session = message['session'];
      if (message['key'] === key) {
        resolve(isPlainObject(session) ? session : undefined);
      }
    });
  }).catch(() => undefined);
}
