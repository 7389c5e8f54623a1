// The public function inside Google's functions framework, as it is deployed: whose own parsers stand in front of ours.
import type { Server } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { guardBodies, maxBodyBytes } from '../../../functions/http/guard-bodies.ts';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import type { PublicFunction } from '../../../functions/public/create-public-function.ts';
import type { Target } from '../target.ts';
import { publicHttpTarget } from './public-http.ts';

/** The framework around the function; `wrap` makes the server. */
export function frameworkHttpTarget(wrap: typeof wrapGuarded = wrapGuarded): Target {
  return publicHttpTarget(
    { toServer: wrap },
    { name: 'framework-http', reads: 'bytes on a socket, from anybody, at the public function as it is deployed' },
  );
}

function wrapGuarded(publicFunction: PublicFunction): Server {
  const server = wrapBare(publicFunction);
  prepareServer(server, { onRefused: publicFunction.noteRefused });
  const stopGuarding = guardBodies({
    limitFor: (_request, guarded) => (guarded === server ? maxBodyBytes : undefined),
  });
  server.once('close', stopGuarding);
  return server;
}

/** The framework's server as it comes, which answers in words of its own. */
export function wrapBare({ handle }: PublicFunction): Server {
  http('public-under-fuzz', handle);
  return getTestServer('public-under-fuzz');
}
