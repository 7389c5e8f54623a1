// The shop's tagging server, the shipped server container, and a Google that it cannot always reach.
import { createHash } from 'node:crypto';
import { createDestinations } from '../../../../functions/destinations/destinations.ts';
import type { ContainerExport } from '../../../../functions/downloads/container-export.ts';
import { createSendRequest } from '../../../../functions/outbound/create-send-request.ts';
import { destinationSecretPlace } from '../../../../functions/properties/destination-secret-place.ts';
import type { ServerContainerDestination } from '../../../../functions/rules/destination.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import {
  type ServerContainerRun,
  startServerContainer,
} from '../../../../scripts/simulator/server-container/start-server-container.ts';
import { fillInTemplates } from '../../../../scripts/stand-ins/demo/fill-in-templates.ts';
import { startLocalServer } from '../../../../scripts/stand-ins/page/start-local-server.ts';
import { forward } from '../../front-end.ts';
import { type Journey, tagsUrl } from '../start-journey.ts';

/** A tagging server that runs. */
export interface ServerContainerHost extends ServerContainerRun {
  /** What the property has to be told of it, so that both know each other; real sessions go there. */
  readonly connection: Pick<Property, 'containerSecretHash' | 'destinations'>;
  /** The addresses of its hits that Google took, oldest first. */
  readonly taken: readonly URL[];
  /** Google answers its next hit to this path with an error, and takes all others. */
  failNext(path: '/g/collect' | '/pagead/conversion/'): void;
  /** Ends whatever a test broke. */
  reset(): void;
}

const secret = 'secretOfTheJourneysServerContainer';

/** Starts the container as it was built; only its secret is filled in. */
export async function startServerContainerHost(
  journey: Journey,
  exported: ContainerExport,
): Promise<ServerContainerHost> {
  const { google, functionUrl, now } = journey;
  const taken: URL[] = [];
  const failing = new Set<string>();
  const googleForServers = await startLocalServer(0, async (request, response) => {
    const url = new URL(request.url ?? '/', google.url);
    const failed = [...failing].find((path) => url.pathname.startsWith(path));
    if (failed === undefined) {
      forward(request, response, google.url, async () => {
        taken.push(url);
      });
    } else {
      failing.delete(failed);
      response.writeHead(503).end();
    }
  });
  const run = await startServerContainer({
    exported: fillInTemplates(exported, { 'Tilltag Checkout client': { secret } }),
    googleUrl: googleForServers.url,
    hostMap: { [tagsUrl]: functionUrl },
    now,
  });
  return {
    ...run,
    connection: {
      containerSecretHash: createHash('sha256').update(secret).digest('hex'),
      destinations: [newDestination(journey, `${run.url}/checkout`)],
    },
    taken,
    failNext: (path) => failing.add(path),
    reset: () => failing.clear(),
    async close() {
      await run.close();
      await googleForServers.close();
    },
  };
}

function newDestination({ settings, property }: Journey, url: string): ServerContainerDestination {
  const place = { kind: 'server_container', id: 'dst_journeyContainer', mode: 'live', url } as const;
  const { findDestination } = createDestinations({
    request: createSendRequest({ allowLocal: settings.allowLocal }),
    now: Date.now,
  });
  const sealedTo = destinationSecretPlace(findDestination, property.id, { ...place, secret: '' });
  return { ...place, secret: seal(settings.keyRing, secret, sealedTo) };
}
