// What a person reads after a destination was added: the secret where one was made, who sends now, and what to do next.
import type { DestinationSettings, ServerContainerDestination } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { senderWords } from '../choose-sender.ts';
import type { Colors } from '../cli-context.ts';
import { secretField } from './container-secret.ts';

/** Where the secret of the new destination came from. */
export type SecretOrigin =
  | { kind: 'given' }
  /** Made here, to be shown now and never again. */
  | { kind: 'made'; secret: string }
  /** The one that another server container of the property has. */
  | { kind: 'shared'; with: ServerContainerDestination };

/** The property as it was and is. */
export interface Added {
  before: Property;
  changed: Property;
  destination: DestinationSettings;
  /** What the kind cannot receive. */
  limits: string | undefined;
  origin: SecretOrigin;
}

/** Lines of text, the secret first. */
export function describeAdded({ before, changed, destination, limits, origin }: Added, colors: Colors): string {
  const { id, sender, webhookSecrets } = changed;
  const lines = [
    ...(destination.kind === 'server_container' ? describeSecret(origin, destination, colors) : []),
    ...(hasEnded(before, changed)
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

function describeSecret(origin: SecretOrigin, { url }: ServerContainerDestination, { bold }: Colors): string[] {
  if (origin.kind === 'given') return [`Paste the same secret into ${secretField}, and publish.`];
  if (origin.kind === 'made') {
    return [
      `Paste this secret into ${secretField} now, and publish; it is not shown again:`,
      `  ${bold(origin.secret)}`,
    ];
  }
  const { id, mode, url: otherUrl } = origin.with;
  const todo =
    url === otherUrl ? 'its client has it already' : `copy it from the client there into ${secretField}, and publish`;
  return [`It has the secret of ${id} (${mode}, ${otherUrl}): ${todo}.`];
}

function hasEnded({ containerSecretHash: before }: Property, { containerSecretHash: now }: Property): boolean {
  return before !== null && before !== now;
}
