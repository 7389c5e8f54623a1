// Every kind of destination there is: a further one is a file of its own and a line here.
import type { Destination, DestinationTools } from './destination.ts';
import { createGa4 } from './ga4.ts';
import { createServerContainer } from './server-container.ts';

/** Makes one kind of destination. */
export type CreateDestination = (tools: DestinationTools) => Destination;

const kinds: readonly CreateDestination[] = [createServerContainer, createGa4];

/** The kinds of destination, ready to send. */
export interface Destinations {
  /** The kind of this name. Throws TypeError for one that there is not, which no stored property can name. */
  findDestination(this: void, kind: string): Destination;
  all: readonly Destination[];
}

/** All kinds, those of `more` included. They hold nothing between sends. */
export function createDestinations(tools: DestinationTools, more: readonly CreateDestination[] = []): Destinations {
  const all = [...kinds, ...more].map((create) => create(tools));
  const byKind = new Map(all.map((destination) => [destination.kind, destination]));
  return {
    all,
    findDestination(kind) {
      const destination = byKind.get(kind);
      if (destination === undefined) throw new TypeError(`There is no kind of destination called ${kind}.`);
      return destination;
    },
  };
}
