// The fake page on which the scenarios of a web template run.
//
// Decisions where GTM's behaviour is not public:
// - the page is https://www.example.com/ without a referrer or cookies; its title is "Test page";
// - its only global is the data layer with the message by which a container starts, as on any page that GTM is on;
// - the container is GTM-TEST in preview and debug mode, since that is where its author runs the tests;
// - consent is unset, so it counts as granted;
// - what a scenario loads without a mock neither arrives nor fails, and no event ends, so that their callbacks stay silent.
import { createContainerServices } from '../container/container-services.ts';
import { createBorder } from '../web/border.ts';
import { createFakePage } from '../web/fake-page.ts';
import { createRequire, webApiNames } from '../web/web-apis.ts';
import type { WebContext } from '../web/web-context.ts';
import type { ScenarioWorld, WorldOptions } from './scenario-world.ts';

/** A fresh page and container. */
export function createWebWorld({ templateName, clock, random, callLate }: WorldOptions): ScenarioWorld {
  const page = {
    ...createFakePage({ href: 'https://www.example.com/', title: 'Test page', clock }),
    random,
  };
  const container = createContainerServices({ publicId: 'GTM-TEST', isPreview: true });
  const start = { 'gtm.start': clock.now(), event: 'gtm.js', 'gtm.uniqueEventId': 3 };
  page.window['dataLayer'] = [start];
  container.dataLayer.merge(start);
  const guard: WebContext['guard'] =
    (callback) =>
    (...values) =>
      callLate(() => callback(...values));
  // One border for all runs, because a function keeps its identity when it travels from the test to the template.
  const border = createBorder(guard);
  return {
    apiNames: webApiNames,
    startRun: (permissions) => ({
      require: createRequire({
        clock: page,
        page,
        container,
        templateName,
        permissions,
        border,
        guard,
        onEventDone: () => undefined,
      }),
      end: () => undefined,
    }),
  };
}
