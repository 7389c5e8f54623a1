// Which parts of a property's set-up somebody left out on purpose, for whoever says how the property stands.
import { stripeModes } from './own-mode.ts';
import type { Property } from './property.ts';

/** The steps of the set-up that a property can do without. */
export const optionalSteps = ['webhook', 'destinations'] as const;

/** One of them; what somebody said of it is kept under the same word. */
export type OptionalStep = (typeof optionalSteps)[number];

/** One of them, or the word of a thank-you page that its event was processed, which some pages never say. */
export type OptionalPart = OptionalStep | 'page';

type SetUpFields = Pick<Property, 'ticked' | 'webhookSecrets' | 'destinations'>;

/**
 * When somebody said that the property does without it; `undefined` where nobody did, and where it is there all the same, as
 * far as the property tells: whether a page reports, only payments do.
 */
export function findLeftOutAtMs(property: SetUpFields, part: OptionalPart): number | undefined {
  const { ticked = {} } = property;
  return Object.hasOwn(ticked, part) && !isThere(property, part) ? ticked[part] : undefined;
}

/** The property without what was said of the step: it is set up now, and to take it away later is no leaving out. */
export function withSetUp<Fields extends Pick<Property, 'ticked'>>(property: Fields, step: OptionalStep): Fields {
  const { ticked } = property;
  if (ticked === undefined || !Object.hasOwn(ticked, step)) return property;
  const { [step]: _said, ...kept } = ticked;
  return { ...property, ticked: kept };
}

function isThere({ webhookSecrets, destinations }: SetUpFields, part: OptionalPart): boolean {
  if (part === 'page') return false;
  if (part === 'destinations') return destinations.length > 0;
  return stripeModes.some((mode) => webhookSecrets[mode].length > 0);
}
