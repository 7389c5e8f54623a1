// The demo's GTM container: our templates, and GA4 tags that send to the collector on this machine.
import type { ContainerDescription, DescribedTag } from '../../simulator/container/container-description.ts';
import { conversionTagName, paymentLinkTagName } from '../shop/thanks/summarize.ts';
import { demoMeasurementId } from './demo-property.ts';

/** The https host that the demo's templates are built for; GTM allows no script from an address without a name. */
export const demoEndpoint = 'https://tags.example.test';

/** Texts of the built template files. */
export interface DemoTemplates {
  conversionTag: string;
  paymentLinkTag: string;
  sessionIdVariable: string;
}

/** The neighbours on this machine, each without a slash at the end. */
export interface DemoNeighbours {
  collectorUrl: string;
  stripeUrl: string;
}

/** As a marketer would set it up by hand, but for one field: test sessions are pushed like live ones. */
export function describeDemoContainer(
  templates: DemoTemplates,
  propertyId: string,
  { collectorUrl, stripeUrl }: DemoNeighbours,
): ContainerDescription {
  return {
    publicId: 'GTM-DEMO',
    isPreview: true,
    variables: [
      { name: 'Property ID', constant: propertyId },
      {
        name: 'Checkout Session ID',
        template: templates.sessionIdVariable,
        fields: { parameterName: 'session_id' },
      },
    ],
    tags: [
      pageViewTag(collectorUrl),
      {
        name: paymentLinkTagName,
        template: templates.paymentLinkTag,
        // The stand-in's address takes the place of buy.stripe.com, as a merchant's own payment domain does.
        fields: { ...paymentLinkFields, paymentDomains: new URL(stripeUrl).host },
        trigger: { on: 'page_view' },
      },
      {
        name: conversionTagName,
        template: templates.conversionTag,
        fields: conversionFields,
        trigger: {
          on: 'page_view',
          when: { variable: 'Checkout Session ID', matches: '^(cs_|\\{CHECKOUT|%7BCHECKOUT)' },
        },
      },
      googleAnalyticsTag('purchase', collectorUrl),
      googleAnalyticsTag('purchase_test', collectorUrl),
      googleAnalyticsTag('trial_start', collectorUrl),
    ],
  };
}

const conversionFields = {
  propertyId: '{{Property ID}}',
  checkoutSessionId: '{{Checkout Session ID}}',
  endpoint: demoEndpoint,
  eventName: 'purchase',
  testSessions: 'as_live',
  dataLayerName: 'dataLayer',
  personalData: 'plain',
  consentWaitMs: '1000',
  stripSessionId: false,
  timeoutMs: '5000',
  logType: 'always',
};

const paymentLinkFields = {
  propertyId: '{{Property ID}}',
  endpoint: demoEndpoint,
  measurementId: demoMeasurementId,
  // The thank-you page shows the console's lines as those of the other tag.
  logType: 'no',
};

/** Google's script takes its time, so that on a first visit its cookies are not there at once. */
function pageViewTag(collectorUrl: string): DescribedTag {
  return {
    name: 'GA4 page_view',
    googleAnalytics: { measurementId: demoMeasurementId, collectorUrl, event: 'page_view', loadMs: 600 },
    trigger: { on: 'page_view' },
  };
}

function googleAnalyticsTag(event: string, collectorUrl: string): DescribedTag {
  return {
    name: `GA4 ${event}`,
    googleAnalytics: { measurementId: demoMeasurementId, collectorUrl, event: '{{Event}}' },
    trigger: { on: 'custom_event', event },
  };
}
