// Changes, removes and checks one destination of a property.
import {
  changeDestination,
  type DestinationMove,
  isSecretDropped,
} from '../../../properties/destinations/change-destination.ts';
import { checkDestinations } from '../../../properties/destinations/check-destinations.ts';
import { toPlace } from '../../../properties/destinations/destination-place.ts';
import { getDestination } from '../../../properties/destinations/get-destination.ts';
import { removeDestination } from '../../../properties/destinations/remove-destination.ts';
import { PropertyError } from '../../../properties/property-error.ts';
import type { DestinationSettings } from '../../../rules/destination.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { auditTexts } from '../../texts/access-texts.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { ChangedMeanwhileError, ensureSeen } from '../seen.ts';
import { answerChange, reread } from '../settings-frame.ts';
import { type ChangeAgain, toChangePage } from './change-page.ts';
import { toDestinationsPage } from './destinations-page.ts';
import { nameDestination } from './name-destination.ts';
import { readPlaceForm } from './read-place-form.ts';

/** The page of the destination that the path names. */
export function showDestination(request: PropertyRequest): Answer {
  return page(toChangePage(request, findNamed(request)));
}

/** Moves the destination to what was entered; a secret that is sealed to the old place is dropped, and the page says so. */
export async function moveDestination(request: PropertyRequest): Promise<Answer> {
  const destination = findNamed(request);
  const read = readPlaceForm(request, destination.kind);
  if (read.kind === 'faulty') return pageAgain(toChangePage(request, destination, read));
  const { place, secret } = read.value;
  try {
    return await move(request, destination, { destinationId: destination.id, place, secret });
  } catch (error) {
    const again = toAgain(error, destination.kind);
    if (again === undefined) throw error;
    const now = await reread(request);
    return pageAgain(toChangePage(now, findNamed(now), { entered: read.entered, ...again }));
  }
}

/** Removes the destination, and says what that ended. */
export async function dropDestination(request: PropertyRequest): Promise<Answer> {
  const { id } = findNamed(request);
  return await answerChange(
    async (fault) => toDestinationsPage(await reread(request), { fault }),
    async () => {
      const { property, context } = request;
      const { before, after, removed, hasEndedSecret, isStillTrusted } = await removeDestination(
        toPropertyTools(context),
        property.id,
        id,
      );
      await writeAudit(request, { what: 'destination_removed', about: nameDestination(removed) });
      const done = [
        texts.removed(nameDestination(removed)),
        ...(before.sender === after.sender ? [] : [texts.senderChanged[after.sender]]),
        ...(hasEndedSecret ? [texts.endedSecret] : []),
      ];
      const warnings = isStillTrusted ? [texts.stillTrusted] : [];
      return page(toDestinationsPage({ ...request, property: after }, { done, warnings }));
    },
  );
}

/** Asks the destination whether it would take events. */
export async function checkOneDestination(request: PropertyRequest): Promise<Answer> {
  const { context, property } = request;
  const checks = await checkDestinations(toPropertyTools(context), property, [findNamed(request)]);
  return page(toDestinationsPage(request, { checks }));
}

async function move(request: PropertyRequest, known: DestinationSettings, wish: DestinationMove): Promise<Answer> {
  const tools = toPropertyTools(request.context);
  ensureSeen(request.form, toPlace(known), request.property);
  const { after, destination, madeSecret } = await changeDestination(tools, request.property.id, wish);
  const about = auditTexts.moved(nameDestination(known), nameDestination(destination));
  await writeAudit(request, { what: 'destination_changed', about });
  const checks = await checkDestinations(tools, after, [destination]);
  const isDropped = isSecretDropped(tools, request.property.id, known, toPlace(destination));
  const warnings = isDropped && madeSecret !== undefined ? [texts.secretDropped] : [];
  const done = [texts.changed(nameDestination(destination))];
  return page(toDestinationsPage({ ...request, property: after }, { done, warnings, checks, madeSecret }));
}

function toAgain(error: unknown, kind: DestinationSettings['kind']): ChangeAgain | undefined {
  if (error instanceof ChangedMeanwhileError) return { isChanged: true };
  if (!(error instanceof PropertyError)) return undefined;
  const placeField = kind === 'ga4' ? 'measurement_id' : 'url';
  switch (error.code) {
    case 'place_taken':
      return { faults: { [placeField]: texts.placeTaken } };
    case 'secret_missing':
      return { faults: { api_secret: texts.apiSecretNeeded } };
    default:
      return { fault: error.message };
  }
}

/** The one that the path names. Throws `Refusal` with `not_found` where the property has no such destination. */
export function findNamed({ property, params }: PropertyRequest): DestinationSettings {
  try {
    return getDestination(property, params['destinationId'] ?? '');
  } catch (cause) {
    if (!(cause instanceof PropertyError)) throw cause;
    throw new Refusal('not_found', { cause });
  }
}
