// The APIs of a client's work and of the events it makes: claiming a request, running the container, reading event data.
//
// Decisions where GTM's behaviour is not public:
// - without an event getAllEventData gives undefined, as getEventData is documented to;
// - the container runs after the current turn; onStart is called at once, before it;
// - listeners of addEventCallback are called after onComplete, so that a client can still add one there;
// - addEventCallback in a client outside of bindToEvent throws.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required, type SandboxFunction } from '../../sandbox/checked-function.ts';
import { copyData, copyDataObject } from '../../sandbox/copy-data.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { readKeyPath } from '../read-key-path.ts';
import { createServerEvent, type ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import type { ServerEvent, TagOutcome } from '../server-host.ts';

const claimRequest = serverFunction([], ({ client }) => {
  if (!client) {
    throw new SandboxError('wrong_turn', 'Tried to claim a request outside of a Client. Only clients can claim.');
  }
  if (!client.isRunning) {
    throw new SandboxError(
      'wrong_turn',
      'Tried to claim a request after a Client had returned. Call claimRequest before the first asynchronous step.',
    );
  }
  client.hasClaimed = true;
});

const getAllEventData = serverFunction([], (context) => {
  requirePermission(context.permissions, 'read_event_data');
  return context.event && copyDataObject(context.event.data);
});

const getEventData = serverFunction([required('keyPath', 'string')], (context, [keyPath]) => {
  requirePermission(context.permissions, 'read_event_data', keyPath);
  return copyData(readKeyPath(context.event?.data, keyPath));
});

const addEventCallback = serverFunction([required('callback', 'function')], (context, [callback]) => {
  requirePermission(context.permissions, 'read_event_metadata');
  if (!context.event) {
    throw new SandboxError('wrong_turn', 'addEventCallback needs an event. In a client, use bindToEvent first.');
  }
  const guarded = context.guard(callback);
  context.event.listeners.push((tags) => {
    guarded(context.host.container.publicId, {
      tags: tags.map(({ id, status, executionTimeMs, metadata }) => ({
        ...metadata,
        id,
        status,
        executionTime: executionTimeMs,
      })),
    });
  });
});

/** `bindToEvent`: gives back the function so that it runs in the scope of the event. */
function binderTo(context: ServerContext, event: ServerEvent) {
  return (bound: unknown): unknown =>
    typeof bound === 'function'
      ? (...values: unknown[]): unknown => {
          const before = context.event;
          context.event = event;
          try {
            return Reflect.apply(bound, undefined, values);
          } finally {
            context.event = before;
          }
        }
      : bound;
}

function endEvent(context: ServerContext, event: ServerEvent, tags: readonly TagOutcome[]): void {
  context.clock.schedule(() => {
    for (const listener of event.listeners) {
      listener(tags);
    }
  }, 0);
}

const runContainer = serverFunction(
  [required('event', 'object'), optional('onComplete', 'function'), optional('onStart', 'function')],
  (context, [data, onComplete, onStart]) => {
    requirePermission(context.permissions, 'run_container');
    const event = createServerEvent(copyDataObject(data));
    const bind = binderTo(context, event);
    const call = (callback: SandboxFunction | undefined): void => {
      if (callback) {
        context.guard(callback)(bind);
      }
    };
    call(onStart);
    context.clock.schedule(() => {
      context.host.runTags(event).then((tags) => {
        call(onComplete);
        endEvent(context, event, tags);
      }, context.onUnhandled);
    }, 0);
  },
);

/** Clients and events. */
export const eventApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  addEventCallback,
  claimRequest,
  getAllEventData,
  getEventData,
  runContainer,
};
