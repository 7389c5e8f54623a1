// Takes the form of a step that stores settings: stores them, ticks the step off, writes the audit trail, and leads on.
import { tickOff } from '../../properties/tick-off.ts';
import { updateProperty } from '../../properties/update-property.ts';
import type { PropertySettings } from '../../rules/property-settings.ts';
import { type Answer, type Page, pageAgain } from '../answer.ts';
import type { Faults, FormResult } from '../forms/form-result.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { auditSettings } from '../settings/audit-settings.ts';
import type { StepId } from './setup-steps.ts';
import { changing, goOn } from './step-frame.ts';

/** What a page that is shown again has beside the stored settings; `fault` belongs to no field. */
export interface Redrawn<Entered> {
  entered?: Entered;
  faults?: Faults;
  fault?: string | undefined;
}

/** What differs between the steps. */
export interface SettingsStep<Value, Entered> {
  id: StepId;
  toSettings: (value: Value) => Partial<PropertySettings>;
  /** Whether the settings alone cannot tell that somebody chose them. */
  isTicked: boolean;
  draw: (request: PropertyRequest, redrawn: Redrawn<Entered>) => Promise<Page>;
}

/** The next step; the same again where a field is wrong or the property refuses the settings. Rejects as the store does. */
export async function saveSettingsStep<Value, Entered>(
  request: PropertyRequest,
  { id, toSettings, isTicked, draw }: SettingsStep<Value, Entered>,
  result: FormResult<Value, Entered>,
): Promise<Answer> {
  if (result.kind === 'faulty') return pageAgain(await draw(request, result));
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      const tools = toPropertyTools(request.context);
      const wish = { toSettings: () => toSettings(result.value) };
      const { before, after } = await updateProperty(tools, request.property.id, wish);
      if (isTicked) await tickOff(tools, request.property.id, { done: [id] });
      await auditSettings(request, before, after);
      return goOn(request, id);
    },
  );
}
