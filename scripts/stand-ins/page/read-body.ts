// Reads what a form, an SDK or a beacon sent.
import type { IncomingMessage } from 'node:http';

const maxBodyBytes = 131_072;

/** The body as text; what lies beyond 128 kB is not read. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) {
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
