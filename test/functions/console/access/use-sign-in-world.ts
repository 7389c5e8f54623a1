// A console and an OpenID provider for each test that asks for them, ended after it.
import { afterEach } from 'vitest';
import { type SignInWorld, startSignInWorld } from './sign-in-world.ts';

export interface UsedWorld {
  /** The one that the running test started. */
  readonly world: SignInWorld;
  /** Starts it, with more settings of the console or another provider. */
  start(...options: Parameters<typeof startSignInWorld>): Promise<SignInWorld>;
}

/** To be called where a file's tests are described. */
export function useSignInWorld(): UsedWorld {
  let world: SignInWorld | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  return {
    get world() {
      if (world === undefined) throw new Error('The test has started no world yet.');
      return world;
    },
    async start(...options) {
      world = await startSignInWorld(...options);
      return world;
    },
  };
}
