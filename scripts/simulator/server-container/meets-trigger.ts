// Asks whether an event meets an exported server trigger.
//
// Decisions where GTM's behaviour is not public: an undefined value reads "undefined" and a null "null"; all conditions are asked,
// also after one that is not met, so a variable runs whether or not it still matters.
import type { ExportCondition, ExportTrigger } from '../../../functions/downloads/container-export.ts';
import { compareValues, isKnownOperator } from '../container/compare-values.ts';
import { resolveParameters, type VariableScope } from './server-variables.ts';

/** True for a kind of trigger that is simulated. */
export function isKnownTrigger({ type }: ExportTrigger): boolean {
  return type === 'ALWAYS' || type === 'CUSTOM_EVENT' || type === 'SERVER_PAGEVIEW';
}

async function meetsCondition(scope: VariableScope, { type, parameter }: ExportCondition): Promise<boolean> {
  const { arg0, arg1, negate, ignore_case: ignoresCase } = await resolveParameters(scope, parameter);
  const isMet = compareValues(type, String(arg0), String(arg1), ignoresCase === true);
  return isKnownOperator(type) && isMet !== (negate === true);
}

async function meetsAll(scope: VariableScope, conditions: readonly ExportCondition[]): Promise<boolean> {
  const met = await Promise.all(conditions.map((condition) => meetsCondition(scope, condition)));
  return met.every((isMet) => isMet);
}

/** Whether the scope's event meets it; a kind that is not known is never met. */
export async function meetsTrigger(scope: VariableScope, trigger: ExportTrigger): Promise<boolean> {
  const { type, filter = [], customEventFilter = [] } = trigger;
  if (!isKnownTrigger(trigger)) {
    return false;
  }
  if (type === 'SERVER_PAGEVIEW' && scope.event?.data['event_name'] !== 'page_view') {
    return false;
  }
  return await meetsAll(scope, [...customEventFilter, ...filter]);
}
