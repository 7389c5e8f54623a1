// Reads a period's events oldest first, though Stripe lists them newest first: in windows small enough to be held.
import type { EventPeriod, PaymentReader, ReadEvent } from '../stripe/payment-reader.ts';

/** The events of one window, oldest first. Everything before `untilSeconds` has then been read. */
export interface EventWindow {
  events: ReadEvent[];
  untilSeconds: number;
}

const longestWindowSeconds = 86_400;
/** A window as short as that is read to its end, however much it holds. */
const shortestWindowSeconds = 60;
const maxPages = 20;

/** The windows of the period one after the other; nothing of a window is asked before the one in front of it was taken. */
export async function* listWindows(reader: PaymentReader, period: EventPeriod): AsyncGenerator<EventWindow> {
  let { fromSeconds } = period;
  let lengthSeconds = longestWindowSeconds;
  while (fromSeconds < period.untilSeconds) {
    const untilSeconds = Math.min(fromSeconds + lengthSeconds, period.untilSeconds);
    const spanSeconds = untilSeconds - fromSeconds;
    const limit = spanSeconds <= shortestWindowSeconds ? Number.POSITIVE_INFINITY : maxPages;
    const events = await readWindow(reader, { fromSeconds, untilSeconds }, limit);
    if (events === undefined) {
      lengthSeconds = Math.ceil(spanSeconds / 2);
      continue;
    }
    yield { events, untilSeconds };
    fromSeconds = untilSeconds;
  }
}

/** `undefined` where there are more pages than `limit`. */
async function readWindow(reader: PaymentReader, window: EventPeriod, limit: number): Promise<ReadEvent[] | undefined> {
  const events: ReadEvent[] = [];
  let pages = 0;
  for await (const page of reader.listEvents(window)) {
    pages += 1;
    if (pages > limit) return undefined;
    events.push(...page);
  }
  return events.reverse();
}
