// A set-up world of its own for each test of a file, and the steps that most of them begin with.
import { afterEach, beforeEach } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { type SetupWorld, startSetup } from './start-setup.ts';

/** What the form of a new property is filled in with. */
const shop = { name: 'My shop', hostnames: 'shop.example.com' };

export interface UsedSetup {
  /** That of the running test. */
  readonly world: SetupWorld;
  /** Where the console answers, without a path. */
  origin(this: void): string;
  /** The id of a property that was made by the form. */
  makeProperty(this: void): Promise<string>;
  stored(this: void, id: string): Promise<Property>;
  /** How each step stands, as the list says it. */
  readStates(this: void, id: string): Promise<Record<string, string>>;
}

/** Declares what is done before and after each test. */
export function useSetup(): UsedSetup {
  let world: SetupWorld;
  beforeEach(async () => {
    world = await startSetup();
  });
  afterEach(() => world.close());
  return {
    get world() {
      return world;
    },
    origin: () => new URL(world.app.url).origin,
    async makeProperty() {
      const made = await world.app.post(`/accounts/${world.app.accountId}/properties`, shop);
      const id = /\/properties\/(tt_\w+)\/setup\/keys/.exec(made.location ?? '')?.[1];
      if (id === undefined) throw new Error(`No property was made: ${made.status} ${made.body}`);
      return id;
    },
    async stored(id) {
      const property = await world.app.store.findProperty(id);
      if (property === undefined) throw new Error('The property is gone.');
      return property;
    },
    async readStates(id) {
      const { body } = await world.app.get(`/properties/${id}/setup`);
      const items = [...body.matchAll(/<li class="(done|open|look|left_out)"><div><a href="[^"]*\/setup\/(\w+)"/g)];
      return Object.fromEntries(items.map(([, state = '', step = '']) => [step, state]));
    },
  };
}
