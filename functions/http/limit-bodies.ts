// How large the body of a request may be, by its address.
import type { IncomingMessage } from 'node:http';
import { maxBodyBytes } from './guard-bodies.ts';
import { pathBelow } from './path-below.ts';
import { findWebhookProperty } from './webhook-path.ts';

/** The most that an event of Stripe's may bring; a subscription with many items has some 100 kB. */
export const maxEventBytes = 1_048_576;

/** The limit of each request under this base path: a webhook may bring an event, everything else a report. */
export function limitBodies(basePath: string): (request: IncomingMessage) => number {
  return ({ url }) => {
    const path = pathBelow(basePath, url ?? '/');
    return path !== undefined && findWebhookProperty(path) !== undefined ? maxEventBytes : maxBodyBytes;
  };
}
