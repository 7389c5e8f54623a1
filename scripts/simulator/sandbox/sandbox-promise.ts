// The promise of server templates: what `require('Promise')` makes and what asynchronous APIs return.
//
// It rests on a native promise, so that its callbacks run as asynchronously as in GTM; only its five-second limit goes by
// the simulated clock.
// https://developers.google.com/tag-platform/tag-manager/server-side/api#promise
//
// Decisions where GTM's behaviour is not public:
// - the limit rejects with `{reason: 'timed_out'}`, as a slow HTTP request does;
// - the limit holds for what Promise.create and Promise.all make; an API's promise has the API's own time-out, which is
//   documented as longer, and a promise made by then, catch or finally ends with the one it was made from;
// - a promise counts as unhandled when nothing was attached to it by the time that callLater's callbacks run.
import type { Clock } from './sandbox-context.ts';

/** What promises need of their surroundings. */
export interface PromiseHost {
  readonly clock: Clock;
  /** Hears of a rejection, or of an error thrown in a callback, that no template code handles. */
  onUnhandled(reason: unknown): void;
  /** Calls a callback, unless given in the plain way: whoever runs code of unknown people can put an end to it here. */
  call?(callback: () => unknown): unknown;
}

/** How long a promise may stay unresolved. */
const promiseLimitMs = 5000;

type Callback = (value: unknown) => unknown;

function asCallback(value: unknown, host: PromiseHost): Callback | undefined {
  if (typeof value !== 'function') {
    return undefined;
  }
  return (argument) => callThrough(host, () => Reflect.apply(value, undefined, [argument]));
}

function callThrough(host: PromiseHost, callback: () => unknown): unknown {
  return host.call ? host.call(callback) : callback();
}

/** A promise as the sandbox shows it: it has `then`, `catch` and `finally`, and nothing else. */
export class SandboxPromise {
  readonly #native: Promise<unknown>;
  readonly #host: PromiseHost;
  #isHandled = false;

  constructor(native: Promise<unknown>, host: PromiseHost) {
    this.#native = native;
    this.#host = host;
    native.catch((reason: unknown) => {
      host.clock.schedule(() => {
        if (!this.#isHandled) {
          host.onUnhandled(reason);
        }
      }, 0);
    });
  }

  /** A promise for what the callback returns; what is no function is passed over. */
  // biome-ignore lint/suspicious/noThenProperty: the sandbox's promise is a thenable by definition.
  then(onFulfilled?: unknown, onRejected?: unknown): SandboxPromise {
    this.#isHandled = true;
    return new SandboxPromise(
      this.#native.then(asCallback(onFulfilled, this.#host), asCallback(onRejected, this.#host)),
      this.#host,
    );
  }

  /** `then` for rejections alone. */
  catch(onRejected?: unknown): SandboxPromise {
    return this.then(undefined, onRejected);
  }

  /** Calls back without a value in both cases and passes the outcome on. */
  finally(onFinally?: unknown): SandboxPromise {
    this.#isHandled = true;
    const callback =
      typeof onFinally === 'function'
        ? () => callThrough(this.#host, () => Reflect.apply(onFinally, undefined, []))
        : undefined;
    return new SandboxPromise(this.#native.finally(callback), this.#host);
  }
}

function limited(host: PromiseHost, start: (resolve: Callback, reject: Callback) => void): SandboxPromise {
  const native = new Promise<unknown>((resolve, reject) => {
    host.clock.schedule(() => reject({ reason: 'timed_out' }), promiseLimitMs);
    start(resolve, reject);
  });
  return new SandboxPromise(native, host);
}

/** `Promise.create`: the resolver runs at once; an error in it rejects the promise. */
export function createPromise(host: PromiseHost, resolver: (resolve: Callback, reject: Callback) => unknown) {
  return limited(host, (resolve, reject) => {
    resolver(
      (value) => {
        resolve(value);
      },
      (reason) => {
        reject(reason);
      },
    );
  });
}

/** `Promise.all`: resolves with every result in order, or rejects with the first rejection. */
export function allPromises(host: PromiseHost, inputs: readonly unknown[]): SandboxPromise {
  return limited(host, (resolve, reject) => {
    Promise.all(inputs).then(resolve, reject);
  });
}
