// Where the functions answer that pages and Stripe ask: as the settings say, else probably behind the host of the console.
import type { OpenRequest } from './route.ts';

type Asked = Pick<OpenRequest, 'url' | 'context'>;

/** Of the public function, as pages know it, without a slash at its end. A person may know better. */
export function findPublicAddress(request: Asked): string {
  return request.context.settings.console.publicUrl ?? guessAddress(request);
}

/** Of the webhook function, as Stripe knows it, likewise. */
export function findWebhookAddress(request: Asked): string {
  return request.context.settings.console.webhookUrl ?? guessAddress(request);
}

/** On one machine all functions answer behind one host. The console's configured origin counts before the one that was asked. */
function guessAddress({ url, context: { settings } }: Asked): string {
  return `${settings.console.origin ?? url.origin}${settings.basePath}`;
}
