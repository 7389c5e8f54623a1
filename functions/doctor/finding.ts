// What the doctor finds: a stable code, how bad it is, what was looked at, and what is needed to word it.
import type { NeededRight } from '../properties/stripe-keys/needed-rights.ts';
import type { SenderFault } from '../rules/choose-sender.ts';
import type { DestinationSettings } from '../rules/destination.ts';
import type { StripeMode } from '../rules/property.ts';
import type { ExcessRight } from '../stripe/probe-excess.ts';

/**
 * `green`: as it should be. `left_out`: somebody decided to go without it, which is no fault. `yellow`: it works, or nobody can
 * tell from here. `red`: payments are lost or at risk.
 */
export type Verdict = 'green' | 'left_out' | 'yellow' | 'red';

interface OfMode {
  mode: StripeMode;
}

/** Refusals that were counted, and the last day (`YYYY-MM-DD`, UTC) on which one was. */
interface Counted {
  count: number;
  lastDay: string;
}

/** Several of something, of which only so many were counted. */
interface Several {
  count: number;
  hasMore: boolean;
}

/** A payment link, by its address at Stripe and where it leads buyers. */
export interface FoundLink {
  id: string;
  url: string;
  redirectUrl: string | null;
}

/** Links with one fault; of many only the first are named. */
interface FaultyLinks extends OfMode {
  count: number;
  links: FoundLink[];
}

/** What each finding carries beside its code. No part of a key, no secret, no address of a buyer. */
export interface FindingData {
  removal_begun: { startedAtMs: number };
  key_none: object;
  key_only_test: object;
  key_missing: OfMode;
  key_closed: OfMode & { fault: string };
  key_rejected: OfMode;
  key_blind: OfMode & { right: string };
  key_unasked: OfMode & { reason: string };
  key_valid: OfMode;
  rights_missing: OfMode & { rights: NeededRight[] };
  rights_complete: OfMode;
  rights_excess: OfMode & { rights: ExcessRight[] };
  rights_modest: OfMode;
  webhook_left_out: { atMs: number };
  webhook_unconnected: OfMode;
  webhook_secret_closed: OfMode & { fault: string };
  /** `ofBothModes`: both are connected, and nobody counts which of them an event was of. */
  events_arrive: Counted & { ofBothModes: boolean };
  events_none: object;
  /** Nothing came from the webhook since this payment, the newest of those. */
  events_missed: OfMode & { paidAtMs: number };
  events_refused: Counted & { words: Record<string, number> };
  endpoint_missing: OfMode;
  endpoint_disabled: OfMode & { endpointId: string };
  endpoint_lacks_events: OfMode & { endpointId: string; types: string[] };
  endpoint_version: OfMode & { endpointId: string; version: string | null; expected: string };
  endpoint_elsewhere: OfMode & { endpointId: string; host: string; expected: string };
  endpoint_good: OfMode & { host: string };
  endpoint_unseen: OfMode & { reason: string };
  events_undelivered: OfMode & Several & { newestAtMs: number };
  events_delivered: OfMode;
  links_good: OfMode & { count: number };
  links_unseen: OfMode & { reason: string };
  links_stay_at_stripe: FaultyLinks;
  links_without_placeholder: FaultyLinks;
  links_with_other_parameter: FaultyLinks;
  links_to_other_host: FaultyLinks;
  links_unknown: OfMode & { ids: string[] };
  links_not_all: OfMode & { count: number };
  pages_shared: OfMode & { names: string[]; hidden: number };
  payments_shared: OfMode & { names: string[]; hidden: number; isSameDestination: boolean; isCertain: boolean };
  payments_own: object;
  hostnames_none: object;
  hostnames_quiet: { hostnames: string[]; sessions: number };
  hosts_not_allowed: { hosts: string[] };
  host_refused: Counted;
  placeholder_seen: Counted;
  mode_refused: Counted;
  page_left_out: { atMs: number };
  payments_none: object;
  payments_seen: { lastAtMs: number };
  /** `untold`: payments, refunds and renewals that nobody reported anywhere, of the newest. */
  destinations_left_out: { atMs: number; untold: number };
  pages_alone: object;
  sender_ignores_destinations: object;
  sender_loses: { fault: SenderFault };
  payments_untold: Several & { hasDestination: boolean };
  deliveries_dead: Several & { reasons: Record<string, number> };
  deliveries_uncertain: Several & { reasons: Record<string, number> };
  deliveries_late: Several & { oldestDueAtMs: number };
  deliveries_clear: object;
  /** `place` is the Measurement ID or the host. */
  destination_checked: OfMode & { kind: DestinationSettings['kind']; place: string; sentence: string };
  sweep_alive: { atMs: number };
  sweep_late: { atMs: number };
  sweep_never: object;
  secrets_old: { count: number; keyNames: string[] };
  secrets_newest: { count: number };
  secrets_closed: { names: string[] };
  /** `days` whole ones since a sweep first saw the newest key; it may be older than that. */
  sealing_key_young: { sinceMs: number; days: number };
  sealing_key_old: { sinceMs: number; days: number };
  page_unreached: { reason: string; isPrivate: boolean };
  page_status: { status: number };
  page_redirects: { status: number; host: string | null; keepsSession: boolean };
  page_host_not_allowed: { host: string };
  page_answers: { host: string };
  page_holds_container: { containers: string[] };
  page_without_container: { isWhole: boolean };
  page_policy_blocks: { directive: string; origin: string };
  page_policy_allows: { origin: string | null };
  page_url_ready: object;
  page_url_unready: { redirectUrl: string | null };
}

export type FindingCode = keyof FindingData;

/** One finding. `about` names what was looked at, such as `stripe_key:live` or `destination:dst_…`; stable for one cause. */
export type Finding<Code extends FindingCode = FindingCode> = {
  [One in Code]: { code: One; verdict: Verdict; about: string; data: FindingData[One] };
}[Code];

const badness: Record<Verdict, number> = { red: 0, yellow: 1, left_out: 2, green: 3 };

/** The findings with the worst first; those of one verdict keep their order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => badness[one.verdict] - badness[other.verdict]);
}

/** How many findings have each verdict. */
export function countVerdicts(findings: readonly Finding[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { red: 0, yellow: 0, left_out: 0, green: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}
