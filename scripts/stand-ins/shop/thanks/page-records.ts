// What the thank-you page has seen so far: the raw material of its report.
import type { HitItem } from '../../google/parse-hits.ts';

/** One firing of one tag, as the container records it. */
export interface ObservedTag {
  name: string;
  event: string;
  status: string;
}

/** A lookup as it went over the network. */
export interface ObservedLookup {
  url: string;
  status: number;
  answer: unknown;
}

/** A hit that the collector says it received, from a page or from a server. */
export interface ObservedHit {
  sentBy: 'page' | 'server';
  eventName: string;
  measurementId?: string;
  currency?: string;
  items: HitItem[];
  parameters: Record<string, string | number>;
}

export interface PageRecords {
  /** Of the page's own address. */
  sessionId: string | undefined;
  lookup: ObservedLookup | undefined;
  /** Data-layer messages other than the container's own, oldest first. */
  pushes: Record<string, unknown>[];
  tags: ObservedTag[];
  hits: ObservedHit[];
  consoleLines: string[];
}

/** How the server told of the payment itself, if it has; refunds and all else that came later are left out. */
export function findServerHit({ hits }: PageRecords): ObservedHit | undefined {
  const ends = ['purchase', 'checkout_failed', 'trial_start'];
  return hits.find(({ sentBy, eventName }) => sentBy === 'server' && ends.includes(eventName));
}

/** The event that our tag pushed, if it has. */
export function findConversion({ pushes }: PageRecords): Record<string, unknown> | undefined {
  return pushes.find((push) => typeof push['event_id'] === 'string');
}

/** Whether it was pushed under a name that keeps a test payment out of reports, for which no tag of Google's fires. */
export function isKeptOut(records: PageRecords): boolean {
  return String(findConversion(records)?.['event']).endsWith('_test');
}
