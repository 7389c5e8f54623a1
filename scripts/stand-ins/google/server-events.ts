// The Measurement Protocol's side of the collector: what servers send, taken whatever it is, or validated and not kept.
import type { ServerResponse } from 'node:http';
import { type Answer, answerWithFaults, type FaultBox } from '../container/receiver-faults.ts';
import { findBodyFaults } from './find-body-faults.ts';
import { isObject, type ValidationMessage } from './validation-message.ts';

/** One request to `/mp/collect` as it arrived. */
export interface ServerHit {
  receivedAtMs: number;
  measurementId: string | null;
  apiSecret: string | null;
  /** Parsed; the text where it is no JSON. */
  body: unknown;
  /** What the validation would have said. Google says nothing, and drops the event. */
  faults: ValidationMessage[];
}

/** What of a hit a report reads. */
export interface ServerEvent {
  name: string;
  clientId: string;
  parameters: Record<string, unknown>;
}

export interface ServerEventOptions {
  serverHits: ServerHit[];
  faults: FaultBox;
  now: () => number;
  sleep: (delayMs: number) => Promise<void>;
}

const maxHits = 10_000;

/** Keeps what was sent and answers 204, or misbehaves as the faults say. */
export async function collectServerHit(
  url: URL,
  body: string,
  response: ServerResponse,
  { serverHits, faults, now, sleep }: ServerEventOptions,
): Promise<void> {
  await answerWithFaults(response, faults.take(), sleep, (): Answer => {
    const parsed = parse(body);
    serverHits.push({
      receivedAtMs: now(),
      measurementId: url.searchParams.get('measurement_id'),
      apiSecret: url.searchParams.get('api_secret'),
      body: parsed,
      faults: findBodyFaults(parsed, { isStrict: false, nowMs: now() }),
    });
    serverHits.splice(0, Math.max(serverHits.length - maxHits, 0));
    return { status: 204 };
  });
}

/** The answer of `/debug/mp/collect`. Like Google's, it looks at the body and not at the ids in the address. */
export function validateServerHit(body: string, nowMs: number): string {
  const parsed = parse(body);
  const isStrict = isObject(parsed) && parsed['validation_behavior'] === 'ENFORCE_RECOMMENDATIONS';
  return JSON.stringify({ validationMessages: findBodyFaults(parsed, { isStrict, nowMs }) });
}

/** The events of a hit, none where it is not what the protocol asks for. */
export function toServerEvents({ body, faults }: ServerHit): ServerEvent[] {
  if (faults.length > 0 || !isObject(body) || !Array.isArray(body['events'])) return [];
  const clientId = String(body['client_id']);
  return body['events'].map(({ name, params }) => ({ name, clientId, parameters: isObject(params) ? params : {} }));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
