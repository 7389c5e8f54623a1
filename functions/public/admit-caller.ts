// Lets requests in: counted for whoever sent them, and only from where the property is asked about.
import type { IncomingMessage } from 'node:http';
import { readClientAddress } from '../http/client-address.ts';
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Property } from '../rules/property.ts';
import { type Caller, checkCaller, checkReporter } from './check-caller.ts';
import { type LookupContext, storeTooLate } from './lookup-context.ts';

/** Lets a report or a click, whose address is counted already, through to its property, and says whose it is; or rejects. */
export async function admitReporter(
  context: LookupContext,
  request: IncomingMessage,
  propertyId: string,
  deadlineAtMs: number,
): Promise<{ property: Property; caller: Caller }> {
  const record = await findProperty(context, propertyId, deadlineAtMs);
  return { property: record.property, caller: admitCaller(context, request, record, checkReporter) };
}

/** Counts the request for whoever sent it; throws `rate_limited`. */
export function limitAddress({ limits, trustedHops }: LookupContext, request: IncomingMessage): void {
  limits.takeForAddress(readClientAddress(request, trustedHops));
}

/** The property; rejects with `unknown_property` or with the store's errors. */
export async function findProperty(
  { properties, now }: LookupContext,
  propertyId: string,
  deadlineAtMs: number,
): Promise<PropertyRecord> {
  const record = await within(properties.find(propertyId), deadlineAtMs - now(), storeTooLate);
  if (record === undefined) throw new HttpError('unknown_property');
  return record;
}

/** Lets whoever may ask about the property through, within its limits, or throws. */
export function admitCaller(
  { limits, trustedHops }: LookupContext,
  request: IncomingMessage,
  { property, origins }: PropertyRecord,
  check = checkCaller,
): Caller {
  const caller = check(request, {
    containerSecretHash: property.containerSecretHash,
    origins,
    onContainer: () => limits.moveToContainer(readClientAddress(request, trustedHops)),
  });
  // Only now: strangers, of whom there may be many, could use up what the shop's pages need.
  limits.takeForProperty(property.id);
  if (caller.visitorAddress !== undefined) limits.takeForAddress(caller.visitorAddress);
  return caller;
}
