// Adds a destination in the settings, checks it at once, and shows a made secret this one time.
import { addDestination } from '../../../properties/destinations/add-destination.ts';
import { checkDestinations } from '../../../properties/destinations/check-destinations.ts';
import type { DestinationPlace } from '../../../properties/destinations/destination-place.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { type DestinationWishRead, readContainerForm, readGa4Form } from '../../forms/destination-form.ts';
import { refuseKnownDestination } from '../../forms/known-destination.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { destinationStepTexts } from '../../texts/destination-step-texts.ts';
import { answerChange } from '../settings-frame.ts';
import { toDestinationsPage } from './destinations-page.ts';
import { nameDestination } from './name-destination.ts';

/** Adds a GA4 data stream. */
export async function addGa4Destination(request: PropertyRequest): Promise<Answer> {
  return await add(request, readGa4Form(request.form), 'ga4');
}

/** Adds a server container. */
export async function addContainerDestination(request: PropertyRequest): Promise<Answer> {
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
    return pageAgain(toDestinationsPage(request, { again: { kind, entered, faults } }));
  }
  return await answerChange(
    (fault) => toDestinationsPage(request, { fault }),
    async () => {
      const tools = toPropertyTools(request.context);
      const { after, destination, origin } = await addDestination(tools, request.property.id, read.value);
      await writeAudit(request, { what: 'destination_added', about: nameDestination(destination) });
      const checks = await checkDestinations(tools, after, [destination]);
      const shown = {
        ...{ checks, done: [texts.added(nameDestination(destination))] },
        madeSecret: origin.kind === 'made' ? origin.secret : undefined,
        warnings: origin.kind === 'shared' ? [destinationStepTexts.shared] : [],
      };
      return page(toDestinationsPage({ ...request, property: after }, shown));
    },
  );
}
