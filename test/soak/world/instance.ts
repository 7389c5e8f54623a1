// One process of the functions: all of them behind one real HTTP server, over the gated store, with a clock of its own.
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import { openDelivery } from '../../../functions/delivery/open-delivery.ts';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { limitBodies } from '../../../functions/http/limit-bodies.ts';
import type { Log } from '../../../functions/http/log.ts';
import { startServer } from '../../../functions/http/start-server.ts';
import { sweepPath } from '../../../functions/http/sweep-path.ts';
import { webhookPathPrefix } from '../../../functions/http/webhook-path.ts';
import { createPublicFunction } from '../../../functions/public/create-public-function.ts';
import type { Settings } from '../../../functions/settings.ts';
import type { Store } from '../../../functions/store/store.ts';
import { createSessionReader } from '../../../functions/stripe/create-session-reader.ts';
import { createSweepFunction } from '../../../functions/sweep/create-sweep-function.ts';
import { createWebhookFunction } from '../../../functions/webhook/create-webhook-function.ts';
import type { Chance } from '../chance.ts';
import type { Actor, Gate } from '../gate/gate.ts';
import { createStripeGate, toGatedDelivery, toGatedReader } from '../gate/gated-delivery.ts';
import { toGatedStore } from '../gate/gated-store.ts';
import type { Clock } from './clock.ts';
import type { Receivers } from './receivers.ts';

export interface Instance extends Actor {
  readonly url: string;
  close(): Promise<void>;
}

/** What all processes have in common. */
export interface Surroundings {
  settings: Settings;
  /** The database itself. */
  store: Store;
  clock: Clock;
  chance: Chance;
  gate: Gate;
  receivers: Receivers;
  /** Makes Stripe misbehave for one question, or not; answers what ends that. */
  troubleStripe: () => () => void;
  log: Log;
  /** Told when a process dies. */
  onDeath: (name: string) => void;
  /** A fault to be built in, for the tests of the tests. */
  breakStore?: ((store: Store) => Store) | undefined;
  breakDelivery?: ((context: DeliveryContext) => DeliveryContext) | undefined;
}

export const sweepToken = 'soakSweepToken0123456789abcdefghij';

/** A process that answers at its `url`; its clock is ahead of the true one by `skewMs`. */
export async function startInstance(name: string, skewMs: number, around: Surroundings): Promise<Instance> {
  const { settings, clock, chance, gate, receivers, log } = around;
  let isDead = false;
  let url = '';
  let close = async (): Promise<void> => {};
  const actor: Instance = {
    name,
    get isDead() {
      return isDead;
    },
    get url() {
      return url;
    },
    close: () => close(),
    die() {
      isDead = true;
      around.onDeath(name);
      void close();
    },
  };
  const now = (): number => clock.nowMs() + skewMs;
  const time = { now, sleep: async (ms: number) => clock.advance(ms), random: chance.next };
  const gated = toGatedStore(around.store, gate, actor);
  const store = around.breakStore?.(gated) ?? gated;
  const stripe = createStripeGate(gate, actor, around.troubleStripe);
  const reader = createSessionReader({ apiBase: settings.stripeApiBase, clock: time });
  const publicFunction = createPublicFunction({
    ...{ settings, store, log, clock: time },
    reader: toGatedReader(reader, stripe),
  });
  const webhook = createWebhookFunction({ settings, store, log, now, newInstanceId: () => name });
  const delivery = openDelivery({ settings, store, log, clock: time, startTimer: receivers.startTimer });
  const gatedContext = toGatedDelivery(delivery.context, { gate, actor, stripe, receivers });
  const context = around.breakDelivery?.(gatedContext) ?? gatedContext;
  const sweep = createSweepFunction({
    sweep: (wish) => runSweep(context, wish),
    guard: { kind: 'token', token: sweepToken },
    ...{ basePath: settings.basePath, projectId: undefined, log, now },
  });
  const choose = (url: string) => {
    if (url.startsWith(webhookPathPrefix)) return webhook;
    return url.startsWith(sweepPath) ? sweep : publicFunction;
  };
  const server = await startServer({
    handle: (request, response) => choose(request.url ?? '/').handle(request, response),
    onRefused: publicFunction.noteRefused,
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: limitBodies(settings.basePath),
    drainMs: 0,
  });
  close = async () => {
    await server.close();
    publicFunction.close();
    delivery.close();
  };
  url = server.url;
  return actor;
}
