// What the routes about sessions and clicks work with.

import type { PropertyCache } from '../properties/property-cache.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { RequestLimits } from './request-limits.ts';
import type { SessionMemory } from './session-memory.ts';
import type { SessionSource } from './session-source.ts';

/** The parts of the function that its routes share. */
export interface LookupContext {
  store: Store;
  properties: PropertyCache;
  memory: SessionMemory;
  sessions: SessionSource;
  limits: RequestLimits;
  now: () => number;
  trustedHops: number;
  /** From the request's arrival to its answer, whatever Stripe and the store do. */
  budgetMs: number;
  /** Told of an enum value that this version of Stripe's API does not have. */
  onUnknownValue: (propertyId: string, field: string, value: string) => void;
  /** Told of a right that a property's Stripe key lost, without which the session could be answered all the same. */
  onLostPermission: (propertyId: string, permission: string) => void;
  /** Told of a click record without which a session was answered, because it could not be read. */
  onUnreadClick: (propertyId: string, error: unknown) => void;
}

/** The store's own error for a store that answers after the request's budget is spent. */
export function storeTooLate(): StoreUnavailableError {
  return new StoreUnavailableError('The database did not answer within the time of the request.');
}
