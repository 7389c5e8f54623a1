// Who the event is about: whoever sent the request, on the page that the event names where the request names none.
import { getEventData } from 'sandbox:server';
import { readVisitor, toOrigin, type Visitor } from '../../shared/read-visitor.ts';
import { toText } from '../../shared/to-text.ts';

/** The function answers for the hostnames of the property alone; an event that it forwarded itself came from no page. */
export function readPageVisitor(): Visitor {
  const visitor = readVisitor();
  return {
    origin: visitor.origin || toOrigin(toText(getEventData('page_location'))),
    address: visitor.address,
    userAgent: visitor.userAgent,
  };
}
