// What the web container promises: which tag fires when, and what it sends.
import { describe, expect, test } from 'vitest';
import type { ExportSetting } from '../../../functions/downloads/container-export.ts';
import { webExport } from '../../scripts/containers/built-containers.ts';

const { tag = [], trigger = [], variable = [] } = webExport.containerVersion;

function named<Entity extends { readonly name: string }>(list: readonly Entity[], name: string): Entity {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

function textOf(entity: ExportSetting, key: string): string | undefined {
  const parameter = entity.parameter?.find((one) => one.key === key);
  return parameter !== undefined && 'value' in parameter ? parameter.value : undefined;
}

/** The table of a tag as an object. */
function rowsOf(entity: ExportSetting, key: string): Record<string, string> {
  const parameter = entity.parameter?.find((one) => one.key === key);
  const rows = parameter?.type === 'LIST' ? (parameter.list ?? []) : [];
  const pairs = rows.map((row) =>
    (row.type === 'MAP' ? (row.map ?? []) : []).map((cell) => ('value' in cell ? cell.value : '')),
  );
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}

/** The trigger's event, which a custom event compares with. */
function eventOf(name: string): string | undefined {
  const parameter = named(trigger, name).customEventFilter?.[0]?.parameter.find(({ key }) => key === 'arg1');
  return parameter !== undefined && 'value' in parameter ? parameter.value : undefined;
}

function triggersOf(name: string): string[] {
  return (named(tag, name).firingTriggerId ?? []).map(
    (id) => trigger.find(({ triggerId }) => triggerId === id)?.name ?? id,
  );
}

describe('the web container', () => {
  test('every tag fires when its README says', () => {
    expect(Object.fromEntries(tag.map(({ name }) => [name, triggersOf(name)]))).toEqual({
      'Tilltag - Payment links': ['2147479573'],
      'Tilltag - Checkout conversion': ['Tilltag - Back from Stripe'],
      'Tilltag - GA4 - purchase': ['Tilltag - Purchase'],
      'Tilltag - GA4 - trial_start': ['Tilltag - Trial start'],
      'Tilltag - GA4 - begin_checkout': ['Tilltag - Begin checkout'],
      'Tilltag - Google Ads - Conversion linker': ['2147479573'],
      'Tilltag - Google Ads - Purchase': ['Tilltag - Purchase'],
    });
  });

  test('the tag pushes the event that the trigger of a purchase waits for', () => {
    expect(textOf(named(tag, 'Tilltag - Checkout conversion'), 'eventName')).toBe(eventOf('Tilltag - Purchase'));
  });

  test.each([
    ['cs_live_a1B2c3', true],
    ['cs_test_a1B2c3', true],
    ['{CHECKOUT_SESSION_ID}', true],
    ['%7BCHECKOUT_SESSION_ID%7D', true],
    ['', false],
    ['undefined', false],
    ['x_cs_live_1', false],
  ])('a page whose session id is "%s" is a thank-you page: %s', (id, fires) => {
    const condition = named(trigger, 'Tilltag - Back from Stripe').filter?.[0];
    const [left, pattern] = (condition?.parameter ?? []).map((one) => ('value' in one ? one.value : ''));
    expect([condition?.type, left]).toEqual(['MATCH_REGEX', '{{Checkout Session ID}}']);
    expect(new RegExp(pattern ?? '').test(id)).toBe(fires);
  });

  test('our tags ask for consent themselves, and Google’s are left to consent mode', () => {
    for (const { name, type, consentSettings } of tag) {
      const expected = type.startsWith('cvt_') ? 'NOT_NEEDED' : 'NOT_SET';
      expect([name, consentSettings?.consentStatus]).toEqual([name, expected]);
    }
  });

  test('no tag waits for a test event', () => {
    for (const { name } of trigger) expect(eventOf(name) ?? '').not.toContain('_test');
    expect(textOf(named(tag, 'Tilltag - Checkout conversion'), 'testSessions')).toBe('separate');
  });

  test('GA4 gets the campaign under names of our own, and no user data', () => {
    const purchase = named(tag, 'Tilltag - GA4 - purchase');
    expect(rowsOf(purchase, 'eventSettingsTable')).toEqual({
      event_id: '{{Tilltag - Event ID}}',
      customer_type: '{{Tilltag - Customer type}}',
      tilltag_source: '{{Tilltag - Campaign source}}',
      tilltag_medium: '{{Tilltag - Campaign medium}}',
      tilltag_campaign: '{{Tilltag - Campaign name}}',
      tilltag_term: '{{Tilltag - Campaign term}}',
      tilltag_content: '{{Tilltag - Campaign content}}',
      tilltag_payment_link: '{{Tilltag - Payment link}}',
      page_location: '{{Tilltag - Page location}}',
      ignore_referrer: '{{Tilltag - Ignore referrer}}',
    });
    expect(textOf(purchase, 'sendEcommerceData')).toBe('true');
    for (const one of tag.filter(({ type }) => type === 'gaawe')) expect(textOf(one, 'enhancedUserId')).toBe('false');
  });

  test('Google Ads gets order id, amount, new customer and user data', () => {
    const conversion = named(tag, 'Tilltag - Google Ads - Purchase');
    const sent = ['orderId', 'conversionValue', 'currencyCode', 'awNewCustomer', 'cssProvidedEnhancedConversionValue'];
    expect(sent.map((key) => textOf(conversion, key))).toEqual([
      '{{Tilltag - Transaction ID}}',
      '{{Tilltag - Value}}',
      '{{Tilltag - Currency}}',
      '{{Tilltag - New customer}}',
      '{{Tilltag - User-provided data}}',
    ]);
    expect(rowsOf(named(variable, 'Tilltag - New customer'), 'map')).toEqual({ new: 'true', returning: 'false' });
    expect(textOf(named(variable, 'Tilltag - User-provided data'), 'dataSource')).toBe('{{Tilltag - User data}}');
  });

  test('there is no Google tag unless somebody asks for one', () => {
    expect(tag.some(({ type }) => type === 'googtag')).toBe(false);
  });

  test('a placeholder is nothing that a tag would take for a value', () => {
    expect(textOf(named(variable, 'Property ID'), 'value')).not.toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    expect(textOf(named(variable, 'Tilltag Endpoint'), 'value')).not.toMatch(/^https:/);
  });

  test('Meta’s own template finds every key of its advanced matching', () => {
    const keys = variable.filter(({ name }) => name.startsWith('Tilltag - Meta - ')).map((one) => textOf(one, 'name'));
    expect(keys).toEqual(
      ['em', 'ph', 'fn', 'ln', 'ct', 'st', 'zp', 'country', 'external_id', 'fbp', 'fbc'].map(
        (key) => `meta_user_data.${key}`,
      ),
    );
  });
});
