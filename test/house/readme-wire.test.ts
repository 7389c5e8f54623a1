// What the README tells an engineer of requests and answers, held to the contract and to a function that runs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorDefinitions } from '../../functions/contract/errors.ts';
import * as lookupQuery from '../../functions/contract/lookup-query.ts';
import { sweepPath } from '../../functions/http/sweep-path.ts';
import { webhookPath } from '../../functions/http/webhook-path.ts';
import { parseLookupQuery } from '../../functions/public/parse-lookup-query.ts';
import { toOutcome } from '../../functions/rules/status.ts';
import { startShop } from '../functions/public/start-shop.ts';
import { codeIn, codesIn, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');

function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

describe('README, the wire', () => {
  test('the routes are those of the function, each with a method that it answers', async () => {
    const routes = readme.rows('Route', 'What it does').map(([route = '']) => codeIn(route).split(' '));
    const paths = [...readText('functions/public/routes.ts').matchAll(/\['(\/[^']+)'/g)].map(([, route]) => route);
    const others = [webhookPath('{property_id}'), sweepPath];
    expect(routes.map(([, route]) => route).sort()).toEqual([...paths, ...others].sort());
    const shop = await startShop();
    for (const [method = '', route = ''] of routes.filter(([, route = '']) => !others.includes(route))) {
      const { code } = await shop.ask(route, { method });
      expect(['not_found', 'method_not_allowed'], route).not.toContain(code);
    }
    await shop.close();
  });

  test('the functions are those that are registered, the one that is all of them last', () => {
    const sentence = /The functions are ([^.]*) in one\./.exec(readme.text)?.[1] ?? '';
    const registered = [...readText('functions/index.ts').matchAll(/^ {2}(\w+): async/gm)].map(([, name]) => name);
    expect(codesIn(sentence)).toEqual(registered);
  });

  test('the parameters have the forms that the function checks', () => {
    const forms = new Map(
      readme.rows('Parameter', 'Form').map(([name = '', form = '']) => [codesIn(name).join(), form]),
    );
    const { propertyIdPattern, sessionIdPattern, claimPattern, clickIdPattern, utmNames, originalPrefix } = lookupQuery;
    const [consent = '', ...letters] = codesIn(forms.get('consent') ?? '');
    expect(`^${consent}$`).toBe(lookupQuery.consentPattern.source);
    expect(letters).toEqual(['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization']);
    const patterns = {
      property_id: propertyIdPattern,
      checkout_session_id: sessionIdPattern,
      claim: claimPattern,
      click_id: clickIdPattern,
    };
    for (const [name, { source }] of Object.entries(patterns))
      expect(`^${codeIn(forms.get(name) ?? '')}$`).toBe(source);
    const originals = utmNames.map((name) => originalPrefix + name);
    const gaIds = 'ga_client_id,ga_session_id';
    const known = ['personal_data', 'consent', gaIds, utmNames.join(), originals.join(), ...Object.keys(patterns)];
    expect(forms.get(gaIds)).toContain(`up to ${lookupQuery.maxGaIdLength} characters`);
    expect([...forms.keys()].sort()).toEqual(known.sort());
    const ask = (value: string) =>
      parseLookupQuery(`/?property_id=tt_12345678&checkout_session_id=cs_test_1234567890&personal_data=${value}`);
    for (const value of codesIn(forms.get('personal_data') ?? '')) expect(ask(value).personal_data).toBe(value);
    expect(() => ask('plain')).toThrow();
  });

  test('the example has the keys of a real answer', async () => {
    const example = JSON.parse(readme.blocks('json')[0] ?? '');
    const shop = await startShop();
    const { json } = await shop.look(shop.buy(), { claim: 'a'.repeat(16) });
    await shop.close();
    expect(Object.keys(example).sort()).toEqual(Object.keys(json).sort());
    expect(Object.keys(example.ecommerce)).toEqual(Object.keys(Object(json['ecommerce'])));
    for (const key of ['version', 'event', 'status', 'sender', 'first_view', 'mode', 'click', 'customer_type']) {
      expect(example[key], key).toEqual(json[key]);
    }
  });

  test('the statuses are those of the rule, and every state of a completed session has one row', () => {
    const rows = readme.rows('Mode', 'Stripe’s `payment_status`', 'Discount', '`status`', '`event`');
    for (const mode of ['payment', 'subscription', 'setup'] as const) {
      for (const paymentStatus of ['paid', 'unpaid', 'no_payment_required'] as const) {
        for (const amountDiscountMinor of [0, 500]) {
          const discount = amountDiscountMinor === 0 ? 'none' : 'some';
          const fitting = rows.filter(
            ([modes = '', status = '', discounts]) =>
              codesIn(modes).includes(mode) &&
              ['any', `\`${paymentStatus}\``].includes(status) &&
              ['any', discount].includes(discounts ?? ''),
          );
          const outcomes = fitting.map(([, , , status = '', event = '']) => ({
            kind: 'completed',
            status: codeIn(status),
            event: codeIn(event),
          }));
          expect(outcomes).toEqual([toOutcome({ mode, paymentStatus, amountDiscountMinor, status: 'complete' })]);
        }
      }
    }
  });

  test('the errors are those of the contract, word for word', () => {
    const rows = Object.entries(errorDefinitions).map(([code, { status, message }]) => [
      `\`${code}\``,
      String(status),
      message,
    ]);
    expect(readme.rows('Code', 'HTTP', 'Message')).toEqual(rows);
  });
});
