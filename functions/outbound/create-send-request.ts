// Safe requests to addresses that users typed: no way into the host's own network, and an end to everything.
import { exchange } from './exchange.ts';
import { type Dial, dialPinned, openConnection } from './open-connection.ts';
import { parseOutboundUrl } from './parse-outbound-url.ts';
import { type Resolve, resolveBySystem, resolveTarget } from './resolve-target.ts';
import type { OutboundRequest, OutboundResult, SendRequest } from './send-request.ts';

export interface OutboundOptions {
  /** Whether this machine itself may be asked, over plain http too and at any port: for development only. */
  allowLocal?: boolean;
  /** In place of `answerTimeoutMs`. */
  timeoutMs?: number;
  resolve?: Resolve;
  dial?: Dial;
  /** Further certificates to trust, PEM. */
  extraCertificates?: string[];
  /** Calls back once after so many milliseconds, unless what it answers is called before. */
  startTimer?: (callback: () => void, delayMs: number) => () => void;
}

/** For DNS, connection, request and answer together, unless told otherwise. */
export const answerTimeoutMs = 5_000;

/** Of an answer's head, and again of its body. */
const maxAnswerBytes = 16_384;

/** A way to ask such addresses; it holds nothing between requests. */
export function createSendRequest(options: OutboundOptions = {}): SendRequest {
  const { timeoutMs = answerTimeoutMs, startTimer = startSystemTimer } = options;
  return async (request) => {
    const ending = new AbortController();
    const stopTimer = startTimer(() => ending.abort(), timeoutMs);
    try {
      return await ask(request, options, ending.signal);
    } finally {
      stopTimer();
    }
  };
}

async function ask(request: OutboundRequest, options: OutboundOptions, signal: AbortSignal): Promise<OutboundResult> {
  const { allowLocal = false, resolve = resolveBySystem, dial = dialPinned, extraCertificates = [] } = options;
  const parsed = parseOutboundUrl(request.url, { allowLocal });
  if (parsed.kind === 'refused') return { kind: 'not_sent', reason: parsed.reason };
  // The system's resolver cannot be ended, only left behind.
  const target = await Promise.race([resolveTarget(parsed, resolve), whenAborted(signal)]);
  if (target === undefined) return { kind: 'not_sent', reason: 'timeout' };
  if (target.kind === 'refused') return { kind: 'not_sent', reason: target.reason };
  const { url } = parsed;
  const connection = await openConnection({ url, addresses: target.addresses, dial, extraCertificates, signal });
  if (connection.kind === 'failed') return { kind: 'not_sent', reason: connection.reason };
  return exchange({ url, socket: connection.socket, request, maxBytes: maxAnswerBytes, signal });
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    if (signal.aborted) resolve(undefined);
  });
}

function startSystemTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
