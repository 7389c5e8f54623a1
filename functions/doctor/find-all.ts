// Everything that can be found out about a property, asking Stripe and the destinations at once.
import type { Destination } from '../destinations/destination.ts';
import { checkDestinations } from '../properties/destinations/check-destinations.ts';
import { openStripeKey } from '../properties/stripe-keys/open-stripe-key.ts';
import type { DestinationSettings } from '../rules/destination.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property } from '../rules/property.ts';
import type { Store } from '../store/store.ts';
import { checkEndpoints, checkUndelivered } from './checks/check-endpoints.ts';
import { checkLinks } from './checks/check-links.ts';
import { checkSharing } from './checks/check-sharing.ts';
import { type AskedKey, checkExcessRights, checkMissingRights, checkStripeKey } from './checks/check-stripe-key.ts';
import { type Finding, sortFindings, type Verdict } from './finding.ts';
import { type QuickContext, quickFindings } from './quick-findings.ts';

/** What all checks work with. */
export interface DoctorContext extends QuickContext {
  store: QuickContext['store'] & Pick<Store, 'listProperties'>;
  findDestination: (kind: DestinationSettings['kind']) => Destination;
  /** Where Stripe's API answers; its own address unless given. */
  stripeApiBase: string | undefined;
  /** Where Stripe reaches the webhook function, where it is known. */
  endpoint: string | undefined;
  /** Whether whoever asks may know this property by name. */
  mayName: (property: Property) => boolean;
  /** Told how many of the checks are done. */
  onProgress?: (done: number, count: number) => void;
}

/** The findings, the worst first. Takes seconds, and each question to Stripe ten at most. Rejects as the store does. */
export async function findAll(property: Property, context: DoctorContext): Promise<Finding[]> {
  if (property.removalStartedAtMs !== undefined) return await quickFindings(property, context);
  const checks: Promise<Finding[]>[] = [
    quickFindings(property, context),
    checkOthers(property, context),
    checkAllDestinations(property, context),
    ...stripeModes.flatMap((mode) => {
      const key = openStripeKey(property, mode, context.keyRing);
      return key.kind === 'key'
        ? [checkMode(property, { mode, apiKey: key.apiKey, apiBase: context.stripeApiBase }, context)]
        : [];
    }),
  ];
  let done = 0;
  const counted = checks.map(async (check) => {
    const findings = await check;
    done += 1;
    context.onProgress?.(done, checks.length);
    return findings;
  });
  return sortFindings(dropDoubts((await Promise.all(counted)).flat()));
}

async function checkOthers(
  property: Property,
  { store, keyRing, mayName, onDamaged }: DoctorContext,
): Promise<Finding[]> {
  const all = await store.listProperties(onDamaged ?? (() => undefined));
  return checkSharing(property, { all, keyRing, mayName });
}

async function checkMode(property: Property, key: AskedKey, { endpoint, now }: DoctorContext): Promise<Finding[]> {
  const valid = await checkStripeKey(key);
  if (valid.code !== 'key_valid') return [valid];
  const rules = { property, endpoint };
  const found = await Promise.all([
    checkMissingRights(key),
    checkExcessRights(key),
    checkEndpoints(key, rules),
    checkUndelivered(key, rules, now()),
    checkLinks(key, property),
  ]);
  return [valid, ...found.flat()];
}

const verdicts = { good: 'green', unproven: 'yellow', bad: 'red' } as const satisfies Record<string, Verdict>;

async function checkAllDestinations(property: Property, context: DoctorContext): Promise<Finding[]> {
  const checked = await checkDestinations(context, property, property.destinations);
  return checked.map(({ destination, verdict, sentence }) => {
    const { id, kind, mode } = destination;
    const place = destination.kind === 'ga4' ? destination.measurementId : new URL(destination.url).host;
    const data = { mode, kind, place, sentence };
    return { code: 'destination_checked', verdict: verdicts[verdict], about: `destination:${id}`, data };
  });
}

/** A key that may not look at the endpoint is no doubt where events come in; where none do, none were delivered. */
function dropDoubts(findings: readonly Finding[]): Finding[] {
  const missedModes = findings.flatMap((finding) => (finding.code === 'events_missed' ? [finding.data.mode] : []));
  const doArrive = findings.some(({ code }) => code === 'events_arrive');
  return findings.filter((finding) => {
    const { code, data } = finding;
    if (finding.code === 'events_delivered') return doArrive && !missedModes.includes(finding.data.mode);
    const isRightMissing = code === 'endpoint_unseen' && 'reason' in data && data.reason === 'missing_permission';
    return !(doArrive && isRightMissing);
  });
}
