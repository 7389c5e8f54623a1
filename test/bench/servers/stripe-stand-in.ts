// The fast Stripe as a process of its own, which tells, when asked by message, how often the busiest key asked.
import { shopCount } from '../shops.ts';
import { createFastStripe } from './create-fast-stripe.ts';
import { createRequestCount } from './request-count.ts';

const count = createRequestCount();
const server = createFastStripe({
  latencyMs: Number(process.env['BENCH_LATENCY_MS'] ?? 0),
  shops: Number(process.env['BENCH_SHOPS'] ?? shopCount),
  onRequest: (apiKey) => count.add(apiKey, performance.now()),
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1');
process.on('message', () => process.send?.(count.read()));
process.on('SIGTERM', () => process.exit(0));
