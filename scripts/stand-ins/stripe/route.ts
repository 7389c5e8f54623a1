// One route of the API that is played, and what its list takes beside its own filters.
import type { Caller } from './accounts.ts';
import type { Parameters } from './parameters.ts';
import type { StandInContext } from './stand-in-context.ts';

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Its first group is the id. */
  pattern: RegExp;
  permission: string;
  /** Names that Stripe takes; `[*]` stands for any one key. */
  parameters: string[];
  /** The object that Stripe would answer, or its error. */
  answer: (context: StandInContext, caller: Caller, id: string, parameters: Parameters) => object;
}

/** What every list takes. */
export const listParameters = ['limit', 'starting_after'];

/** A moment or a period of creation. */
export const createdParameters = ['created', 'created[gt]', 'created[gte]', 'created[lt]', 'created[lte]'];
