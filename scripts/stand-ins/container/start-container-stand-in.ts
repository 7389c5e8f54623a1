// A server container's Checkout client, as far as the server talks to it: it takes forwarded events and keeps them in order.
//
// What it proves: that each event arrives in a request of its own, with the secret, in the shape of the contract, and what
// becomes of it when the container fails, hangs, is slow or away. What only a real container can prove: that the client claims
// the request, that its tags run before the answer, and what they make of the event.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { forwardedEventSchema } from '../../../functions/contract/forwarded-event-schema.ts';
import { readBody } from '../page/read-body.ts';
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { type Answer, answerWithFaults, createFaultBox, type ReceiverFaults } from './receiver-faults.ts';

export interface ContainerStandInOptions {
  /** What the server must send as bearer. */
  secret: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (delayMs: number) => Promise<void>;
}

/** An event that was taken. */
export interface TakenEvent {
  event: ForwardedEvent;
  receivedAtMs: number;
}

/** A request that was not: its status, and why. */
export interface RefusedRequest {
  status: number;
  reason: string;
}

export interface ContainerStandIn extends LocalServer {
  /** What a property's destination names: the URL with the client's path. */
  clientUrl: string;
  /** Every event that was taken, repeats included, in the order of arrival. */
  taken: TakenEvent[];
  refused: RefusedRequest[];
  setFaults: (faults: ReceiverFaults) => void;
}

interface Receiver extends Required<Pick<ContainerStandInOptions, 'secret' | 'now' | 'sleep'>> {
  taken: TakenEvent[];
  refused: RefusedRequest[];
  isEvent: ValidateFunction<ForwardedEvent>;
  takeFaults: () => ReceiverFaults;
}

const clientPath = '/checkout';

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startContainerStandIn(options: ContainerStandInOptions): Promise<ContainerStandIn> {
  const { secret, port = 0, now = Date.now, sleep = sleepReally } = options;
  const faults = createFaultBox(now);
  const isEvent = new Ajv({ allErrors: true }).compile(forwardedEventSchema);
  const receiver: Receiver = { secret, now, sleep, taken: [], refused: [], isEvent, takeFaults: faults.take };
  const server = await startLocalServer(port, (request, response) => handle(request, response, receiver));
  return {
    ...server,
    clientUrl: server.url + clientPath,
    taken: receiver.taken,
    refused: receiver.refused,
    setFaults: faults.set,
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const body = await readBody(request);
  await answerWithFaults(response, receiver.takeFaults(), receiver.sleep, () => {
    const answer = take(request, body, receiver);
    if (answer.status >= 300) receiver.refused.push({ status: answer.status, reason: answer.body ?? '' });
    return answer;
  });
}

function take({ method, url, headers }: IncomingMessage, body: string, receiver: Receiver): Answer {
  if (url !== `${clientPath}/events`) return refuse(404, 'No client claims this path.');
  if (headers.authorization !== `Bearer ${receiver.secret}`) return refuse(401, 'The secret is missing or wrong.');
  if (method === 'GET') return { status: 200, body: JSON.stringify({ version: 1 }) };
  if (method !== 'POST') return refuse(405, 'Events come by POST.');
  if (headers['content-type'] !== 'application/json') return refuse(400, 'An event is JSON.');
  const event = parse(body);
  if (!receiver.isEvent(event)) {
    const faults = receiver.isEvent.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? [];
    return refuse(400, `This is not one event: ${faults.join(', ')}`);
  }
  receiver.taken.push({ event, receivedAtMs: receiver.now() });
  return { status: 200, body: JSON.stringify({ version: 1 }) };
}

function refuse(status: number, reason: string): Answer {
  return { status, body: JSON.stringify({ error: reason }) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function sleepReally(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}
