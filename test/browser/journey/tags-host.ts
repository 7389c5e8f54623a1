// The host of the function as the front end sees it: forwards everything, and lets a test break what a network can break.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { forward } from '../front-end.ts';

/** What becomes of the next lookup: its answer waits, or is cut off after the function has given it. */
interface NextLookup {
  beforeAnswer: (response: ServerResponse) => Promise<void>;
}

/** An answer that is held back. */
export interface HeldAnswer {
  /** Resolves when the function has answered and nobody knows yet. */
  readonly handled: Promise<void>;
  release(): void;
}

export interface TagsHost {
  readonly listener: RequestListener;
  /** The URLs of all lookups since the last `reset`, in order. */
  readonly lookups: URL[];
  /** How many click records browsers have sent since then, whatever became of them. */
  clickCount(): number;
  /** Makes the answer of the next lookup wait until it is released. */
  holdNextAnswer(): HeldAnswer;
  /** Lets the function answer the next lookup, and cuts the connection before a byte of it reaches the browser. */
  loseNextAnswer(): void;
  /** Cuts all connections of requests whose path ends so, from now on. */
  breakPath(ending: string): void;
  /** Answers requests whose path ends so with an empty script, as a content blocker's surrogate does. */
  replacePath(ending: string): void;
  /** Each lookup goes to the next of these functions, as behind a load balancer; everything else to the first. */
  serveFrom(origins: readonly string[]): void;
  /** Ends whatever a test broke. */
  reset(): void;
}

const lookupPath = '/checkout/sessions.json';
const clickPath = '/checkout/clicks';

/** The host, forwarding to the function at `origin`. */
export function createTagsHost(origin: string): TagsHost {
  const lookups: URL[] = [];
  let clicks = 0;
  let nextLookups: NextLookup[] = [];
  let broken: string[] = [];
  let replaced: string[] = [];
  let origins: readonly string[] = [origin];

  function listener(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'https://tags.example.test');
    const isHit = (ending: string): boolean => url.pathname.endsWith(ending);
    const isLookup = isHit(lookupPath) && request.method === 'GET';
    if (isLookup) lookups.push(url);
    if (isHit(clickPath) && request.method === 'POST') clicks += 1;
    if (broken.some(isHit)) {
      request.socket.destroy();
    } else if (replaced.some(isHit)) {
      response.setHeader('content-type', 'text/javascript').end('');
    } else {
      pass(request, response, isLookup);
    }
  }

  function pass(request: IncomingMessage, response: ServerResponse, isLookup: boolean): void {
    const next = isLookup ? nextLookups.shift() : undefined;
    const target = origins[isLookup ? lookups.length % origins.length : 0] ?? origin;
    forward(request, response, target, async () => next?.beforeAnswer(response));
  }

  return {
    listener,
    lookups,
    clickCount: () => clicks,
    holdNextAnswer() {
      const handled = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      nextLookups.push({
        beforeAnswer: async () => {
          handled.resolve();
          await released.promise;
        },
      });
      return { handled: handled.promise, release: () => released.resolve() };
    },
    loseNextAnswer() {
      nextLookups.push({
        beforeAnswer: async (response) => {
          response.socket?.destroy();
        },
      });
    },
    breakPath: (ending) => broken.push(ending),
    replacePath: (ending) => replaced.push(ending),
    serveFrom(given) {
      origins = given;
    },
    reset() {
      lookups.length = 0;
      clicks = 0;
      nextLookups = [];
      broken = [];
      replaced = [];
      origins = [origin];
    },
  };
}
