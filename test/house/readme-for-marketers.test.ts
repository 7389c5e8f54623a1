// What the README tells a marketer, held to the forms, the messages and the links of the program.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { propertySections } from '../../functions/console/page/layout.ts';
import { type ErrorCode, errorDefinitions } from '../../functions/contract/errors.ts';
import { fullKeyLink, restrictedKeyLink } from '../../functions/properties/stripe-keys/key-link.ts';
import type { Field } from '../../gtm-templates/authoring/fields.ts';
import { webContainer } from '../../gtm-templates/containers/web-container.ts';
import { template as client } from '../../gtm-templates/server/checkout-client/form.ts';
import { template as session } from '../../gtm-templates/server/checkout-session-variable/form.ts';
import { template as tag } from '../../gtm-templates/web/checkout-conversion-tag/form.ts';
import { template as variable } from '../../gtm-templates/web/checkout-session-id-variable/form.ts';
import { template as attribution } from '../../gtm-templates/web/click-attribution-variable/form.ts';
import { template as pageAddress } from '../../gtm-templates/web/page-address-variable/form.ts';
import { template as linkTag } from '../../gtm-templates/web/payment-link-tag/form.ts';
import { createAnswer, createError } from '../gtm-templates/loader/answers.ts';
import { type VisitOptions, visit } from '../gtm-templates/web/checkout-conversion-tag/visit.ts';
import { codeIn, codesIn, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');
const fieldsHeader = ['Label', 'What to paste', 'Example'];
/** Templates whose fields stand on their own pages. */
const pages = [
  ['gtm-templates/web/checkout-conversion-tag', tag.fields],
  ['gtm-templates/web/checkout-session-id-variable', variable.fields],
  ['gtm-templates/web/payment-link-tag', linkTag.fields],
  ['gtm-templates/web/click-attribution-variable', attribution.fields],
  ['gtm-templates/web/page-address-variable', pageAddress.fields],
  ['gtm-templates/server/checkout-client', client.fields],
  ['gtm-templates/server/checkout-session-variable', session.fields],
] as const satisfies [string, readonly Field[]][];

function flatten(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.kind === 'group' ? flatten(field.fields) : [field]));
}

/** What the form starts with, in its own words; `undefined` where it starts empty. */
function toExample(field: Field): string | undefined {
  if (field.kind === 'text') return field.defaultValue ?? field.valueHint;
  if (field.kind === 'checkbox') return field.defaultValue ? 'ticked' : 'not ticked';
  if (field.kind === 'select') return field.items.find(({ value }) => value === field.defaultValue)?.label;
  return undefined;
}

async function sayAt(options: VisitOptions): Promise<string> {
  return (await visit(options)).run.consoleTexts().join('\n');
}

/** Whether the line holds these parts, one after the other. */
function isSaid(parts: string[], line: string): boolean {
  let end = 0;
  return parts.every((part) => {
    const start = line.indexOf(part, end);
    end = start + part.length;
    return start >= 0;
  });
}

function refusing(code: ErrorCode): VisitOptions {
  return { replies: [{ status: errorDefinitions[code].status, body: createError(code) }] };
}

const troubles: VisitOptions[] = [
  { fields: { checkoutSessionId: '{CHECKOUT_SESSION_ID}' } },
  { fields: { endpoint: 'https://other.example.com' } },
  { script: 'fails' },
  ...(['host_not_allowed', 'unknown_property', 'mode_mismatch'] as const).map(refusing),
  ...(['unknown_session', 'stripe_key_rejected'] as const).map(refusing),
];

