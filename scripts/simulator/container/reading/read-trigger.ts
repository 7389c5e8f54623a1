// Turns an exported trigger into one that can be asked.
import type { ExportCondition, ExportTrigger } from '../../../../functions/downloads/container-export.ts';
import type { Comparison, Trigger } from '../container-model.ts';
import { readSettings } from './read-settings.ts';

/** The triggers that every web container has without listing them. */
const builtInTriggers: Readonly<Record<string, Trigger>> = {
  '2147479553': { name: 'All Pages', type: 'PAGEVIEW', conditions: [] },
  '2147479572': { name: 'Consent Initialization - All Pages', type: 'CONSENT_INIT', conditions: [] },
  '2147479573': { name: 'Initialization - All Pages', type: 'INIT', conditions: [] },
};

/** Finds triggers by id, those of every container included; undefined where there is none. */
export function readTriggers(exported: readonly ExportTrigger[] = []): (triggerId: string) => Trigger | undefined {
  const triggers = new Map(exported.map((trigger) => [trigger.triggerId, readTrigger(trigger)]));
  return (id) => triggers.get(id) ?? (Object.hasOwn(builtInTriggers, id) ? builtInTriggers[id] : undefined);
}

function readTrigger({
  name,
  type,
  customEventFilter = [],
  filter = [],
  autoEventFilter = [],
}: ExportTrigger): Trigger {
  return { name, type, conditions: [...customEventFilter, ...filter, ...autoEventFilter].map(readCondition) };
}

function readCondition({ type, parameter }: ExportCondition): Comparison {
  const { arg0, arg1, negate, ignore_case: ignoresCase } = readSettings(parameter);
  return {
    operator: type,
    left: String(arg0 ?? ''),
    right: String(arg1 ?? ''),
    isNegated: negate === true,
    ignoresCase: ignoresCase === true,
  };
}
