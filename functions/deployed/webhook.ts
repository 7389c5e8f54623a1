// Registers the webhook function alone, so that the file it is deployed as holds nothing that only another one needs.
import { openWebhookFunction } from '../open-webhook-function.ts';
import { registerFunctions } from '../register-functions.ts';

registerFunctions({ webhook: (surroundings) => openWebhookFunction(surroundings) });
