// Runs a `.tpl` text on a fake page in one call, for tests in Node.
import { compileWebTemplate } from './code/compile-web-template.ts';
import { createContainerServices } from './container/container-services.ts';
import { runTemplate, type TemplateRun } from './run-template.ts';
import type { FakePage } from './web/fake-page.ts';
import type { ContainerServices } from './web/web-context.ts';

/** What to run, and in which surroundings. */
export interface TemplateSimulation {
  /** The whole text of the file. */
  readonly tpl: string;
  /** Field values over the form's defaults; a reference such as `{{Name}}` is not resolved here. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly page: FakePage;
  /** Preview mode, the default: `debug` lines are kept. */
  readonly isPreview?: boolean;
  /** Debug mode; as preview mode unless told. */
  readonly isDebug?: boolean | undefined;
  /** Consent set before the run, `{ad_storage: 'denied'}`; what is not named is unset. */
  readonly consent?: Readonly<Record<string, 'granted' | 'denied'>>;
  /** The services of an earlier run, for a second tag in the same container. */
  readonly container?: ContainerServices;
}

/** A run with what a test wants to look at. */
export interface SimulatedRun extends TemplateRun {
  readonly container: ContainerServices;
  /** The texts of logToConsole, in order. */
  readonly consoleTexts: () => readonly string[];
}

/** Starts the template and runs what is due at once; later callbacks arrive as the test moves the page. */
export function simulateTemplate({
  tpl,
  fields = {},
  page,
  isPreview = true,
  isDebug = isPreview,
  consent = {},
  container = createContainerServices({ publicId: 'GTM-TEST', isPreview, isDebug }),
}: TemplateSimulation): SimulatedRun {
  container.consent.apply('default', consent);
  const run = runTemplate(compileWebTemplate(tpl), fields, { page, container });
  page.settle();
  return Object.assign(run, { container, consoleTexts: () => container.consoleLines.map(({ text }) => text) });
}
