// The fake server on which the scenarios of a server template run.
//
// Decisions where GTM's behaviour is not public:
// - the request is a GET of / without query, headers, cookies or body, from 192.0.2.1;
// - tags and variables run for an event without data; a client may claim the request until its code has returned;
// - the container is GTM-TEST in preview and debug mode, since that is where its author runs the tests;
// - Firestore, BigQuery and the template's storage are empty; what is sent without a mock reaches nobody and fails;
// - an event for which a client runs the container fires no tags.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { createFakeServer } from '../server/fake-server.ts';
import { createServerRequire, serverApiNames } from '../server/server-apis.ts';
import { createServerEvent, type ServerContext } from '../server/server-context.ts';
import type { ServerHost } from '../server/server-host.ts';
import type { ScenarioWorld, WorldOptions } from './scenario-world.ts';

/** A fresh server, request and event. */
export function createServerWorld(
  kind: CompiledTemplate['kind'],
  { templateName, clock, random, callLate, callThen, onUnhandled }: WorldOptions,
): ScenarioWorld {
  const server = createFakeServer({ container: { publicId: 'GTM-TEST', isPreview: true, isDebug: true } });
  const host: ServerHost = { ...server, now: clock.now, schedule: clock.schedule, random };
  const event = kind === 'client' ? undefined : createServerEvent();
  const guard: ServerContext['guard'] =
    (callback) =>
    (...values) =>
      callLate(() => callback(...values));
  return {
    apiNames: serverApiNames,
    startRun: (permissions) => {
      const client = { isRunning: true, hasClaimed: false };
      const context = { host, clock: host, templateName, permissions, event, guard, call: callThen, onUnhandled };
      return {
        require: createServerRequire(kind === 'client' ? { ...context, client } : context),
        end: () => {
          client.isRunning = false;
        },
      };
    },
  };
}
