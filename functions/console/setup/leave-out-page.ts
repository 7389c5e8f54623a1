// Takes what somebody says of the report of a thank-you page: that nobody is to wait for it, or that it is waited for after all.
import { tickOff } from '../../properties/tick-off.ts';
import type { Answer } from '../answer.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { changing, stay } from './step-frame.ts';
import { drawTestStep } from './test-step.ts';

/** Keeps that no page will report. */
export async function leaveOutPage(request: PropertyRequest): Promise<Answer> {
  return await say(request, { done: ['page'] });
}

/** Takes that back, and what was proven without a report. */
export async function awaitPage(request: PropertyRequest): Promise<Answer> {
  return await say(request, { done: [], open: ['page', 'test'] });
}

async function say(request: PropertyRequest, said: Parameters<typeof tickOff>[2]): Promise<Answer> {
  return await changing(
    (fault) => drawTestStep(request, fault),
    async () => {
      await tickOff(toPropertyTools(request.context), request.property.id, said);
      return stay(request, 'test');
    },
  );
}
