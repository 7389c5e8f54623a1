// Which route an address means, and which parts of one could be an id of ours.
import { describe, expect, it } from 'vitest';
import type { OpenRoute } from '../../../../functions/console/route.ts';
import { createRouteFinder, findWithoutSlash } from '../../../../functions/console/serve/find-route.ts';

const toRoute = (path: string): OpenRoute => ({
  method: 'GET',
  path,
  needs: 'nobody',
  answer: () => ({ kind: 'json', value: path }),
});

const find = createRouteFinder([toRoute('/things/:thingId/edit'), toRoute('/things/new/edit')], '/console');

describe('findWithoutSlash', () => {
  const lead = (address: string, method = 'GET'): string | undefined =>
    findWithoutSlash(find, method, new URL(address, 'http://127.0.0.1'));

  it('leads to the page without the slash, with the whole query', () => {
    expect(lead('/console/things/a/edit/?from=1&until=2')).toBe('/console/things/a/edit?from=1&until=2');
    expect(lead('/console/things/a/edit//')).toBe('/console/things/a/edit');
  });

  it('leads nowhere where no page lies there, or there is no slash', () => {
    expect(lead('/console/nothing/')).toBeUndefined();
    expect(lead('/console/things/a/edit')).toBeUndefined();
    expect(lead('/')).toBeUndefined();
  });

  it('leads no form on, and to no other host', () => {
    expect(lead('/console/things/a/edit/', 'POST')).toBeUndefined();
    expect(lead('http://127.0.0.1//evil.example/')).toBeUndefined();
  });
});

describe('createRouteFinder', () => {
  it('finds the route and the parts that it names', () => {
    const found = find('GET', '/console/things/cs_test_a1.b-2/edit');
    expect(found?.route.path).toBe('/things/:thingId/edit');
    expect(found?.params).toEqual({ thingId: 'cs_test_a1.b-2' });
  });

  it('takes the route with the fewest parts that vary', () => {
    expect(find('GET', '/console/things/new/edit')?.route.path).toBe('/things/new/edit');
  });

  it('decodes a part', () => {
    expect(find('GET', '/console/things/%63s_1/edit')?.params).toEqual({ thingId: 'cs_1' });
  });

  // A page puts the part into the address of a form, which one of these would lead to another route.
  it.each([
    '..%2F..%2Fsign-out-everywhere%3F',
    'a%2Fb',
    'a%3Fb',
    'a%23b',
    '%5C',
    'a%00b',
    'a%0D%0Ab',
    '%E2%82%AC',
    'a b',
  ])('finds nothing where a part could be no id: %s', (part) => {
    expect(find('GET', `/console/things/${part}/edit`)).toBeUndefined();
  });

  it('finds nothing where a part does not decode', () => {
    expect(find('GET', '/console/things/%E0%A4%A/edit')).toBeUndefined();
  });

  it('finds nothing for another method or outside of the console', () => {
    expect(find('POST', '/console/things/a/edit')).toBeUndefined();
    expect(find('GET', '/things/a/edit')).toBeUndefined();
    expect(find('GET', '//console/things/a/edit')).toBeUndefined();
  });
});
