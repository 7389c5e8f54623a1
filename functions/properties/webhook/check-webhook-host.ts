// Finds out whether the name in a webhook's address leads anywhere, before Stripe is told to send there.
import { type Resolve, resolveBySystem, resolveTarget } from '../../outbound/resolve-target.ts';
import { accept, type Parsed, refuse } from '../../rules/parsed.ts';

/** The address itself, as `toWebhookUrl` gave it, or why Stripe would reach nobody there; asks the DNS alone. Never rejects. */
export async function checkWebhookHost(
  webhookUrl: string,
  resolve: Resolve = resolveBySystem,
): Promise<Parsed<string>> {
  const url = new URL(webhookUrl);
  // Only this machine is let through with plain http, and only where that is allowed.
  const target = await resolveTarget({ kind: 'url', url, isLocal: url.protocol === 'http:' }, resolve);
  if (target.kind === 'target') return accept(webhookUrl);
  const fault =
    target.reason === 'dns_failed'
      ? `The name ${url.hostname} is not known in the DNS`
      : `The name ${url.hostname} leads to an address that is not public`;
  return refuse(
    `${fault}, so Stripe would reach nobody there. Correct the address, or set up the name first and try again.`,
  );
}
