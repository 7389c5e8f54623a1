// The demo's GTM containers: the ones that anybody can import, filled in as a marketer would.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import type { BuiltTemplate } from '../../compiler/build-templates.ts';
import { type BuiltContainer, buildContainers } from '../../containers/build-containers.ts';
import { demoMeasurementId } from './demo-property.ts';
import { fillInTemplates } from './fill-in-templates.ts';

/** The https host that the demo's templates are built for; GTM allows no script from an address without a name. */
export const demoEndpoint = 'https://tags.example.test';

/** What the containers are filled in with. */
export interface DemoSettings {
  propertyId: string;
  /** What the server container and the function know each other by. */
  containerSecret: string;
  /** The address of the stand-in for Stripe, without a slash at the end. */
  stripeUrl: string;
}

/** Both containers of the shop. */
export interface DemoContainers {
  web: ContainerExport;
  server: ContainerExport;
}

/**
 * As they are downloaded, with Property ID, endpoint, Measurement ID and a Google Ads conversion. Changed by hand are the secret,
 * the domain of the payment links, what is printed, and one thing that no shop wants: payments in test mode count like real ones.
 */
export function fillInDemoContainers(templates: readonly BuiltTemplate[], settings: DemoSettings): DemoContainers {
  const built = buildContainers(templates, {
    propertyId: settings.propertyId,
    endpoint: demoEndpoint,
    functionEndpoint: demoEndpoint,
    measurementId: demoMeasurementId,
    adsConversionId: 'AW-1234567890',
    adsLabel: 'demoPurchase',
    withGoogleTag: true,
  });
  const paymentDomains = toPaymentDomain(settings);
  return {
    web: fillInTemplates(findContainer(built, 'web-container.json'), {
      'Tilltag checkout conversion': { testSessions: 'as_live', logType: 'always' },
      // The thank-you page shows the console's lines as those of the other tag.
      'Tilltag payment links': { paymentDomains, logType: 'no' },
      'Tilltag page address': { paymentDomains },
    }),
    server: fillInTemplates(findContainer(built, 'server-container.json'), {
      'Tilltag Checkout client': { secret: settings.containerSecret, testSessions: 'as_live' },
    }),
  };
}

/** What the web container of a property of one's own is filled in with. */
export type OwnSettings = Pick<DemoSettings, 'propertyId' | 'stripeUrl'> & { measurementId: string };

/**
 * The web container, built as the console builds it. Otherwise than there, the endpoint is the demo's, which its pages turn into
 * this machine's address, the domain of the payment links is this machine's, and the Measurement ID is the given one.
 */
export function fillInOwnContainer(templates: readonly BuiltTemplate[], settings: OwnSettings): ContainerExport {
  const { propertyId, measurementId } = settings;
  const built = buildContainers(templates, {
    ...{ propertyId, endpoint: demoEndpoint, functionEndpoint: demoEndpoint },
    ...{ measurementId, withGoogleTag: true },
  });
  const paymentDomains = toPaymentDomain(settings);
  return fillInTemplates(findContainer(built, 'web-container.json'), {
    'Tilltag payment links': { paymentDomains },
    'Tilltag page address': { paymentDomains },
  });
}

function findContainer(built: readonly BuiltContainer[], fileName: string): ContainerExport {
  const found = built.find((one) => one.fileName === fileName);
  if (found === undefined) {
    throw new Error(`The build made no ${fileName}.`);
  }
  return found.container;
}

/** The stand-in's address takes the place of buy.stripe.com, as a merchant's own payment domain does. */
function toPaymentDomain({ stripeUrl }: Pick<DemoSettings, 'stripeUrl'>): string {
  return new URL(stripeUrl).host;
}
