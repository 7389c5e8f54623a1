// Starts a handler by functions-framework's own command, as Cloud Functions does.
import { createRequire } from 'node:module';
import path from 'node:path';
import { type ServerCommand, type ServerProcess, startServer } from './start-server.ts';

/** A module and the function in it. */
export interface FrameworkFunction {
  name: string;
  source: string;
  target: string;
  env: Record<string, string>;
  folder: string;
  /** The folder that the command is started in; that of the bench unless given. */
  cwd?: string;
}

const framework = createRequire(import.meta.url).resolve('@google-cloud/functions-framework');

/** The command that starts that function. */
export function toFrameworkCommand({ name, source, target, env, folder, cwd }: FrameworkFunction): ServerCommand {
  return {
    name,
    args: () => [path.join(path.dirname(framework), 'main.js')],
    env: { ...env, FUNCTION_TARGET: target, FUNCTION_SOURCE: source },
    folder,
    ...(cwd !== undefined && { cwd }),
  };
}

/** The function's server, once it takes connections. */
export function startFramework(chosen: FrameworkFunction): Promise<ServerProcess> {
  return startServer(toFrameworkCommand(chosen));
}
