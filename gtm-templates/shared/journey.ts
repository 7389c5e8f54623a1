// What one browser remembers of how its visitor came here.
import type { Touch } from '../../functions/contract/click-report.ts';

/** The contents of the cookie. One touch may stand in several places; it is the same object then. */
export interface Journey {
  /** When the last page was seen, in whole seconds since 1970; 0 where none was. */
  readonly seenAt: number;
  /** Of the last click on a payment link; empty where there was none. */
  readonly clickId: string;
  /** The first and the last time that a campaign or another site brought the visitor. */
  readonly first: Touch | undefined;
  readonly last: Touch | undefined;
  /** The visit that runs, whatever brought it about. */
  readonly visit: Touch | undefined;
}

/** Of a browser that remembers nothing. */
export const emptyJourney: Journey = { seenAt: 0, clickId: '', first: undefined, last: undefined, visit: undefined };

/** The touches, each once: first, last, visit. */
export function distinctTouches(journey: Journey): Touch[] {
  const touches: Touch[] = [];
  [journey.first, journey.last, journey.visit].forEach((touch) => {
    if (touch !== undefined && touches.indexOf(touch) === -1) {
      touches.push(touch);
    }
  });
  return touches;
}

/** The same journey with each touch changed, or dropped where the change answers undefined; touches stay the same object. */
export function mapTouches(journey: Journey, change: (touch: Touch) => Touch | undefined): Journey {
  const touches = distinctTouches(journey);
  const changed = touches.map(change);
  const find = (touch: Touch | undefined) => (touch === undefined ? undefined : changed[touches.indexOf(touch)]);
  return {
    seenAt: journey.seenAt,
    clickId: journey.clickId,
    first: find(journey.first),
    last: find(journey.last),
    visit: find(journey.visit),
  };
}
