// Says which events of the data layer each type of trigger listens to, and whether a trigger holds.
import { compareValues, isKnownOperator } from './compare-values.ts';
import type { Trigger } from './container-model.ts';
import { resolveValue } from './resolve-fields.ts';

/** Undefined: any event, the conditions say which. */
const eventsOfTypes: Readonly<Record<string, string | undefined>> = {
  CONSENT_INIT: 'gtm.init_consent',
  INIT: 'gtm.init',
  PAGEVIEW: 'gtm.js',
  DOM_READY: 'gtm.dom',
  WINDOW_LOADED: 'gtm.load',
  CLICK: 'gtm.click',
  LINK_CLICK: 'gtm.linkClick',
  HISTORY_CHANGE: 'gtm.historyChange',
  CUSTOM_EVENT: undefined,
};

/** Whether triggers of this type can fire here. */
export function isKnownTriggerType(type: string): boolean {
  return Object.hasOwn(eventsOfTypes, type);
}

/** Whether the event is the trigger's own and all of its conditions hold. */
export function isTriggered(
  { type, conditions }: Trigger,
  event: string,
  readVariable: (name: string) => unknown,
): boolean {
  const expected = eventsOfTypes[type] ?? event;
  return (
    isKnownTriggerType(type) &&
    event === expected &&
    conditions.every(({ operator, left, right, isNegated, ignoresCase }) => {
      const [first, second] = [left, right].map((text) => String(resolveValue(text, readVariable)));
      const holds = compareValues(operator, first ?? '', second ?? '', ignoresCase);
      return isKnownOperator(operator) && holds !== isNegated;
    })
  );
}
