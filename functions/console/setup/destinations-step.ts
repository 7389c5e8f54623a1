// The step about where the server sends: adding a destination, proving it, or going without.

import { checkDestinations } from '../../properties/destinations/check-destinations.ts';
import { confirmDestination } from '../../properties/destinations/confirm-destination.ts';
import { openDestinationSecret } from '../../properties/destinations/destination-secret.ts';
import { getDestination } from '../../properties/destinations/get-destination.ts';
import { tickOff } from '../../properties/tick-off.ts';
import { writeAudit } from '../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { nameDestination } from '../settings/destinations/name-destination.ts';
import { destinationStepTexts as texts } from '../texts/destination-step-texts.ts';
import { type DestinationsDrawn, toDestinationsBody } from './destinations-page.ts';
import { changing, drawWithFacts, goOn, stay } from './step-frame.ts';

/** The page with what there is and forms for more. */
export async function showDestinationsStep(request: PropertyRequest): Promise<Answer> {
  return page(await drawDestinations(request, {}));
}

/** Asks one destination whether it would take events, and shows what it said. */
export async function checkDestination(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => drawDestinations(request, { fault }),
    async () => {
      const destination = findNamed(request);
      const tools = toPropertyTools(request.context);
      const checks = await checkDestinations(tools, request.property, [destination]);
      return page(await drawDestinations(request, { checks }));
    },
  );
}

/** Sends GA4 an event to be looked for in Realtime. */
export async function sendTestEvent(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => drawDestinations(request, { fault }),
    async () => {
      const destination = findNamed(request);
      const tools = toPropertyTools(request.context);
      const opened = openDestinationSecret(tools, request.property.id, destination);
      if (opened.kind === 'closed') return pageAgain(await drawDestinations(request, { fault: texts.secretClosed }));
      const sent = await tools.findDestination(destination.kind).sendTest?.(destination, opened.secret);
      if (sent === undefined) return stay(request, 'destinations', 'sent');
      if (sent.kind === 'accepted') return page(await drawDestinations(request, { sent: destination }));
      return pageAgain(await drawDestinations(request, { fault: texts.notSent(sent.reason) }));
    },
  );
}

/** Keeps that somebody saw the event. */
export async function confirmTestEvent(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => drawDestinations(request, { fault }),
    async () => {
      const destination = findNamed(request);
      await confirmDestination(toPropertyTools(request.context), request.property.id, destination.id);
      await writeAudit(request, { what: 'destination_confirmed', about: nameDestination(destination) });
      return stay(request, 'destinations');
    },
  );
}

/** Keeps that nothing is to be sent from the server. */
export async function skipDestinations(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => drawDestinations(request, { fault }),
    async () => {
      await tickOff(toPropertyTools(request.context), request.property.id, { done: ['destinations'] });
      return goOn(request, 'destinations');
    },
  );
}

/** The page, for every answer of this step. */
export async function drawDestinations(
  request: PropertyRequest,
  { fault, ...drawn }: Omit<DestinationsDrawn, 'facts'> & { fault?: string | undefined },
): Promise<Page> {
  return await drawWithFacts(request, (facts) => ({
    ...{ id: 'destinations', facts, fault },
    body: toDestinationsBody({ ...request, property: facts.property }, { ...drawn, facts }),
  }));
}

function findNamed({ property, form }: PropertyRequest) {
  return getDestination(property, form.get('destination') ?? '');
}
