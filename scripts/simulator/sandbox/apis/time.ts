// The APIs of time and chance.
import { type ApiFactory, apiFunction, required } from '../checked-function.ts';

/** What `generateRandom` draws from when its bounds make no range. */
const widest = { min: 0, max: 2_147_483_647 };

const now = apiFunction([], ({ clock }) => clock.now());

/** Time, chance, and doing something later. */
export const timeApis: Readonly<Record<string, ApiFactory>> = {
  callLater: apiFunction([required('function', 'function')], (context, [callback]) => {
    const guarded = context.guard(callback);
    context.clock.schedule(() => guarded(), 0);
  }),
  generateRandom: apiFunction([required('min', 'number'), required('max', 'number')], ({ clock }, [first, last]) => {
    const { min, max } = first <= last ? { min: first, max: last } : widest;
    return Math.floor(clock.random() * (max - min + 1)) + min;
  }),
  getTimestamp: now,
  getTimestampMillis: now,
};
