// In whose name the variable asks: that of the visitor on the page that the event is about, or of this container alone.
import { getEventData } from 'sandbox:server';
import { isSecretRight } from '../../shared/is-secret-right.ts';
import { readVisitor, toOrigin, type Visitor } from '../../shared/read-visitor.ts';
import { toText } from '../../shared/to-text.ts';

/** Whom the function is told of. */
export interface Asker {
  /** Whether the event came from the function itself, so that no visitor stands behind it. */
  readonly isContainer: boolean;
  readonly visitor: Visitor;
}

const nobody: Visitor = { origin: undefined, address: undefined, userAgent: undefined };

/**
 * The function answers for the hostnames of the property alone. A visitor is on the page that sent the request, else on the one
 * that the event names. An event that the function forwarded came from no page, and may name a landing page elsewhere.
 */
export function readAsker(secret: string): Asker {
  if (isSecretRight(secret)) {
    return { isContainer: true, visitor: nobody };
  }
  const visitor = readVisitor();
  return {
    isContainer: false,
    visitor: {
      origin: visitor.origin || toOrigin(toText(getEventData('page_location'))),
      address: visitor.address,
      userAgent: visitor.userAgent,
    },
  };
}
