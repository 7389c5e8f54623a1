// A tagging server with the built Checkout client alone: requests in, its response, what it asked, and which events it ran.
// It proves what the built code does with its permissions over the simulator's APIs; that GTM's own behave alike, only a live
// container proves.
import { expect } from 'vitest';
import { compileTemplate } from '../../../../scripts/simulator/code/compile-template.ts';
import { createFakeClock } from '../../../../scripts/simulator/sandbox/fake-clock.ts';
import {
  createFakeServer,
  type FakeRequest,
  type FakeServer,
  type FakeServerOptions,
} from '../../../../scripts/simulator/server/fake-server.ts';
import { createServerRequire } from '../../../../scripts/simulator/server/server-apis.ts';
import { createServerContext } from '../../../../scripts/simulator/server/server-context.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { endpoint, readBuiltTpl } from '../../web/built-tpl.ts';

export const propertyId = 'prop_12345678';

export const secret = 'secret of the container';

const template = compileTemplate(parseTpl(await readBuiltTpl('checkout-client')));

/** One server that answers many requests, with the same memory and clock. */
export interface TaggingServer {
  /** Starts the client at a request, and lets run what is due at once. */
  serve(
    request: FakeRequest,
    options?: Pick<FakeServerOptions, 'onRequest' | 'onEvent' | 'randoms'>,
  ): Promise<FakeServer>;
  readonly clock: ReturnType<typeof createFakeClock>;
}

/** A server that has answered nothing yet; its form holds these values besides the necessary ones. */
export function createTaggingServer(fields: Readonly<Record<string, unknown>> = {}): TaggingServer {
  const clock = createFakeClock(1_767_225_600_000);
  const { templateStorages } = createFakeServer();
  const data = { ...template.defaults, propertyId, functionEndpoint: endpoint, secret, ...fields };
  return {
    clock,
    serve: async (request, options = {}) => {
      const server = createFakeServer({ ...options, request, clock });
      const client = { isRunning: true, hasClaimed: false };
      const errors: unknown[] = [];
      const context = createServerContext({
        host: { ...server, templateStorages },
        templateName: template.name,
        permissions: template.permissions,
        client,
        onError: (error) => errors.push(error),
        onUnhandled: (reason) => errors.push(reason),
      });
      template.execute(data, createServerRequire(context));
      client.isRunning = false;
      await server.settle();
      expect(errors).toEqual([]);
      return server;
    },
  };
}

/** The headers of a browser on a page of the shop. */
export const browser = {
  host: 'tags.shop.example.co.uk',
  origin: 'https://www.shop.example.co.uk',
  'user-agent': 'Browser',
} as const;
