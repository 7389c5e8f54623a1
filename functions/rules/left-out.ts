// Which parts of a property's set-up somebody left out on purpose, for whoever says how the property stands.
import { stripeModes } from './own-mode.ts';
import type { Property } from './property.ts';

/** The steps of the set-up that a property can do without. */
export const optionalSteps = ['webhook', 'destinations'] as const;

/** One of them; what somebody said of it is kept under the same word. */
export type OptionalStep = (typeof optionalSteps)[number];

type SetUpFields = Pick<Property, 'ticked' | 'webhookSecrets' | 'destinations'>;

/** When somebody said that the property does without it; `undefined` where nobody did, and where it is there all the same. */
export function findLeftOutAtMs(property: SetUpFields, step: OptionalStep): number | undefined {
  const { ticked = {} } = property;
  return Object.hasOwn(ticked, step) && !isThere(property, step) ? ticked[step] : undefined;
}

/** The property without what was said of the step: it is set up now, and to take it away later is no leaving out. */
export function withSetUp<Fields extends Pick<Property, 'ticked'>>(property: Fields, step: OptionalStep): Fields {
  const { ticked } = property;
  if (ticked === undefined || !Object.hasOwn(ticked, step)) return property;
  const { [step]: _said, ...kept } = ticked;
  return { ...property, ticked: kept };
}

function isThere({ webhookSecrets, destinations }: SetUpFields, step: OptionalStep): boolean {
  if (step === 'destinations') return destinations.length > 0;
  return stripeModes.some((mode) => webhookSecrets[mode].length > 0);
}
