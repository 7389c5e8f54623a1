// Says at the terminal why nothing could be decided about a delivery.
import { type Decision, decide } from '../../../functions/delivery/decide.ts';
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import { UsageError } from '../cli-errors.ts';

/** The deliveries as they stand after the decision. Throws `UsageError` where there is none to decide about. */
export async function decideOrExplain(context: DeliveryContext, decision: Decision): Promise<Delivery[]> {
  const outcome = await decide(context, decision);
  switch (outcome.kind) {
    case 'decided':
      return outcome.deliveries;
    case 'unknown_entry':
      throw new UsageError(
        `The property knows nothing of ${decision.stripeId}. "deliveries ${decision.propertyId}" lists what can be decided.`,
      );
    case 'not_open':
      throw new UsageError(toRefusal(outcome.states, decision));
  }
}

function toRefusal(states: readonly string[], { event, stripeId }: Decision): string {
  return states.length === 0
    ? `There is no delivery of ${event} for ${stripeId}.`
    : `The delivery of ${event} is ${states.join(', ')}; only dead and uncertain ones are decided by a person.`;
}
