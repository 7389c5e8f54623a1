// A plain HTTP server on this machine, for every stand-in alike.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface LocalServer {
  /** Without a slash at the end. */
  url: string;
  /** Ends open connections too, so that a request that hangs does not keep the process alive. */
  close: () => Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any free one. Rejects with the system's error when the port is taken. */
export async function startLocalServer(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
