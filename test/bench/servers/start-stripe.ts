// Starts the fast Stripe stand-in for a bench.
import path from 'node:path';
import { type BenchContext, keep } from '../bench.ts';
import { shopCount } from '../shops.ts';
import { type ServerProcess, startServer } from './start-server.ts';

/** The stand-in, which takes `latencyMs` for each answer. */
export function startStripe(
  context: Pick<BenchContext, 'folder' | 'onEnd'>,
  latencyMs = 0,
  shops = shopCount,
): Promise<ServerProcess> {
  const server = startServer({
    name: 'stripe-stand-in',
    args: () => [path.join(import.meta.dirname, 'stripe-stand-in.ts')],
    env: { BENCH_LATENCY_MS: String(latencyMs), BENCH_SHOPS: String(shops) },
    folder: context.folder,
    hasChannel: true,
  });
  return keep(context, server);
}
