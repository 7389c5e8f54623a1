// Bytes over a socket of their own, everything that comes back, and what every answer of ours has to be.
import { connect } from 'node:net';
import { errorDefinitions } from '../../functions/contract/errors.ts';
import type { RawExchange } from './arbitraries/raw-requests.ts';
import { ensure, ensureDiscreet, Fault } from './oracle.ts';

/** One answer as it was written. */
export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

const longestMs = 10_000;

/** Behind what is sent, because a server gives no answer that takes it time to a connection that its client has half closed. */
const farewell = Buffer.from('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');

/** So long after the last bytes nothing more is awaited: what was sent may have swallowed the farewell. */
const quietMs = 100;

/** The answers on one connection; a connection that was cut has whatever came before. Throws a Fault where it does not end. */
export async function exchange(url: string, { text, isCut }: RawExchange): Promise<RawAnswer[]> {
  return toAnswers(await receive(Number(new URL(url).port), Buffer.from(text, 'latin1'), isCut));
}

function receive(port: number, bytes: Buffer, isCut: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      if (isCut) socket.write(bytes, () => socket.destroy());
      else socket.write(Buffer.concat([bytes, farewell]));
    });
    const ending = setTimeout(() => socket.end(), quietMs);
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
      ending.refresh();
    });
    socket.setTimeout(longestMs, () => {
      socket.destroy();
      reject(new Fault(`The connection was still open after ${longestMs} ms of silence.`));
    });
    // A server may end what it does not want to read.
    socket.on('error', () => {});
    socket.once('end', () => socket.end());
    socket.once('close', () => {
      clearTimeout(ending);
      resolve(received);
    });
  });
}

/** The answers in what was received. Throws a Fault for what is no HTTP. */
export function toAnswers(text: string): RawAnswer[] {
  return text.split(/(?=HTTP\/1\.[01] \d{3} )/).flatMap((part) => {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(head)?.[1]);
    if (part === '') return [];
    ensure(Number.isInteger(status), `It answered what is no HTTP: ${part.slice(0, 80)}`);
    return [{ status, head, body: body.join('\r\n\r\n') }];
  });
}

const statuses = new Set<number>(Object.values(errorDefinitions).map(({ status }) => status));

/** Throws a Fault for an answer that the contract does not know, or that shows what it should not. */
export function ensureDocumented({ status, head, body }: RawAnswer, fine: readonly number[]): void {
  ensureDiscreet(`${head}\n${body}`, 'The answer');
  ensure(!/node_modules|\n\s+at |file:\/\//.test(body), 'The answer shows a stack.');
  ensure(status !== 500, `It answered ${status}: ${body}`);
  if (fine.includes(status) || status === 100) return;
  ensure(statuses.has(status), `It answered ${status}, which no code has: ${body.slice(0, 200)}`);
  if (body === '') return;
  const { error } = parseError(body);
  const definition = Object.entries(errorDefinitions).find(([code]) => code === error?.code)?.[1];
  ensure(definition?.status === status, `It answered ${status} with the code ${error?.code}.`);
}

function parseError(body: string): { error?: { code?: string } } {
  try {
    return JSON.parse(body);
  } catch {
    throw new Fault(`It answered an error in words of its own: ${body.slice(0, 200)}`);
  }
}
