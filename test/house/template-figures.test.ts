// Every figure in the prose of the templates' pages, held to the code: a sentence with another one has to be added here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newProperty } from '../../functions/rules/new-property.ts';
import { client } from '../../gtm-templates/containers/server-container/client.ts';
import { folders } from '../../gtm-templates/containers/web-container/folders.ts';
import { maxCookieLength } from '../../gtm-templates/shared/journey-codes.ts';
import { linesWithOtherFigures, readMarkdown, root } from './markdown.ts';

/** A number in the code of templates, which only their build can import. */
function constantIn(file: string, name: string): number {
  const text = readFileSync(path.join(root, 'gtm-templates', file), 'utf8');
  const [, figure] = new RegExp(`^(?:export )?const ${name} = (\\d+);$`, 'm').exec(text) ?? [];
  if (figure === undefined) throw new Error(`${file} has no constant ${name}.`);
  return Number(figure);
}

/** The statuses that the code answers with, in its order. */
function statusesIn(file: string): number[] {
  const text = readFileSync(path.join(root, 'gtm-templates', file), 'utf8');
  return [...text.matchAll(/(?:returnError|setResponseStatus)\(\s*(\d{3})\b/g)].map(([, status]) => Number(status));
}

const { personalDataMinutes, clickDays } = newProperty('tt_12345678', 0);
const maxTimeoutMs = constantIn('shared/function-connection.ts', 'maxTimeoutMs');
const remembered = 'server/checkout-session-variable/remembered-sessions.ts';
const campaignLength = constantIn('shared/clean-text.ts', 'maxCampaignLength');
const clickIdLength = constantIn('shared/clean-text.ts', 'maxClickIdLength');
// What Safari does: https://webkit.org/tracking-prevention/
const safari = 'after 7 days without a visit, and after 24 hours';

const held: Readonly<Record<string, readonly string[]>> = {
  containers: [
    ...Object.values(folders).map((name) => `_${name}_`),
    // https://support.google.com/analytics/answer/9267744
    'GA4 takes 25 parameters with an event',
    // Held to the files by a test of their own.
    'the trigger 2147479573 is _Initialization - All Pages_, and 2147479572 _Consent Initialization_',
    `Enter the priority ${client.priority} in the client`,
  ],
  'server/checkout-client': [
    `lives for ${clickDays} days in Safari, too`,
    'the page gets 503 as an error',
    'is answered 204 after the container’s tags ran, 500 where they have to run again, 400 for what is no event of version 1, and one constant 401 without the secret',
  ],
  'server/checkout-session-variable': [
    `Raise the time-out, ${maxTimeoutMs} ms at most`,
    `answers personal data for ${personalDataMinutes} minutes after the payment`,
    `remembered for ${constantIn(remembered, 'foundMs') / 1_000} seconds in`,
    `a failure for ${constantIn(remembered, 'missingMs') / 1_000}.`,
  ],
  'web/click-attribution-variable': [`${safari} behind an ad with a click id`],
  'web/payment-link-tag': [
    `ends after ${constantIn('web/payment-link-tag/apply-arrival.ts', 'visitSeconds') / 60} minutes without a page`,
    `cut to ${campaignLength} characters, a click id of more than ${clickIdLength} is dropped`,
    `never longer than ${maxCookieLength / 1_000} kB`,
    `${clickDays} days are what Google Ads and Meta keep a click for`,
    `${safari} where the visitor came from an ad`,
  ],
};

/** Every folder of templates or containers with a page of its own. */
const pages = ['', 'server', 'web']
  .flatMap((folder) =>
    readdirSync(path.join(root, 'gtm-templates', folder)).map((name) => path.posix.join(folder, name)),
  )
  .filter((folder) => existsSync(path.join(root, 'gtm-templates', folder, 'README.md')));

describe('the pages of the templates', () => {
  test.each(Object.entries(held).flatMap(([folder, all]) => all.map((words) => [folder, words] as const)))(
    'of %s: “%s” stands there',
    (folder, words) => {
      expect(readMarkdown(`gtm-templates/${folder}/README.md`).text).toContain(words);
    },
  );

  test.each(pages)('no sentence of %s has another figure', (folder) => {
    const { text } = readMarkdown(`gtm-templates/${folder}/README.md`);
    expect(linesWithOtherFigures(text, held[folder] ?? [])).toEqual([]);
  });

  test('the statuses of the client are those that it answers with', () => {
    expect(statusesIn('server/checkout-client/take-event.ts')).toEqual([401, 400, 500]);
    expect(statusesIn('server/checkout-client/answers.ts')).toContain(204);
  });
});
