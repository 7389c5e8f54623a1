// A property whose destinations are added and changed by the settings pages, and a neighbour that answers in their place.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect } from 'vitest';
import { openDestinationSecret } from '../../../../../functions/properties/destinations/destination-secret.ts';
import { openDestinations } from '../../../../../functions/properties/destinations/open-destinations.ts';
import type { DestinationSettings } from '../../../../../functions/rules/destination.ts';
import type { Property } from '../../../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../../../functions/store/key-ring.ts';
import { type ConsoleAnswer, type RunningConsole, startConsole } from '../../start-console.ts';
import { readSeen } from '../read-page.ts';

const ring = `main:${Buffer.alloc(32, 1).toString('base64')}`;
const { findDestination } = openDestinations({ allowLocal: true, analyticsBase: undefined }, () => 0);
const stream = { measurement_id: 'g-shop1234', api_secret: 'apiSecret1', region: 'global', ga4_mode: 'live' };

export interface UsedDestinations {
  readonly running: RunningConsole;
  /** Where the neighbour listens, as a base address, and the same place by another name. */
  readonly host: string;
  readonly otherHost: string;
  /** A path below the property's settings. */
  path(rest?: string): string;
  /** The property as it is stored. */
  stored(): Promise<Property>;
  /** Its first destination. */
  first(): Promise<DestinationSettings>;
  /** What the destination's stored secret is; a word for why it cannot be opened. */
  secretOf(index?: number): Promise<string>;
  addContainer(base?: string, mode?: string): Promise<ConsoleAnswer>;
  addGa4(fields?: Record<string, string>): Promise<ConsoleAnswer>;
  /** Sends the form of the first destination's page. */
  change(fields: Record<string, string>): Promise<ConsoleAnswer>;
}

/** To be called where a file's tests are described; everything is new for each test. */
export function useDestinations(): UsedDestinations {
  let neighbour: Server;
  let host: string;
  let running: RunningConsole;
  let property: Property;
  beforeEach(async () => {
    // Answers as anything but a container: what the check makes of it is the check's own tests' matter.
    neighbour = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    const { port } = neighbour.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    host = `http://127.0.0.1:${port}`;
    running = await startConsole({ TILLTAG_ALLOW_LOCAL: '1', GOOGLE_ANALYTICS_BASE: host, TILLTAG_KEYS: ring });
    property = await running.addProperty();
  });
  afterEach(async () => {
    await running.close();
    await new Promise((resolve) => neighbour.close(resolve));
  });
  const path = (rest = '') => `/properties/${property.id}/settings${rest}`;
  const stored = async () => (await running.store.findProperty(property.id)) ?? expect.fail('The property is gone.');
  const at = async (index: number) =>
    (await stored()).destinations[index] ?? expect.fail('There is no such destination.');
  return {
    get running() {
      return running;
    },
    get host() {
      return host;
    },
    get otherHost() {
      return host.replace('127.0.0.1', 'localhost');
    },
    ...{ path, stored, first: () => at(0) },
    async secretOf(index = 0) {
      const opened = openDestinationSecret(
        { keyRing: parseKeyRing(ring), findDestination },
        property.id,
        await at(index),
      );
      return opened.kind === 'secret' ? opened.secret : opened.fault;
    },
    addContainer: (base = host, mode = 'live') =>
      running.post(path('/destinations/container'), { url: `${base}/checkout`, container_mode: mode }),
    addGa4: (fields = {}) => running.post(path('/destinations/ga4'), { ...stream, ...fields }),
    async change(fields) {
      const target = path(`/destinations/${(await at(0)).id}`);
      const seen = readSeen((await running.get(target)).body, target);
      return await running.post(target, { seen, ...fields });
    },
  };
}

/** The container secret that a page shows this once. */
export function readMade(body: string): string | undefined {
  return /<code>(tts_[\w-]+)<\/code>/.exec(body)?.[1];
}
