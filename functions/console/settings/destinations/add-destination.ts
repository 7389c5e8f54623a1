// Adds a destination in the settings, checks it at once, and shows a made secret this one time.
import { addDestination, findDestinationAt } from '../../../properties/destinations/add-destination.ts';
import { checkDestinations } from '../../../properties/destinations/check-destinations.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { type DestinationWishRead, readContainerForm, readGa4Form } from '../../forms/destination-form.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { destinationStepTexts } from '../../texts/destination-step-texts.ts';
import { answerChange } from '../settings-frame.ts';
import { toDestinationsPage } from './destinations-page.ts';
import { nameDestination } from './name-destination.ts';

/** Adds a GA4 data stream. */
export async function addGa4Destination(request: PropertyRequest): Promise<Answer> {
  const { form } = request;
  return await add(request, readGa4Form(form), { kind: 'ga4', placeField: 'measurement_id' }, (name) => form.get(name));
}

/** Adds a server container. */
export async function addContainerDestination(request: PropertyRequest): Promise<Answer> {
  const { form, context } = request;
  const read = readContainerForm(form, context.settings);
  return await add(request, read, { kind: 'server_container', placeField: 'url' }, (name) => form.get(name));
}

interface Kind {
  kind: 'ga4' | 'server_container';
  /** The field that says where it lies. */
  placeField: string;
}

async function add(
  request: PropertyRequest,
  read: DestinationWishRead,
  { kind, placeField }: Kind,
  toEntered: (name: string) => string | null,
): Promise<Answer> {
  if (read.kind === 'faulty') {
    const { entered, faults } = read;
    return pageAgain(toDestinationsPage(request, { again: { kind, entered, faults } }));
  }
  // Adding it again would exchange its secret, and lock a container out that works.
  if (findDestinationAt(request.property, read.value) !== undefined) {
    const names = ['measurement_id', 'region', 'ga4_mode', 'url', 'container_mode'];
    const entered = Object.fromEntries(names.map((name) => [name, toEntered(name) ?? '']));
    const faults = { [placeField]: texts.alreadyThere };
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
