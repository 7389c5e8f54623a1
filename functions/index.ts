// Registers all functions with Google's functions framework, each loaded when it is chosen or first asked.
import { registerFunctions } from './register-functions.ts';

// Loaded as late as this, so that a start reads nothing that only another function needs.
registerFunctions({
  /** Answers pages and server containers. */
  public: async (surroundings) => (await import('./open-public-function.ts')).openPublicFunction(surroundings),
  /** Records Stripe's events. */
  webhook: async (surroundings) => (await import('./open-webhook-function.ts')).openWebhookFunction(surroundings),
  /** Sends what is due, for a scheduler. */
  sweep: async (surroundings) => (await import('./open-sweep-function.ts')).openSweepFunction(surroundings),
  /** Shows people what happened, and lets them set it up. */
  console: async (surroundings) => (await import('./open-console-function.ts')).openConsoleFunction(surroundings),
  /** All functions, each by its full path. */
  tilltag: async (surroundings) => (await import('./open-all-functions.ts')).openAllFunctions(surroundings),
});
