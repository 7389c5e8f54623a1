// Runs the container in the place of a thank-you page, where the property says that the server sends.
import { generateRandom, getRequestQueryParameter, getRequestQueryString } from 'sandbox:server';
import { JSON } from 'sandbox:shared';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import type { Report } from '../../../functions/contract/report.ts';
import { askFunction } from '../../shared/ask-function.ts';
import { type PlainObject, parseObject } from '../../shared/plain-values.ts';
import { readVisitor, type Visitor } from '../../shared/read-visitor.ts';
import { type EventVisitor, readEventVisitor } from './event-visitor.ts';
import { hasRun, rememberRun } from './finished-events.ts';
import { parseForwardedEvent } from './parse-forwarded-event.ts';
import { runEvent } from './run-event.ts';
import type { Setup } from './setup.ts';

/** What a page's lookup says of its visit. */
export interface Visit {
  readonly propertyId: string | undefined;
  readonly query: string;
  readonly visitor: Visitor;
  readonly eventVisitor: EventVisitor;
}

const claimLength = 32;
const claimCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The visit; read before the response is returned. */
export function readVisit(): Visit {
  return {
    propertyId: getRequestQueryParameter('property_id'),
    query: getRequestQueryString(),
    visitor: readVisitor(),
    eventVisitor: readEventVisitor(),
  };
}

/**
 * Where the page's answer says that the server sends, asks for the event with a claim of its own, runs the container for it, and
 * reports that it did. Where anything fails there is no report, and the function sends the event itself later.
 */
export function runVisit(setup: Setup, visit: Visit, body: string | undefined): void {
  const answer = parseObject(body);
  if (answer === undefined || !isToRun(setup, visit, answer)) {
    return;
  }
  const claim = makeClaim();
  askFunction(setup.connection, visit.visitor, {
    method: 'GET',
    path: '/checkout/sessions.json?' + withClaim(visit.query, claim),
    sends: true,
  }).then(
    (second) => {
      const given = parseObject(second.body);
      const event = given && parseForwardedEvent(given['forwarded']);
      // Without one somebody else is at it, or has done it.
      if (event !== undefined) {
        runEvent(setup, event, visit.eventVisitor, (outcome) => {
          if (outcome === 'ran') {
            rememberRun(event.event_id);
            report(setup, visit, event, claim);
          }
        });
      }
    },
    () => setup.log('The Tilltag function did not hand over the event of this visit; it sends it itself later.'),
  );
}

function isToRun(setup: Setup, visit: Visit, answer: PlainObject): boolean {
  const eventId = answer['event_id'];
  return (
    answer['sender'] === 'server' &&
    (answer['status'] === 'paid' || answer['status'] === 'free') &&
    visit.propertyId === setup.connection.propertyId &&
    (answer['livemode'] === true || setup.testSessions !== 'ignore') &&
    !hasRun('' + eventId)
  );
}

function report(setup: Setup, visit: Visit, event: ForwardedEvent, claim: string): void {
  const told: Report = {
    property_id: setup.connection.propertyId,
    checkout_session_id: event.checkout_session_id,
    event_id: event.event_id,
    claim: claim,
  };
  askFunction(setup.connection, visit.visitor, {
    method: 'POST',
    path: '/checkout/reports',
    body: JSON.stringify(told),
    contentType: 'text/plain',
    sends: true,
  }).then(
    (answer) => {
      if (answer.statusCode >= 300) {
        setup.log('The Tilltag function refused the report of this visit, so the event comes again.');
      }
    },
    () => setup.log('The report of this visit got lost, so the event comes again.'),
  );
}

function makeClaim(): string {
  let claim = '';
  while (claim.length < claimLength) {
    claim += claimCharacters.charAt(generateRandom(0, claimCharacters.length - 1));
  }
  return claim;
}

/** The page's own question, with the page's claim replaced. */
function withClaim(query: string, claim: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=')[0] !== 'claim')
    .concat(['claim=' + claim])
    .join('&');
}