describe('README for marketers', () => {
  test.each(pages)('the page of %s names every label of the form and what it starts with', (folder, formFields) => {
    const [rows = []] = readMarkdown(`${folder}/README.md`).tables(...fieldsHeader);
    const fields = flatten(formFields);
    expect(rows.flatMap(([label = '']) => label.split(', '))).toEqual(fields.map(({ label }) => label));
    for (const [label = '', , example = ''] of rows.filter(([one = '']) => !one.includes(', '))) {
      const field = fields.find((one) => one.label === label);
      const expected = field && toExample(field);
      if (expected !== undefined) expect(example.replaceAll('`', ''), label).toBe(expected);
    }
  });

  test('the Endpoint is asked for in the same words everywhere', async () => {
    const page = readMarkdown('gtm-templates/web/checkout-conversion-tag/README.md');
    const wording = 'The https address of your Tilltag function';
    expect(page.tables(...fieldsHeader)[0]?.find(([label]) => label === 'Endpoint')?.[1]).toBe(wording);
    const [help] = flatten(tag.fields).flatMap((field) =>
      field.name === 'endpoint' && 'help' in field ? [field.help] : [],
    );
    const said = await sayAt({ fields: { endpoint: 'http://tags.example.com' } });
    for (const sentence of [help, said]) expect(sentence).toContain(wording.replace('The', 'the'));
  });

  test('every quoted message is said by the tag, and every trouble that is set up here is quoted', async () => {
    const rows = readme.tables('The console says', 'What to do')[0] ?? [];
    const quotes = rows.map(([quote = '']) => codeIn(quote).split(' … '));
    const said = await Promise.all(troubles.map(sayAt));
    expect(quotes.filter((parts) => !said.some((line) => isSaid(parts, line)))).toEqual([]);
    expect(said.filter((line) => !quotes.some((parts) => isSaid(parts, line)))).toEqual([]);
  });

  test('the line of a test payment is the one that the tag prints', async () => {
    const answer = createAnswer({ livemode: false });
    const ecommerce = answer.ecommerce && { ...answer.ecommerce, value: 49.9 };
    const line = await sayAt({ replies: [{ status: 200, body: { ...answer, ecommerce } }] });
    expect(readme.text).toContain(`\`${line}\``);
  });

  test('the step that tries the other tags names the field, its choice and the tags as they are', () => {
    const step = readme.text.split('\n').find((line) => line.startsWith('5. To try')) ?? '';
    const [field] = flatten(tag.fields).filter(({ name }) => name === 'testSessions');
    const items = field?.kind === 'select' ? field.items : [];
    expect(step).toContain(`_${field?.label}_`);
    expect(step).toContain(`_${items.find(({ value }) => value === 'as_live')?.label}_`);
    const names = [...step.matchAll(/_(Tilltag - [^_]+)_/g)].map(([, name = '']) => name);
    expect(names).toHaveLength(3);
    expect(webContainer.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  test('every event with a trigger to make is one of the contract', () => {
    const line = readme.text.split('\n').find((text) => text.startsWith('Other events to make triggers for')) ?? '';
    const events = readme
      .tables('Mode', 'Stripe’s `payment_status`', 'Discount', '`status`', '`event`')[0]
      ?.map(([, , , , event = '']) => codeIn(event));
    expect(codesIn(line).sort()).toEqual([...new Set(events)].filter((event) => event !== 'purchase').sort());
  });

  test('the link to a new restricted key is the one that the command line shows', () => {
    expect(readme.localTargets()).not.toContain(restrictedKeyLink);
    expect(readme.text).toContain(`[this link](${restrictedKeyLink})`);
  });

  test('the longer link is the one that the command line shows where boxes are missing', () => {
    expect(readme.text).toContain(`[this longer link](${fullKeyLink}), which ticks five more boxes`);
    expect(fullKeyLink.match(/permissions/g)?.length).toBe((restrictedKeyLink.match(/permissions/g)?.length ?? 0) + 5);
  });

  const pictures = readme.localTargets().filter((target) => target.endsWith('.png'));

  test('the thank-you page and three pages of the console are shown, each told in words as well', () => {
    expect(pictures).toHaveLength(4);
    const told = [...readme.text.matchAll(/<img src="([^"]+)" width="\d+" alt="([^"]{80,})">/g)];
    expect(told.map(([, target]) => target)).toEqual(pictures);
  });

  test.each(pictures)('%s is a PNG of less than 250 kB', (target) => {
    const picture = readFileSync(path.join(root, target));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeLessThan(250_000);
  });

  test('every page of the console’s navigation has a sentence, in the same words and order', () => {
    const rows = readme.tables('Page', 'What it is for')[0] ?? [];
    expect(rows.map(([name]) => name)).toEqual(propertySections.map(([, name]) => name));
  });
});
