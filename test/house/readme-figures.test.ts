// Every figure in the README's prose, held to the code: a sentence with another one has to be added here.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkLifeMs } from '../../functions/console/access/link/make-sign-in-link.ts';
import { signInLife } from '../../functions/console/access/sign-in-life.ts';
import { stepIds } from '../../functions/console/setup/setup-steps.ts';
import { maxGaIdLength } from '../../functions/contract/lookup-query.ts';
import { askEveryMs } from '../../functions/delivery/ask-memory.ts';
import { maxBackdatingMs } from '../../functions/destinations/ga4-body.ts';
import { maxBodyBytes } from '../../functions/http/guard-bodies.ts';
import { maxEventBytes } from '../../functions/http/limit-bodies.ts';
import { answerTimeoutMs } from '../../functions/outbound/create-send-request.ts';
import { maxWebhookSecrets } from '../../functions/properties/webhook/webhook-secrets.ts';
import { findSendDelayMs, maxSends, maxWaitMs } from '../../functions/rules/back-off.ts';
import { buyerLifeMs } from '../../functions/rules/buyer-record.ts';
import { claimLapseMs } from '../../functions/rules/claims.ts';
import { newProperty } from '../../functions/rules/new-property.ts';
import { maxHoldMs, visitWaitMs } from '../../functions/rules/plan-deliveries.ts';
import { maxUntoldMs } from '../../functions/rules/plan-entry.ts';
import { maxSkewSeconds } from '../../functions/stripe/verify-event.ts';
import { maxUnwritten } from '../../functions/tally/create-tally.ts';
import type { Field } from '../../gtm-templates/authoring/fields.ts';
import { folders } from '../../gtm-templates/containers/web-container/folders.ts';
import { maxCookieLength } from '../../gtm-templates/shared/journey-codes.ts';
import { template as linkTag } from '../../gtm-templates/web/payment-link-tag/form.ts';
import { demoGraceSeconds } from '../../scripts/stand-ins/demo/demo-property.ts';
import { linesWithOtherFigures, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const { graceMinutes, clickDays } = newProperty('tt_12345678', 0);
const preflight = readFileSync(path.join(root, 'scripts/preflight.mjs'), 'utf8');
const [, neededNode] = /neededMajor = (\d+)/.exec(preflight) ?? [];
const [, oldestNode] = /Tilltag needs Node (\d+)/.exec(preflight) ?? [];
const cookieDays = linkTag.fields
  .flatMap((field): readonly Field[] => (field.kind === 'group' ? field.fields : [field]))
  .flatMap((field) => (field.name === 'cookieDays' && field.kind === 'text' ? [field.defaultValue] : []))
  .join();
/** How long Stripe hands events out again: https://docs.stripe.com/api/events */
const stripeKeepsDays = 30;
/** What a send waits for, from the first try to the last. */
const sendingDays = Math.round(
  Array.from({ length: maxSends - 1 }, (_, tries) => findSendDelayMs(tries + 1, 0.5) ?? 0).reduce((a, b) => a + b) /
    dayMs,
);

/** Parts of sentences, in the README's order. */
const held = [
  `You need git, npm and Node ${oldestNode} or newer, on a Mac Node ${neededNode}, and`,
  ...[folders.settings, folders.meta].map((name) => `_${name}_`),
  // Stripe's card for tests: https://docs.stripe.com/testing
  'with the card 4242 4242 4242 4242',
  `\`_tilltag\`, for ${cookieDays} days and never more than ${maxCookieLength / 1_000} kB`,
  // What Safari does: https://webkit.org/tracking-prevention/
  'after 7 days without a visit, and after 24 hours behind an ad',
  `for ${clickDays} days what a click on a payment link told`,
  `keeps these for ${buyerLifeMs / hourMs} hours, apart`,
  `The commands bring Node ${neededNode} along, but for a Mac`,
  `The server waits ${demoGraceSeconds} seconds for the demo’s shop, not ${graceMinutes} minutes.`,
  // Each command's own tests hold its codes.
  'is 0 when all is done, 1 when something is wrong or failed, such as a sweep in which every send failed, and 2 when',
  `links that work once, for ${linkLifeMs / minuteMs} minutes`,
  `ends after ${signInLife.idleMs / dayMs} days without a visit, and ${signInLife.longestMs / dayMs} days after it began`,
  `You need git, npm and Node ${oldestNode} or newer, on a Mac Node ${neededNode}: clone`,
  'The exit code is 0 when all is well, 1 when something is wrong, and 2 when',
  'sealed with AES-256-GCM',
  `waits ${graceMinutes} minutes from when`,
  `for ${maxHoldMs / hourMs} hours at most`,
  `Invoices of other kinds, and of 0,`,
  `waits up to ${visitWaitMs / minuteMs} minutes for the page’s visit`,
  // What Google does: https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
  'It answers 204 even to a wrong secret.',
  `dates nothing back by more than ${maxBackdatingMs / hourMs} hours`,
  `it has ${answerTimeoutMs / 1_000} seconds to answer`,
  `still fails after about ${sendingDays} days`,
  `it is tried again for about ${sendingDays} days`,
  `sent after all, for up to ${maxUntoldMs / hourMs} hours`,
  `for ${buyerLifeMs / hourMs} hours, and are read from Stripe anew`,
  `after ${(findSendDelayMs(1, 0.5) ?? 0) / 1_000} seconds, then longer each time, for about ${maxWaitMs / dayMs} days`,
  `up to ${stripeKeepsDays} days back`,
  'Answers 200 while the process runs',
  `up to ${maxEventBytes / 1_048_576} MB, and answers when it is stored`,
  `text, up to ${maxGaIdLength} characters`,
  `lapses after ${claimLapseMs / minuteMs} minutes`,
  `holds it, for ${claimLapseMs / minuteMs} minutes`,
  'is answered 200 once its event is stored',
  `may be ${maxSkewSeconds / 60} minutes old or ahead`,
  `up to ${maxUnwritten - 1} events of a property and instance stay uncounted`,
  `Bodies above ${maxBodyBytes / 1_024} kB`,
  '[Apache-2.0](LICENSE)',
  `those of webhooks above ${maxEventBytes / 1_048_576} MB`,
];

/** Numbers that are written out. */
const inWords = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const heldInWords: readonly (readonly [count: number, sentence: (word: string) => string])[] = [
  [stepIds.length, (word) => `${word} steps from nothing to the first green payment`],
  [maxWebhookSecrets, (word) => `up to ${word} signing secrets at once`],
];

/** The page without the tables that are compared as a whole. */
function withoutTables(text: string): string {
  const compared = ['| Code | HTTP | Message |', '| Name | What it must be | Default |'];
  const tables = text.match(/^(\|.*\n)+/gm) ?? [];
  return tables
    .filter((table) => compared.some((header) => table.startsWith(header)))
    .reduce((rest, table) => rest.replace(table, ''), text);
}

describe('README, figures', () => {
  test.each(held)('“%s” stands there', (words) => {
    expect(readme.text).toContain(words);
  });

  test('no sentence has another figure', () => {
    expect(linesWithOtherFigures(withoutTables(readme.text), held)).toEqual([]);
  });

  test.each(heldInWords)('%i is written out where it stands in a sentence', (count, toSentence) => {
    expect(readme.text.toLowerCase()).toContain(toSentence(inWords[count] ?? ''));
  });

  test('what stands in words for a time is that time', () => {
    expect(graceMinutes).toBe(15);
    expect(readme.text).toContain('counted a quarter of an hour later');
    expect(askEveryMs).toBe(hourMs);
    expect(readme.text).toContain('Once an hour it asks Stripe');
  });
});
