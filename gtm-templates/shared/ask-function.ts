// Asks the Tilltag function in a visitor's name, with the proof that it is the property's server container that asks.
import { type HttpResponse, type SandboxPromise, sendHttpRequest } from 'sandbox:server';
import type { FunctionConnection } from './function-connection.ts';
import type { Visitor } from './read-visitor.ts';

/** One request to the function. */
export interface Question {
  readonly method: string;
  /** Below the endpoint, with its query. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  /** Whether this container runs for the page and asks for itself. */
  readonly sends?: boolean;
}

/** The answer, whatever its status; rejects where there is none in time. */
export function askFunction(
  connection: FunctionConnection,
  visitor: Visitor,
  question: Question,
): SandboxPromise<HttpResponse> {
  const headers = {
    Authorization: 'Bearer ' + connection.secret,
    'Tilltag-Visitor-Origin': visitor.origin,
    'Tilltag-Visitor-Address': visitor.address,
    'User-Agent': visitor.userAgent,
    'Content-Type': question.contentType,
    'If-None-Match': question.ifNoneMatch,
    'Tilltag-Sends': question.sends ? '1' : undefined,
  };
  const options = { method: question.method, headers: headers, timeout: connection.timeoutMs };
  return question.body === undefined
    ? sendHttpRequest(connection.endpoint + question.path, options)
    : sendHttpRequest(connection.endpoint + question.path, options, question.body);
}
