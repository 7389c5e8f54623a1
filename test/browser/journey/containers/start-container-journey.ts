// The main job with nothing wired by hand: the containers that anybody can import, on the shop's pages and on its tagging server.
//
// What it proves: that the built files, with the options of the build alone and the server container's secret, bring a payment to
// GA4 and Google Ads once. Tag Manager, Google's tags and Google are stand-ins; that theirs behave so, only they can prove.
import { expect } from 'vitest';
import type { ContainerExport } from '../../../../functions/downloads/container-export.ts';
import { buildContainers } from '../../../../scripts/containers/build-containers.ts';
import { bundleExportedContainer } from '../../../../scripts/simulator/container/bundle-container.ts';
import type { AdsConversion } from '../../../../scripts/stand-ins/google/ads-conversions.ts';
import type { ReceivedHit } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { shopPages } from '../payment-links/shop-pages.ts';
import type { ServerSide } from '../server-sends/connect-server.ts';
import { collectorUrl, measurementId } from '../shop-container.ts';
import type { ShopPage } from '../shop-host.ts';
import { type Journey, startJourney, tagsUrl } from '../start-journey.ts';
import { type ServerContainerHost, startServerContainerHost } from './server-container-host.ts';

/** Whom the pages ask: the function itself, or the server container on the shop's own domain. */
export type Route = 'function' | 'server container';

/** What the shop's pages hold, and how their container differs from the file as it was built. */
export interface ShippedPage extends Omit<ShopPage, 'container'> {
  route?: Route;
  /** Whether the build is told the conversion of Google Ads; it is unless told otherwise. */
  hasConversion?: boolean;
  change?: (built: ContainerExport) => ContainerExport;
}

/** What Google got to know of one payment, oldest first. */
export interface Told {
  hits: ReceivedHit[];
  conversions: AdsConversion[];
}

export interface ContainerJourney extends Journey {
  server: ServerSide;
  container: ServerContainerHost;
  /** Puts the shipped web container on the shop's pages. */
  publishShipped(page?: ShippedPage): Promise<void>;
  /** What was told of the payment so far, page views not among it. */
  toldOf(sessionId: string): Told;
  /** The same as who told what, sorted: `conversion by page`, `purchase by server`. */
  tellersOf(sessionId: string): string[];
}

const endpoints: Readonly<Record<Route, string>> = {
  function: tagsUrl,
  'server container': 'https://metrics.shop.example.test',
};

export const adsConversionId = '1234567890';
export const adsLabel = 'journeyPurchase';

/** Everything, running, with a payment link behind `shopPages`; close it after the last test. */
export async function startContainerJourney(): Promise<ContainerJourney> {
  const journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook', offersBankDebit: true });
  const server = await journey.connectServer();
  const { google, property, templates, frontEnd } = journey;

  const build = (route: Route, hasConversion = true): Readonly<Record<string, ContainerExport>> =>
    Object.fromEntries(
      buildContainers(templates, {
        propertyId: property.id,
        endpoint: endpoints[route],
        functionEndpoint: tagsUrl,
        measurementId,
        ...(hasConversion && { adsConversionId: `AW-${adsConversionId}`, adsLabel }),
        withGoogleTag: true,
      }).map(({ fileName, container }) => [fileName, container]),
    );

  const container = await startServerContainerHost(journey, read(build('server container'), 'server-container.json'));
  frontEnd.setHost(new URL(endpoints['server container']).host, { forwardTo: container.url });
  await server.set({ ...container.connection, sender: 'browser' });

  const toldOf = (sessionId: string): Told => ({
    hits: google.hits.filter(({ parameters }) => parameters['transaction_id'] === sessionId),
    conversions: google.adsConversions.filter(({ orderId }) => orderId === sessionId),
  });

  return {
    ...journey,
    server,
    container,
    async publishShipped({ route = 'function', hasConversion, change = asBuilt, pages = shopPages, ...page } = {}) {
      const exported = change(read(build(route, hasConversion), 'web-container.json'));
      journey.publishPage({
        ...page,
        pages,
        container: await bundleExportedContainer(exported, { googleUrl: collectorUrl }),
      });
    },
    toldOf,
    tellersOf(sessionId) {
      const { hits, conversions } = toldOf(sessionId);
      const byServer = container.taken.filter(({ searchParams }) => searchParams.get('oid') === sessionId).length;
      const byPage = conversions.length - byServer;
      return [
        ...Array.from({ length: byPage }, () => 'conversion by page'),
        ...Array.from({ length: byServer }, () => 'conversion by server'),
        ...hits.map(({ eventName, sentBy }) => `${eventName} by ${sentBy}`).toSorted(),
      ];
    },
    async endTest() {
      container.reset();
      await journey.endTest();
      expect([...container.records.problems, ...container.records.unsupported]).toEqual([]);
      expect(google.hits.flatMap(({ eventName, plainText }) => plainText.map((name) => [eventName, name]))).toEqual([]);
      expect(google.adsConversions.flatMap(({ faults }) => faults)).toEqual([]);
    },
    async close() {
      await container.close();
      await journey.close();
    },
  };
}

function asBuilt(built: ContainerExport): ContainerExport {
  return built;
}

function read(built: Readonly<Record<string, ContainerExport>>, fileName: string): ContainerExport {
  const found = built[fileName];
  if (found === undefined) throw new Error(`The build made no ${fileName}.`);
  return found;
}
