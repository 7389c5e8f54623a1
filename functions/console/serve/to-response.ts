// Turns an answer into status, headers and bytes, with everything that keeps a page from being misused.
import type { Answer } from '../answer.ts';
import { layOut, type Surroundings } from '../page/layout.ts';

/** What is written to the browser. */
export interface ConsoleResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array;
}

/** Nothing but our own files, no frame around us, and forms that lead nowhere else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
} as const;

const never = { 'Cache-Control': 'no-store' } as const;

/** The response to one answer. `surroundings` are what a page is laid out in. */
export async function toResponse(answer: Answer, surroundings: Surroundings): Promise<ConsoleResponse> {
  const { status, headers, body } = await toBody(answer, surroundings);
  const cookies = answer.cookies === undefined ? {} : { 'Set-Cookie': [...answer.cookies] };
  return { status, headers: { ...always, ...headers, ...cookies }, body };
}

async function toBody(answer: Answer, surroundings: Surroundings): Promise<ConsoleResponse> {
  switch (answer.kind) {
    case 'page': {
      const body = String(await layOut(answer.page, surroundings));
      const headers = {
        ...never,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': contentSecurityPolicy,
      };
      return { status: answer.status ?? 200, headers, body };
    }
    case 'redirect':
      return { status: answer.isPermanent === true ? 308 : 303, headers: { ...never, Location: answer.to }, body: '' };
    case 'json': {
      const headers = { ...never, 'Content-Type': 'application/json; charset=utf-8' };
      return { status: 200, headers, body: JSON.stringify(answer.value) };
    }
    case 'file': {
      const disposition = `attachment; filename="${answer.name.replace(/[^\w.-]/g, '_')}"`;
      const headers = { ...never, 'Content-Type': answer.type, 'Content-Disposition': disposition };
      return { status: 200, headers, body: answer.body };
    }
    case 'asset': {
      const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Type': answer.type };
      return { status: 200, headers, body: answer.body };
    }
  }
}
