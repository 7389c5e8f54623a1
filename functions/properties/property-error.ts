// Why a property was not made or changed.
import type { SenderFault } from '../rules/choose-sender.ts';

/** What is the matter, with what is needed to word it for a person. */
export type PropertyFault =
  | { code: 'unknown_property' }
  /** Somebody began to remove it, and nothing of it changes any more. */
  | { code: 'property_being_removed' }
  /** Others changed it at the same time, again and again. */
  | { code: 'property_busy' }
  | { code: 'property_id_taken' }
  | { code: 'unknown_destination'; destinationId: string }
  /** Another destination of the property and mode lies there. */
  | { code: 'place_taken'; destinationId: string }
  /** The kind has its secret from a person, and none was given. */
  | { code: 'secret_missing' }
  /** The sender would lose payments. */
  | { code: 'sender_loses_payments'; sender: string; fault: SenderFault }
  /** The property's other server containers share another secret than the given one. */
  | { code: 'other_container_secret' }
  /** The property's server containers do not share one secret, so that none can be chosen for a further one. */
  | { code: 'container_secrets_differ' }
  /** The secret of a destination that others share it with cannot be opened. */
  | { code: 'secret_closed'; destinationId: string; reason: string };

const sentences: Record<PropertyFault['code'], string> = {
  unknown_property: 'There is no such property.',
  property_being_removed: 'This property is being deleted. Nothing of it can be changed any more.',
  property_busy: 'Others keep changing this property. Try again.',
  property_id_taken: 'The new Property ID is taken. Try again.',
  unknown_destination: 'The property has no such destination.',
  place_taken: 'Another destination of the property lies there. Change or remove that one.',
  secret_missing: 'The secret of the destination is missing. Enter it.',
  sender_loses_payments: 'With this sender payments would be reported by nobody. Add a destination first.',
  other_container_secret:
    'The property’s server containers share one secret, and this is another one, which would lock the others out. Leave it away to use theirs, or make a new one for all.',
  container_secrets_differ: 'The property’s server containers do not share one secret. Make a new one for all of them.',
  secret_closed: 'The secret of another server container cannot be opened. Make a new one for all of them.',
};

/** Nothing was stored. `code` is stable; the message is for a person at any surface and shows no secret. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
  readonly propertyId: string;
  readonly fault: PropertyFault;

  constructor(propertyId: string, fault: PropertyFault) {
    super(sentences[fault.code]);
    this.propertyId = propertyId;
    this.fault = fault;
  }

  get code(): PropertyFault['code'] {
    return this.fault.code;
  }
}
