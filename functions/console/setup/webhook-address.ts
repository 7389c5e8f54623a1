// Which address of the functions the step about the webhook begins with.
import { webhookPath } from '../../http/webhook-path.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import { findWebhookAddress } from '../functions-address.ts';
import type { PropertyRequest } from '../route.ts';

/** That of the webhook that was made here, so that nobody takes another for the one in use; else as it is known or guessed. */
export function findStepAddress(request: Pick<PropertyRequest, 'property' | 'url' | 'context'>): string {
  const { id, webhooks = {} } = request.property;
  const made = stripeModes.map((mode) => webhooks[mode]?.url).find((url) => url?.endsWith(webhookPath(id)));
  return made?.slice(0, -webhookPath(id).length) ?? findWebhookAddress(request);
}
