// A container started on a fake page, the tags that its tests share, and what a page pushes.
import type {
  ContainerDescription,
  DescribedTrigger,
} from '../../../../../scripts/simulator/container/container-description.ts';
import { simulateContainer } from '../../../../../scripts/simulator/container/simulate-container.ts';
import { createFakePage, type FakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { makeTpl } from '../../make-tpl.ts';

/** What a test says of its container; the rest is that of an empty one in the preview. */
export type Parts = Partial<Pick<ContainerDescription, 'variables' | 'tags' | 'dataLayerName' | 'isPreview'>>;

/** The permission to write to the console. */
export const logging = { logging: { environments: 'debug' } };

/** A tag that writes its field `text` to the console. */
export const logTag = makeTpl({
  name: 'Log',
  code: "require('logToConsole')(data.text); data.gtmOnSuccess();",
  parameters: [{ type: 'TEXT', name: 'text', defaultValue: 'default' }],
  permissions: logging,
});

/** That tag as a container has it, with its text and trigger. */
export function log(name: string, text: string, trigger: DescribedTrigger) {
  return { name, template: logTag, fields: { text }, trigger };
}

/** A tag that calls back only when the test says so. */
export const slowTag = makeTpl({
  name: 'Slow',
  code: "require('injectScript')('https://slow.example.test/x.js', data.gtmOnSuccess, data.gtmOnFailure);",
  permissions: { inject_script: { urls: ['https://slow.example.test/*'] } },
});

/** Fires a tag at each event `buy`. */
export const onBuy: DescribedTrigger = { on: 'custom_event', event: 'buy' };

/** Starts the container on the page, an empty one unless given. */
export function start(parts: Parts, page: FakePage = createFakePage(), hostMap = {}) {
  const description = { publicId: 'GTM-TEST', isPreview: true, variables: [], tags: [], ...parts };
  return { page, container: simulateContainer(description, page, hostMap) };
}

/** The page's data layer as it is; throws TypeError where there is none. */
export function dataLayerOf(page: FakePage): unknown[] {
  const list = page.window['dataLayer'];
  if (!Array.isArray(list)) {
    throw new TypeError('The page has no data layer.');
  }
  return list;
}

/** Pushes the messages, then lets the page come to rest. */
export function push(page: FakePage, ...messages: unknown[]): void {
  dataLayerOf(page).push(...messages);
  page.settle();
}

/** What gtag() pushes: its arguments object. */
export function gtag(..._values: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: gtag's commands are arguments objects.
  return arguments;
}
