// What has to be set outside of GTM, as data.
import { describe, expect, test } from 'vitest';
import { type ChecklistReader, createChecklist } from '../../../functions/downloads/checklist.ts';

function todoOf(wanted: string, reader: ChecklistReader = {}): string | undefined {
  return createChecklist(reader).find(({ id }) => id === wanted)?.todo;
}

describe('createChecklist', () => {
  test('every item has an id of its own, something to do, and a reason', () => {
    const items = createChecklist();
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const { title, todo, otherwise } of items) {
      expect(title).toMatch(/^[A-Z][^.]+$/);
      expect(todo).toMatch(/\.$/);
      expect(otherwise).toMatch(/\.$/);
    }
  });

  test('the Content-Security-Policy names the origin of the endpoint, without its path', () => {
    expect(todoOf('content_security_policy', { endpoint: 'https://shop.example.org/metrics' })).toContain(
      'add https://shop.example.org to script-src and to connect-src',
    );
  });

  test('nobody is shown a made-up address while theirs is not known', () => {
    expect(JSON.stringify(createChecklist())).not.toContain('example.');
    expect(todoOf('content_security_policy')).toContain('add the address of your function, from https:// to the end');
  });

  test.each([
    ['browser_first', 'in both containers, for the same conversion action'],
    ['server', 'in the server container alone'],
    ['browser', 'in the web container alone'],
  ] as const)('the sender %s alone is told where its tag belongs', (sender, place) => {
    const todo = todoOf('one_conversion', { sender, hasServerContainer: true });
    expect(todo).toContain(`Its tag belongs ${place}`);
    expect(todo).not.toContain('under ');
  });

  test('without a server container nobody is told about containers, and who is not known is told every case', () => {
    expect(todoOf('one_conversion', { sender: 'browser_first', hasServerContainer: false })).toMatch(
      /imported from GA4\.$/,
    );
    expect(todoOf('one_conversion')).toMatch(
      /under browser_first in both .* under server in the .* under browser in the/,
    );
  });

  test('an endpoint that GTM would refuse is refused', () => {
    expect(() => createChecklist({ endpoint: 'http://shop.example.org' })).toThrow('it must start with https://');
  });
});
