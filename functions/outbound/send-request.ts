// What it means to ask an address that a user typed: the request, and the three ways in which it can end.
import type { IncomingHttpHeaders } from 'node:http';
import type { RefusedUrl } from './parse-outbound-url.ts';

export interface OutboundRequest {
  method: 'GET' | 'POST';
  /** As it was typed; it is checked anew at every request. */
  url: string;
  headers?: Record<string, string>;
  /** Sent as UTF-8 with its length. */
  body?: string;
}

/**
 * Why not a byte of the request left. `malformed_request`: a header that HTTP cannot carry. `private_address`: one of the
 * addresses of the name is not public, whatever the others are.
 */
export type NotSentReason =
  | RefusedUrl['reason']
  | 'malformed_request'
  | 'private_address'
  | 'dns_failed'
  | 'connection_refused'
  | 'connection_failed'
  | 'tls_failed'
  | 'timeout';

/** Why there is no status though the request was on its way: nobody can know whether it was taken. */
export type NoAnswerReason = 'timeout' | 'connection_reset' | 'malformed_answer';

/** What came back. A redirect is an answer like every other and is never followed. */
export interface OutboundAnswer {
  kind: 'answered';
  status: number;
  /** Lower-case names. */
  headers: IncomingHttpHeaders;
  /** At most the first 16 kB, as UTF-8. */
  body: string;
  /** Whether the body ended by itself, and was not cut off by its size, the time or the connection. */
  isWhole: boolean;
}

/** How a request ended: never sent, sent without an answer, or answered. */
export type OutboundResult =
  | { kind: 'not_sent'; reason: NotSentReason }
  | { kind: 'no_answer'; reason: NoAnswerReason }
  | OutboundAnswer;

/** Asks once, without repeats, within the time limit for the whole. Never rejects. */
export type SendRequest = (request: OutboundRequest) => Promise<OutboundResult>;
