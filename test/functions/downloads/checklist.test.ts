// What has to be set outside of GTM, as data.
import { describe, expect, test } from 'vitest';
import { createChecklist } from '../../../functions/downloads/checklist.ts';

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
    const policy = createChecklist('https://shop.example.org/metrics').find(
      ({ id }) => id === 'content_security_policy',
    );
    expect(policy?.todo).toContain('add https://shop.example.org to script-src and to connect-src');
  });

  test('an endpoint that GTM would refuse is refused', () => {
    expect(() => createChecklist('http://shop.example.org')).toThrow('it must start with https://');
  });
});
