// What a person reads after a destination was added: the secret where one was made, who sends now, and what to do next.
import type { DestinationAdded, SecretOrigin } from '../../../functions/properties/destinations/add-destination.ts';
import { clientPath, isClientUrl } from '../../../functions/properties/destinations/destination-place.ts';
import type { DestinationSettings, ServerContainerDestination } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Colors } from '../cli-context.ts';
import { senderWords } from '../sender-words.ts';
import { newSecretCommand, secretField } from './container-secret.ts';

/** What was added, and what is to be said of it. */
export interface Added extends DestinationAdded {
  /** What the kind cannot receive. */
  limits: string | undefined;
  warnings: readonly string[];
}

/** What is probably wrong with a destination, a sentence each. */
export function listWarnings(destination: DestinationSettings): string[] {
  if (destination.kind !== 'server_container' || isClientUrl(destination.url)) return [];
  return [
    `The address does not end in ${clientPath}, as that of every Checkout client does: its field Path is ${clientPath} unless you changed it, and web tags that go through the container add ${clientPath} themselves. You probably mean ${destination.url}${clientPath}: add that, and remove ${destination.id}.`,
  ];
}

/** Lines of text, warnings and the secret first. */
export function describeAdded({ before, after, destination, limits, warnings, origin }: Added, colors: Colors): string {
  const { id, sender, webhookSecrets } = after;
  const lines = [
    ...warnings.map((warning) => `${colors.yellow('Warning:')} ${warning}`),
    ...(destination.kind === 'server_container' ? describeSecret(origin, destination, { id, colors }) : []),
    ...(hasEnded(before, after)
      ? [
          'The container secret that the property had before ends within a minute.',
          'What the server sends before the new one is published waits, and is tried again for about 3 days.',
        ]
      : []),
    ...(limits === undefined ? [] : [limits]),
    ...(sender === before.sender
      ? []
      : [`The sender is now ${sender}, no longer ${before.sender}: ${senderWords[sender]}.`]),
    ...(webhookSecrets[destination.mode].length > 0
      ? []
      : [
          `Stripe's webhook is not connected yet, so closed tabs and refunds are noticed once an hour at best: npm run tilltag -- property connect ${id} --mode ${destination.mode} --endpoint https://tags.example.com`,
        ]),
    `See whether it takes events: npm run tilltag -- property destination check ${id}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function describeSecret(
  origin: SecretOrigin,
  { url }: ServerContainerDestination,
  { id, colors }: { id: string; colors: Colors },
): string[] {
  switch (origin.kind) {
    case 'given':
      return [`Paste the same secret into ${secretField}, and publish.`];
    case 'made':
      return [
        `Paste this secret into ${secretField} now, and publish; it is not shown again:`,
        `  ${colors.bold(origin.secret)}`,
      ];
    case 'shared':
      return describeShared(origin.others, url, id);
  }
}

/** Which clients were given the secret that was shown once, only their container knows. */
function describeShared(others: readonly ServerContainerDestination[], url: string, propertyId: string): string[] {
  const same = others.filter((other) => other.url === url);
  const todo =
    same.length > 0
      ? 'that is the same client, and where it has the secret already, nothing is to be done'
      : `copy it from a client that has it already into ${secretField}, and publish`;
  const named = (same.length > 0 ? same : others)
    .map(({ id, mode, url: otherUrl }) => `${id} (${mode}, ${otherUrl})`)
    .join(', ');
  return [
    `It shares the secret of ${named}: ${todo}.`,
    `Where no client has it: ${newSecretCommand(propertyId)} shows a new one for all of them.`,
  ];
}

function hasEnded({ containerSecretHash: before }: Property, { containerSecretHash: now }: Property): boolean {
  return before !== null && before !== now;
}
