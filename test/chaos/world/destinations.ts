// The shop's destinations behind real servers that fail as they are told, and a record of what each of them took.
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Answer,
  answerWithFaults,
  type ReceiverFaults,
} from '../../../scripts/stand-ins/container/receiver-faults.ts';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { readBody } from '../../../scripts/stand-ins/page/read-body.ts';
import { type LocalServer, startLocalServer } from '../../../scripts/stand-ins/page/start-local-server.ts';
import type { Actor } from '../../soak/gate/gate.ts';
import { toDestinationId, toMeasurementId } from '../../soak/shop/open-shop.ts';
import { propertySpecs } from '../../soak/shop/property-specs.ts';
import type { Clock } from '../../soak/world/clock.ts';
import { containerSecret, type Sending, type TakenContent } from '../../soak/world/receivers.ts';
import { functionsName } from './process-pool.ts';

/** What a request meets, and what the record calls it. */
export interface NamedFault {
  name: string;
  faults: ReceiverFaults;
}

export interface Destinations {
  /** Everything that was sent, in the order of its arrival. */
  readonly sendings: readonly Sending[];
  /** Asked for what each request meets; `undefined` ends it. */
  setTrouble(choose: (() => NamedFault | undefined) | undefined): void;
  /** Base URL of the Measurement Protocol. */
  analyticsUrl: string;
  containerUrls: Readonly<Record<'live' | 'test', string>>;
  close(): Promise<void>;
}

const actor: Actor = { name: functionsName, isDead: false, die: () => undefined };

type About = Pick<Sending, 'destinationId' | 'eventId'>;

/** A server in front of a stand-in. */
interface Front {
  standInUrl: string;
  /** Everything that the stand-in took. */
  list: () => readonly TakenContent[];
  /** Where a request goes, and what it is about. */
  read: (url: string, body: string) => About;
}

/** Servers on this machine. */
export async function startDestinations(clock: Clock): Promise<Destinations> {
  const shared = { now: clock.nowMs };
  const google = await startGoogleStandIn(shared);
  const live = await startContainerStandIn({ ...shared, secret: containerSecret });
  const test = await startContainerStandIn({ ...shared, secret: containerSecret });
  const sendings: Sending[] = [];
  const known = new Set<unknown>();
  let choose: (() => NamedFault | undefined) | undefined;

  /** What the stand-in took of this and nobody counted yet: other requests may be under way. */
  function takeNew({ list }: Front, about: About): TakenContent[] {
    const isSame = (one: TakenContent): boolean => {
      const { destinationId, eventId } = toAbout(one);
      return destinationId === about.destinationId && eventId === about.eventId;
    };
    const fresh = list().filter((one) => !known.has(toRecord(one)) && isSame(one));
    for (const one of fresh) known.add(toRecord(one));
    return fresh;
  }

  async function handle(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = request.url ?? '/';
    const trouble = choose?.();
    const startedAtMs = clock.nowMs();
    const about = front.read(url, body);
    const sending: Sending = { actor, ...about, startedAtMs, endedAtMs: startedAtMs, fault: trouble?.name, taken: [] };
    sendings.push(sending);
    const { faults = {} } = trouble ?? {};
    const fails = faults.status !== undefined || faults.hang === true || faults.reset === true;
    let answer: Answer = { status: 500 };
    if (!fails || faults.takesFirst === true) {
      answer = await forward(front.standInUrl + url, request, body);
      sending.taken.push(...takeNew(front, about));
    }
    await answerWithFaults(response, faults, sleepReally, () => answer);
    sending.endedAtMs = clock.nowMs();
  }

  const start = (front: Front): Promise<LocalServer> =>
    startLocalServer(0, (request, response) => handle(front, request, response));
  const toGoogle = await start({ standInUrl: google.url, list: () => listHits(google), read: readHit });
  const toLive = await start({ standInUrl: live.url, list: () => listEvents(live), read: readForwarded });
  const toTest = await start({ standInUrl: test.url, list: () => listEvents(test), read: readForwarded });
  return {
    sendings,
    setTrouble(chosen) {
      choose = chosen;
    },
    analyticsUrl: toGoogle.url,
    containerUrls: { live: `${toLive.url}/checkout`, test: `${toTest.url}/checkout` },
    async close() {
      await Promise.all([toGoogle, toLive, toTest, google, live, test].map((server) => server.close()));
    },
  };
}

function toRecord(content: TakenContent): unknown {
  return content.kind === 'ga4' ? content.hit : content.event;
}

function listHits({ serverHits }: GoogleStandIn): TakenContent[] {
  return serverHits.map((hit) => ({ kind: 'ga4', hit }));
}

function listEvents({ taken }: ContainerStandIn): TakenContent[] {
  return taken.map(({ event }) => ({ kind: 'container', event }));
}

const destinationOfStream = new Map(
  propertySpecs.flatMap(({ id, destinations }) =>
    destinations.map(({ kind, mode }) => {
      const destinationId = toDestinationId(id, kind, mode);
      return [toMeasurementId(destinationId), destinationId] as const;
    }),
  ),
);

function readHit(url: string, body: string): About {
  return toHit(new URL(url, 'http://google.invalid').searchParams.get('measurement_id'), body);
}

function toHit(stream: string | null, body: string): About {
  return { destinationId: destinationOfStream.get(stream ?? '') ?? String(stream), eventId: findEventId(body) };
}

/** Every body names its event once, whichever its shape. */
function findEventId(body: string): string {
  return /"event_id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

function readForwarded(_url: string, body: string): About {
  const propertyId = /"property_id":"([^"]+)"/.exec(body)?.[1] ?? '';
  return { destinationId: toContainer(propertyId, body.includes('"livemode":true')), eventId: findEventId(body) };
}

function toContainer(propertyId: string, livemode: boolean): string {
  return toDestinationId(propertyId, 'server_container', livemode ? 'live' : 'test');
}

function toAbout(content: TakenContent): About {
  if (content.kind === 'ga4') return toHit(content.hit.measurementId, JSON.stringify(content.hit.body));
  const { property_id, livemode, event_id } = content.event;
  return { destinationId: toContainer(property_id, livemode), eventId: event_id };
}

async function forward(url: string, { method = 'POST', headers }: IncomingMessage, body: string): Promise<Answer> {
  const { authorization, 'content-type': contentType } = headers;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(contentType !== undefined && { 'content-type': contentType }),
    },
    ...(method !== 'GET' && { body }),
  });
  return { status: answer.status, body: await answer.text() };
}

function sleepReally(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}
