// A server in front of another that passes everything on as it comes, keeps what was asked, and can be away.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** One question that was passed on, or that met nobody. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Of the answer; undefined where there was none. */
  status: number | undefined;
}

export interface Front {
  readonly url: string;
  readonly asked: Asked[];
  /** While it is true, every connection is cut. */
  isDown: boolean;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and passes on to the base URL. */
export async function startFront(target: string): Promise<Front> {
  const asked: Asked[] = [];
  const server = createServer((incoming, response) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const one: Asked = { method, path: url.split('?')[0] ?? '', headers, status: undefined };
    asked.push(one);
    if (front.isDown) {
      response.destroy();
    } else {
      passOn(target, incoming, response, one);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const front: Front = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    isDown: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return front;
}

function passOn(target: string, incoming: IncomingMessage, response: ServerResponse, one: Asked): void {
  const { method = 'GET', url = '/', headers } = incoming;
  const outgoing = request(target + url, { method, headers }, (answer) => {
    one.status = answer.statusCode;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
