// Has a function under test answer on this machine, at any free port: by its own server or by another one.
import type { Server } from 'node:http';
import { type ServerOptions, startServer } from '../../../functions/http/start-server.ts';

/** A function as its room makes it. */
interface Answering {
  handle: ServerOptions['handle'];
  noteRefused: NonNullable<ServerOptions['onRefused']>;
}

/** Where it answers until it is closed; `toServer` makes another server around it, such as the framework's. */
export async function listen<F extends Answering>(
  answering: F,
  {
    maxBodyBytes,
    toServer,
  }: Pick<ServerOptions, 'maxBodyBytes'> & { toServer?: ((answering: F) => Server) | undefined },
): Promise<{ url: string; close: () => Promise<void> }> {
  if (toServer === undefined) {
    const { handle, noteRefused: onRefused } = answering;
    return await startServer({ handle, onRefused, host: '127.0.0.1', port: 0, maxBodyBytes });
  }
  const server = toServer(answering);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
