// The properties of the simulated shop: every sender with every destination, and each setting in several forms.
import type { WhenUncertain } from '../../../functions/rules/destination.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';

/** A scope that is set so long after the beginning of a run. */
export interface ScopePlan {
  afterMs: number;
  scope: Property['scope'];
}

/** A property as it is to be set up. */
export interface PropertySpec {
  id: string;
  /** Several properties may have one Stripe account between them. */
  account: string;
  sender: Property['sender'];
  /** Which destinations it has, for sessions of which mode. */
  destinations: readonly { kind: 'ga4' | 'server_container'; mode: StripeMode }[];
  /** What all its destinations do about a send in doubt; they ask a person unless given. */
  whenUncertain?: WhenUncertain;
  /** Of what it tells at first; `account` unless given. */
  scope?: Property['scope'];
  /** What a person makes of that in the midst of the business, in order. */
  scopeChanges?: readonly ScopePlan[];
  settings?: Partial<
    Pick<Property, 'valueBasis' | 'emailPolicy' | 'unknownConsent' | 'deniedAnalytics' | 'graceMinutes'>
  >;
  /** Whether its webhook endpoints get payloads of the old API version. */
  isOldVersion?: boolean;
  /** How much of the business it gets. */
  weight: number;
}

/** The payment link that the scoped property sells through. */
export const scopedLink = 'plink_1SoakScopedLink00000000';

const hourMs = 3_600_000;
const wholeAccount: Property['scope'] = { kind: 'account' };
const oneLink: Property['scope'] = { kind: 'payment_links', ids: [scopedLink] };

const both = [
  { kind: 'ga4', mode: 'live' },
  { kind: 'server_container', mode: 'live' },
  { kind: 'ga4', mode: 'test' },
] as const;

export const propertySpecs: readonly PropertySpec[] = [
  { id: 'tt_soakBrowserOnly', account: 'A', sender: 'browser', destinations: [], weight: 1 },
  {
    id: 'tt_soakBrowserWithPlace',
    account: 'B',
    sender: 'browser',
    destinations: [{ kind: 'ga4', mode: 'live' }],
    weight: 1,
  },
  {
    id: 'tt_soakFirstGa4',
    account: 'C',
    sender: 'browser_first',
    destinations: [{ kind: 'ga4', mode: 'live' }],
    whenUncertain: 'leave',
    settings: { unknownConsent: 'granted' },
    weight: 3,
  },
  {
    id: 'tt_soakFirstContainer',
    account: 'D',
    sender: 'browser_first',
    destinations: [
      { kind: 'server_container', mode: 'live' },
      { kind: 'server_container', mode: 'test' },
    ],
    settings: { valueBasis: 'excluding_tax', graceMinutes: 5 },
    isOldVersion: true,
    weight: 3,
  },
  {
    id: 'tt_soakFirstBoth',
    account: 'E',
    sender: 'browser_first',
    destinations: both,
    settings: { valueBasis: 'excluding_tax_and_shipping', emailPolicy: 'hashed', deniedAnalytics: 'anonymous' },
    weight: 3,
  },
  { id: 'tt_soakFirstNowhere', account: 'F', sender: 'browser_first', destinations: [], weight: 1 },
  {
    id: 'tt_soakServerGa4',
    account: 'G',
    sender: 'server',
    destinations: [
      { kind: 'ga4', mode: 'live' },
      { kind: 'ga4', mode: 'test' },
    ],
    whenUncertain: 'send_again',
    settings: { deniedAnalytics: 'anonymous', unknownConsent: 'granted' },
    weight: 3,
  },
  {
    id: 'tt_soakServerContainer',
    account: 'H',
    sender: 'server',
    destinations: [{ kind: 'server_container', mode: 'live' }],
    settings: { emailPolicy: 'none', valueBasis: 'excluding_tax' },
    weight: 2,
  },
  {
    id: 'tt_soakServerBoth',
    account: 'I',
    sender: 'server',
    destinations: both,
    settings: { unknownConsent: 'granted' },
    weight: 3,
  },
  {
    id: 'tt_soakServerScoped',
    account: 'I',
    sender: 'server',
    destinations: [{ kind: 'server_container', mode: 'live' }],
    scope: { kind: 'payment_links', ids: [scopedLink] },
    settings: { emailPolicy: 'hashed', unknownConsent: 'granted' },
    weight: 2,
  },
  {
    id: 'tt_soakServerNarrowed',
    account: 'J',
    sender: 'server',
    destinations: both,
    scopeChanges: [
      { afterMs: 9 * hourMs, scope: oneLink },
      { afterMs: 19 * hourMs, scope: wholeAccount },
    ],
    settings: { unknownConsent: 'granted' },
    weight: 3,
  },
  {
    id: 'tt_soakFirstWidened',
    account: 'K',
    sender: 'browser_first',
    destinations: both,
    scope: oneLink,
    scopeChanges: [
      { afterMs: 7 * hourMs, scope: wholeAccount },
      { afterMs: 17 * hourMs, scope: oneLink },
    ],
    settings: { valueBasis: 'excluding_tax', deniedAnalytics: 'anonymous' },
    weight: 3,
  },
];
