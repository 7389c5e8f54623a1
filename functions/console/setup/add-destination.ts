// Adds a destination in the set-up: read strictly, checked at once, and a made secret shown this one time.
import { addDestination, type DestinationAdded } from '../../properties/destinations/add-destination.ts';
import { checkDestinations } from '../../properties/destinations/check-destinations.ts';
import type { DestinationPlace } from '../../properties/destinations/destination-place.ts';
import { writeAudit } from '../access/audit.ts';
import { type Answer, page, pageAgain } from '../answer.ts';
import { type DestinationWishRead, readContainerForm, readGa4Form } from '../forms/destination-form.ts';
import { refuseKnownDestination } from '../forms/known-destination.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { nameDestination } from '../settings/destinations/name-destination.ts';
import { destinationStepTexts as texts } from '../texts/destination-step-texts.ts';
import type { DestinationsDrawn } from './destinations-page.ts';
import { drawDestinations } from './destinations-step.ts';
import { changing } from './step-frame.ts';

/** Adds a GA4 data stream; nothing shows yet that it is the right one. */
export async function addGa4(request: PropertyRequest): Promise<Answer> {
  return await add(request, readGa4Form(request.form), 'ga4');
}

/** Adds a server container; the page shows the secret that was made for it, now and never again. */
export async function addContainer(request: PropertyRequest): Promise<Answer> {
  return await add(request, readContainerForm(request.form, request.context.settings), 'server_container');
}

async function add(
  request: PropertyRequest,
  sent: DestinationWishRead,
  kind: DestinationPlace['kind'],
): Promise<Answer> {
  const read = refuseKnownDestination(request.property, request.form, sent, texts.alreadyThere);
  if (read.kind === 'faulty') {
    const { entered, faults } = read;
    return pageAgain(await drawDestinations(request, { again: { kind, entered, faults } }));
  }
  return await changing(
    (fault) => drawDestinations(request, { fault }),
    async () => {
      const tools = toPropertyTools(request.context);
      const added = await addDestination(tools, request.property.id, read.value);
      await writeAudit(request, { what: 'destination_added', about: nameDestination(added.destination) });
      const checks = await checkDestinations(tools, added.after, [added.destination]);
      return page(await drawDestinations(request, { checks, added: toShown(added) }));
    },
  );
}

function toShown({ destination, origin }: DestinationAdded): NonNullable<DestinationsDrawn['added']> {
  return {
    destination,
    isShared: origin.kind === 'shared',
    ...(origin.kind === 'made' && { madeSecret: origin.secret }),
  };
}
