// The APIs through which the templates of one request talk to each other.
//
// Decision where GTM's behaviour is not public: every listener gets a copy of its own, and one that throws fails its own
// template, not the sender.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { copyDataObject } from '../../sandbox/copy-data.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

// The type may be anything: it is documented that what is no text is made one.
const messageType = required('messageType', 'any');

const addMessageListener = serverFunction(
  [messageType, required('callback', 'function')],
  (context, [type, callback]) => {
    const name = String(type);
    requirePermission(context.permissions, 'use_message', 'listen', name);
    const { messageListeners } = context.host;
    messageListeners.set(name, [...(messageListeners.get(name) ?? []), context.guard(callback)]);
  },
);

const hasMessageListener = serverFunction([messageType], (context, [type]) => {
  const name = String(type);
  requirePermission(context.permissions, 'use_message', 'listen', name);
  return context.host.messageListeners.has(name);
});

const sendMessage = serverFunction([messageType, optional('message', 'any')], (context, [type, message]) => {
  const name = String(type);
  requirePermission(context.permissions, 'use_message', 'send', name);
  if (isPlainObject(message)) {
    for (const listener of context.host.messageListeners.get(name) ?? []) {
      listener(name, copyDataObject(message));
    }
  }
});

/** Messages. */
export const messageApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  addMessageListener,
  hasMessageListener,
  sendMessage,
};
