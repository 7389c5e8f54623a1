// Puts the webhook function and its store together, for whatever server it answers on.
import { randomBytes } from 'node:crypto';
import { type FunctionSurroundings, type OpenFunction, openOverStore } from './open-function.ts';
import { createWebhookFunction } from './webhook/create-webhook-function.ts';

export interface OpenWebhookFunction extends OpenFunction {
  /** Writes down what was counted in a burst, for a timer. Never rejects. */
  flush(): Promise<void>;
}

/** The function over the store that the settings name. Rejects with StoreLocationError or StoreUnavailableError. */
export function openWebhookFunction(surroundings: FunctionSurroundings): Promise<OpenWebhookFunction> {
  const { settings, log, now = Date.now } = surroundings;
  const newInstanceId = () => randomBytes(8).toString('hex');
  return openOverStore(surroundings, (store) => {
    const webhookFunction = createWebhookFunction({ settings, store, log, now, newInstanceId });
    return { ...webhookFunction, close: webhookFunction.flush };
  });
}
