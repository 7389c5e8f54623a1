// Shipped server containers for the tests of a file.
import { afterEach, beforeAll, expect } from 'vitest';
import {
  buildShippedTemplates,
  type ShippedServer,
  type ShippedServerOptions,
  startShippedServer,
} from './start-shipped-server.ts';

/** Starts shipped servers that simulate all of the container; each is closed after its test. */
export function useShippedServers() {
  const open: ShippedServer[] = [];
  beforeAll(buildShippedTemplates);

  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  return async function start(options?: ShippedServerOptions): Promise<ShippedServer> {
    const server = await startShippedServer(options);
    open.push(server);
    expect(server.container.records.unsupported).toEqual([]);
    return server;
  };
}
