// When each destination is away for an hour or so.
import type { Chance } from '../chance.ts';
import { toDestinationId } from '../shop/open-shop.ts';
import { propertySpecs } from '../shop/property-specs.ts';
import type { Outage } from './receivers.ts';

const minuteMs = 60_000;

/** Up to two for each destination, within `spanMs` after the beginning. */
export function planOutages(chance: Chance, originMs: number, spanMs: number): Outage[] {
  return propertySpecs.flatMap(({ id, destinations }) =>
    destinations.flatMap(({ kind, mode }) =>
      Array.from({ length: chance.between(0, 2) }, (): Outage => {
        const fromMs = originMs + chance.index(spanMs);
        const untilMs = fromMs + chance.between(20, 70) * minuteMs;
        return { destinationId: toDestinationId(id, kind, mode), fromMs, untilMs };
      }),
    ),
  );
}
