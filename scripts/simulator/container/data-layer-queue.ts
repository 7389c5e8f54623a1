// Takes over the page's data layer: what was pushed before is worked off first, what is pushed later as it comes.
//
// Decisions where GTM's behaviour is not public:
// - a page that never pushed `gtm.js` itself gets one when the container starts, after what it had pushed;
// - the messages gtm.init_consent and gtm.init come right before gtm.js;
// - a message without an event is merged, and its eventCallback is never called;
// - a list of the kind ['push', …] is no command here and is skipped.

import { isPlainObject } from '../sandbox/plain-object.ts';
import type { AnyFunction } from '../web/border.ts';
import type { ConsentState } from '../web/consent-state.ts';
import type { DataLayerModel } from '../web/data-layer-model.ts';

/** A data-layer message as the page pushed it. */
export type Message = Readonly<Record<string, unknown>>;

/** What works the messages off. */
export interface DataLayerReceiver {
  readonly consent: ConsentState;
  readonly dataLayer: DataLayerModel;
  /** Called after the message was merged, for messages that have an event. */
  onEvent(name: string, message: Message): void;
  /** Called when a function in the queue throws. */
  onError(error: unknown): void;
}

function isArguments(value: unknown): value is ArrayLike<unknown> {
  return Object.prototype.toString.call(value) === '[object Arguments]';
}

/** What a gtag command means to a container; `undefined` for commands that are no message. */
function readCommand([command, first, second]: readonly unknown[], consent: ConsentState): Message | undefined {
  switch (command) {
    case 'consent':
      if ((first === 'default' || first === 'update') && isPlainObject(second)) {
        consent.apply(first, second);
      }
      return undefined;
    case 'event':
      return { event: String(first), eventModel: isPlainObject(second) ? second : {} };
    case 'js':
      return { event: 'gtm.js', 'gtm.start': Number(first) };
    case 'set':
      return isPlainObject(first) ? first : { [String(first)]: second };
    default:
      return undefined;
  }
}

/** `gtm.js` with the two messages that GTM puts before it; any other message alone. */
function withInitialMessages(message: Message): readonly Message[] {
  return message['event'] === 'gtm.js' ? [{ event: 'gtm.init_consent' }, { event: 'gtm.init' }, message] : [message];
}

function createWorker({ consent, dataLayer, onEvent, onError }: DataLayerReceiver) {
  const waiting: unknown[] = [];
  let isWorking = false;

  function process(message: Message): void {
    dataLayer.merge(message);
    if (typeof message['event'] === 'string') {
      onEvent(message['event'], message);
    }
  }

  function workOff(item: unknown): void {
    if (typeof item === 'function') {
      try {
        // GTM calls a pushed function with its model as `this`.
        Reflect.apply(
          item,
          { get: dataLayer.get, set: (key: string, value: unknown) => process({ [key]: value }) },
          [],
        );
      } catch (error) {
        onError(error);
      }
      return;
    }
    const message = isArguments(item) ? readCommand(Array.from(item), consent) : item;
    if (isPlainObject(message)) {
      withInitialMessages(message).forEach(process);
    }
  }

  return (items: readonly unknown[]): void => {
    waiting.push(...items);
    if (isWorking) {
      return;
    }
    isWorking = true;
    while (waiting.length > 0) {
      workOff(waiting.shift());
    }
    isWorking = false;
  };
}

function isGtmStart(item: unknown): boolean {
  return (isPlainObject(item) && item['event'] === 'gtm.js') || (isArguments(item) && item[0] === 'js');
}

/**
 * Replaces the list's `push`, and works off what is in it. Creates the list when the page has none; throws if it is
 * something else. Hands out a way to push that stays the list's own.
 */
export function takeOverDataLayer(
  globals: object,
  name: string,
  nowMs: number,
  receiver: DataLayerReceiver,
): (message: Message) => void {
  const existing: unknown = Reflect.get(globals, name) ?? [];
  if (!Array.isArray(existing)) {
    throw new TypeError(`window.${name} is no list; GTM's snippet makes it one.`);
  }
  Reflect.set(globals, name, existing);
  const work = createWorker(receiver);
  const push: AnyFunction = existing.push.bind(existing);
  existing.push = (...items: unknown[]): number => {
    push(...items);
    work(items);
    return existing.length;
  };
  const queued = [...existing];
  work(queued.some(isGtmStart) ? queued : [...queued, { event: 'gtm.js', 'gtm.start': nowMs }]);
  return (message) => {
    existing.push(message);
  };
}
