// The APIs of time and chance.
import { type ApiFactory, apiFunction, required } from '../checked-function.ts';

const now = apiFunction([], ({ page }) => page.now());

/** Time, chance, and doing something later. */
export const timeApis: Readonly<Record<string, ApiFactory>> = {
  callLater: apiFunction([required('function', 'function')], (context, [callback]) => {
    const guarded = context.guard(callback);
    context.page.schedule(() => guarded(), 0);
  }),
  generateRandom: apiFunction(
    [required('min', 'number'), required('max', 'number')],
    ({ page }, [min, max]) => Math.floor(page.random() * (max - min + 1)) + min,
  ),
  getTimestamp: now,
  getTimestampMillis: now,
};
