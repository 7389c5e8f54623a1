// The APIs of time and chance.
import { type ApiFactory, apiFunction, required } from '../checked-function.ts';

const now = apiFunction([], ({ clock }) => clock.now());

/** Time, chance, and doing something later. */
export const timeApis: Readonly<Record<string, ApiFactory>> = {
  callLater: apiFunction([required('function', 'function')], (context, [callback]) => {
    const guarded = context.guard(callback);
    context.clock.schedule(() => guarded(), 0);
  }),
  generateRandom: apiFunction(
    [required('min', 'number'), required('max', 'number')],
    ({ clock }, [min, max]) => Math.floor(clock.random() * (max - min + 1)) + min,
  ),
  getTimestamp: now,
  getTimestampMillis: now,
};
