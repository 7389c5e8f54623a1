// What the variables of an export read as.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { push } from '../simulate-container/start.ts';
import { builtIns, flag, logTag, onEvent, readVariable, run, text, variable } from './make-export.ts';

const version = (value: 1 | 2) => ({ type: 'INTEGER', key: 'dataLayerVersion', value: String(value) }) as const;
const href = 'https://www.shop.example.test:8443/a/thanks.html?session_id=cs_1&empty=#part';

describe('simulateExportedContainer: data layer variables', () => {
  test('version 2 reads what all messages left, version 1 the current message alone', () => {
    const { page, container } = run({
      variable: [
        variable('Merged', 'v', [text('name', 'a.b'), version(2), flag('setDefaultValue', false)]),
        variable('Current', 'v', [text('name', 'a.b'), version(1), flag('setDefaultValue', false)]),
      ],
      trigger: [onEvent('1', 'buy')],
      tag: [logTag('Log', '{{Merged}} {{Current}}', { firingTriggerId: ['1'] })],
    });
    push(page, { a: { b: 1 }, event: 'buy' }, { event: 'buy' });
    expect(container.consoleLines).toEqual(['1 1', '1 undefined']);
  });

  test('the default stands for what is missing, and may be a reference', () => {
    const settings = [
      text('name', 'missing'),
      version(2),
      flag('setDefaultValue', true),
      text('defaultValue', '{{C}}'),
    ];
    expect(readVariable(variable('V', 'v', settings), undefined, [variable('C', 'c', [text('value', 'c')])])).toBe('c');
  });
});

describe('simulateExportedContainer: URL variables', () => {
  test.each([
    ['URL', [], href.replace('#part', '')],
    ['PROTOCOL', [], 'https'],
    ['HOST', [], 'www.shop.example.test'],
    ['HOST', [flag('stripWww', true)], 'shop.example.test'],
    ['PORT', [], '8443'],
    ['PATH', [], '/a/thanks.html'],
    ['EXTENSION', [], 'html'],
    ['QUERY', [], 'session_id=cs_1&empty='],
    ['QUERY', [text('queryKey', 'session_id')], 'cs_1'],
    ['QUERY', [text('queryKey', 'other')], undefined],
    ['FRAGMENT', [], 'part'],
    ['PORT', [text('customUrlSource', '{{Other}}')], '443'],
    ['PATH', [text('customUrlSource', '{{Other}}')], '/x'],
  ])('the component %s with %j', (component, more, expected) => {
    const others = [variable('Other', 'c', [text('value', 'https://other.example.test/x')])];
    const one = variable('U', 'u', [text('component', component), ...more]);
    expect(readVariable(one, createFakePage({ href }), others)).toBe(expected);
  });

  test('an address that cannot be read is undefined', () => {
    expect(readVariable(variable('U', 'u', [text('component', 'HOST'), text('customUrlSource', 'no address')]))).toBe(
      undefined,
    );
  });

  test('a referrer variable reads its part of the referrer', () => {
    const page = createFakePage({ referrer: 'https://checkout.stripe.com/pay?x=1' });
    expect(readVariable(variable('F', 'f', [text('component', 'HOST')]), page)).toBe('checkout.stripe.com');
    expect(readVariable(variable('F', 'f', [text('component', 'HOST')]))).toBeUndefined();
  });
});

describe('simulateExportedContainer: variables of the page', () => {
  test('a cookie is read, decoded where asked', () => {
    const page = createFakePage({ cookies: { c: 'a%20b' } });
    const read = (decodeCookie: boolean) =>
      readVariable(variable('K', 'k', [text('name', 'c'), flag('decodeCookie', decodeCookie)]), page);
    expect([read(true), read(false)]).toEqual(['a b', 'a%20b']);
    expect(readVariable(variable('K', 'k', [text('name', 'other')]), page)).toBeUndefined();
  });

  test('a global is read by its path', () => {
    const page = createFakePage();
    page.window['shop'] = { cart: { total: 7 } };
    const read = (name: string) => readVariable(variable('J', 'j', [text('name', name)]), page);
    expect([read('shop.cart.total'), read('shop.none.total'), read('shop.cart.total.x')]).toEqual([
      '7',
      undefined,
      undefined,
    ]);
  });

  test.each([
    'shop.constructor',
    'shop.constructor.prototype',
    'shop.__proto__',
    'shop.list.push',
    'shop.list.push.call',
    'shop.add.bind',
  ])('a path to what the language gives to every page reads as undefined: %s', (name) => {
    const page = createFakePage();
    page.window['shop'] = { list: [7], add: () => 8 };
    const read = (path: string) => readVariable(variable('J', 'j', [text('name', path)]), page);
    expect([read(name), read('shop.list.length')]).toEqual([undefined, '1']);
  });

  test('custom JavaScript runs with the page’s window and the values of other variables', () => {
    const page = createFakePage();
    page.window['total'] = 7;
    const others = [variable('C', 'c', [text('value', 'it\'s "c"')])];
    const code = 'function() {\n  // {{C}}\n  return window.total + {{C}};\n}\n;';
    expect(readVariable(variable('JS', 'jsm', [text('javascript', code)]), page, others)).toBe('7it\'s "c"');
  });

  test('custom JavaScript that throws is undefined and reported', () => {
    const { container } = run({
      variable: [variable('JS', 'jsm', [text('javascript', 'function() { return missing.thing; }')])],
      tag: [logTag('Log', '{{JS}}')],
    });
    expect(container.consoleLines).toEqual(['undefined']);
    expect(container.problems).toEqual([expect.stringContaining('The JavaScript of the variable "JS" threw')]);
  });

  test('custom JavaScript that does not parse is refused by the variable’s name', () => {
    const broken = { variable: [variable('JS', 'jsm', [text('javascript', 'function( {')])] };
    expect(() => run(broken)).toThrow('The JavaScript of the variable "JS" does not parse');
  });

  test('a random number lies between its bounds', () => {
    const bounds = [text('min', '3'), text('max', '5')];
    const read = (random: number) => readVariable(variable('R', 'r', bounds), createFakePage({ randoms: [random] }));
    expect([read(0), read(0.999)]).toEqual(['3', '5']);
  });
});

describe('simulateExportedContainer: built-in variables', () => {
  test.each([
    ['PAGE_URL', href.replace('#part', '')],
    ['PAGE_HOSTNAME', 'www.shop.example.test'],
    ['PAGE_PATH', '/a/thanks.html'],
    ['REFERRER', 'https://checkout.stripe.com/'],
    ['EVENT', 'gtm.js'],
    ['CONTAINER_ID', 'GTM-SHOP'],
    ['CONTAINER_VERSION', '5'],
    ['DEBUG_MODE', 'false'],
    ['RANDOM_NUMBER', '1073741823'],
    ['CLICK_URL', 'undefined'],
  ])('%s is %s', (type, expected) => {
    const page = createFakePage({ href, referrer: 'https://checkout.stripe.com/' });
    const { container } = run(
      { builtInVariable: builtIns({ [type]: 'Mine' }), tag: [logTag('Log', '{{Mine}}')] },
      page,
    );
    expect(container.consoleLines).toEqual([expected]);
    expect([container.problems, container.unsupported]).toEqual([[], []]);
  });

  test('one that is not switched on does not exist', () => {
    const { container } = run({ tag: [logTag('Log', '{{Page URL}}')] });
    expect(container.problems).toEqual(['Tag "Log" refers to the variable "Page URL", which does not exist.']);
  });
});
