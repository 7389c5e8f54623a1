// The stand-in's clock as Stripe writes times.
import type { StandInContext } from './stand-in-context.ts';

/** Whole seconds since 1970. */
export function nowSeconds({ now }: StandInContext): number {
  return Math.floor(now() / 1000);
}
