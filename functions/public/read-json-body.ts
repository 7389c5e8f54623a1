// Reads a small JSON body and holds it to its schema.
import type { IncomingMessage } from 'node:http';
import type { ValidateFunction } from 'ajv';
import { maxBodyBytes } from '../http/guard-bodies.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody } from '../http/read-body.ts';

/**
 * The body as what `validate` knows, under any content type; `noun` is what the answer calls it. Rejects with
 * `invalid_request` or `body_too_large`.
 */
export async function readJsonBody<T>(
  request: IncomingMessage,
  noun: string,
  validate: ValidateFunction<T>,
): Promise<T> {
  const body = await readBody(request, maxBodyBytes);
  const value = parseJson(body.toString('utf8'));
  if (!validate(value)) {
    const [fault] = validate.errors ?? [];
    // Ajv's words name the field and the rule, and never the value; below parameters the field is the page's own word.
    const field = (fault?.instancePath ?? '').replace(/(\/parameters)\/.*/s, '$1');
    throw new HttpError('invalid_request', { detail: `The ${noun} ${field} ${fault?.message}.` });
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError('invalid_request', { detail: 'The body is not JSON.' });
  }
}
