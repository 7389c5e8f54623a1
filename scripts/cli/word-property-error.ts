// Words, with the command that cures it, why a property was not made or changed.
import type { PropertyError } from '../../functions/properties/property-error.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { newSecretCommand } from './destination/container-secret.ts';

/** The error as a command ends with it: used wrongly where what was typed is at fault, else failed. */
export function wordPropertyError(error: PropertyError): UsageError | CommandFailedError {
  const { propertyId: id, fault } = error;
  const options = { cause: error };
  switch (fault.code) {
    case 'unknown_property':
      return new UsageError(`There is no property ${id}. "property list" shows those there are.`, options);
    case 'property_being_removed':
      return new CommandFailedError(
        `The property ${id} is being removed, and nothing of it can be changed any more. The regular run (sweep) finishes that, or at once: npm run tilltag -- property remove ${id}`,
        options,
      );
    case 'property_busy':
      return new CommandFailedError('Others keep changing this property. Run the command again.', options);
    case 'property_id_taken':
      return new CommandFailedError('The new Property ID is taken. Run the command again.', options);
    case 'unknown_destination':
      return new UsageError(
        `The property has no destination ${fault.destinationId}. "property destination list ${id}" shows those there are.`,
        options,
      );
    case 'place_taken':
      return new UsageError(`The destination ${fault.destinationId} lies there already.`, options);
    case 'secret_missing':
      return new UsageError(
        'The secret is missing. Give it with --secret-file FILE, or with --secret - on standard input.',
        options,
      );
    case 'sender_loses_payments': {
      const cure = `Add one first: npm run tilltag -- property destination add ${id} --help`;
      return new CommandFailedError(
        fault.fault === 'no_destination'
          ? `The sender ${fault.sender} needs a destination that the server can send to. ${cure}`
          : `With the sender ${fault.sender} nobody would report live payments, because every destination is for test sessions. ${cure}`,
        options,
      );
    }
    case 'other_container_secret':
      return new UsageError(
        `The property’s server containers share one secret, and this is another one, which would lock the others out. Leave it away to use theirs, or change it for all: ${newSecretCommand(id)}`,
        options,
      );
    case 'container_secrets_differ':
      return new CommandFailedError(
        `The property’s server containers do not share one secret. Make one for all of them: ${newSecretCommand(id)}`,
        options,
      );
    case 'secret_closed':
      return new CommandFailedError(
        `The secret of ${fault.destinationId} cannot be opened: ${fault.reason} Make one for all of them: ${newSecretCommand(id)}`,
        options,
      );
  }
}
