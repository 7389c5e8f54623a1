// Starts the demo's shop with its container, a page for every property of the console, and payment links that lead back to it.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { bundleExportedContainer } from '../../simulator/container/bundle-container.ts';
import type { LocalServer } from '../page/start-local-server.ts';
import { toPaymentLinks } from '../shop/catalog.ts';
import { startShop } from '../shop/start-shop.ts';
import type { StripeStandIn } from '../stripe/start-stripe-stand-in.ts';
import { shopAccountId } from './demo-accounts.ts';
import { demoGraceSeconds } from './demo-property.ts';
import { findOwnShops, type OwnShopSources } from './find-own-shops.ts';

export interface DemoShopOptions extends Omit<OwnShopSources, 'options' | 'stripeUrl'> {
  port: number;
  stripe: StripeStandIn;
  collectorUrl: string;
  /** Of the demo's own property. */
  container: ContainerExport;
  /** Origins that lead to servers on this machine. */
  hostMap: Readonly<Record<string, string>>;
}

/** Google's script takes its time, so that on a first visit its cookies are not there at once. */
const googleLoadMs = 600;

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startDemoShop(options: DemoShopOptions): Promise<LocalServer> {
  const { port, stripe, collectorUrl, container, hostMap, ...sources } = options;
  const inPage = { hostMap, googleUrl: collectorUrl, googleLoadMs, isPreview: true };
  const shop = await startShop({
    port,
    containerScript: await bundleExportedContainer(container, inPage),
    ownShops: findOwnShops({ ...sources, stripeUrl: stripe.url, options: inPage }),
    graceSeconds: demoGraceSeconds,
    stripeUrl: stripe.url,
    collectorUrl,
  });
  for (const link of toPaymentLinks(shop.url)) {
    stripe.putPaymentLink(shopAccountId, link);
  }
  return shop;
}
