// Cookies, local storage and template storage.
import { describe, expect, test } from 'vitest';
import { createFakePage, type FakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

describe('getCookieValues', () => {
  const get = (values: string, page: FakePage, cookieNames = ['a']) =>
    evaluate(`return require('getCookieValues')(${values});`, {
      page,
      permissions: { get_cookies: { cookieAccess: 'specific', cookieNames } },
    });

  test('answers all values of the name, decoded', () => {
    const page = createFakePage({ cookies: { a: 'x%20y', ab: '2' } });
    expect(get("'a'", page).returned).toEqual(['x y']);
  });

  test('answers the raw values when told not to decode', () => {
    expect(get("'a', false", createFakePage({ cookies: { a: 'x%20y' } })).returned).toEqual(['x%20y']);
  });

  test('a value that cannot be decoded stays as it is', () => {
    expect(get("'a'", createFakePage({ cookies: { a: '%E0' } })).returned).toEqual(['%E0']);
  });

  test('a missing cookie is an empty list', () => {
    expect(get("'a'", createFakePage()).returned).toEqual([]);
  });

  test('a name that is not listed throws', () => {
    expect(get("'b'", createFakePage()).status).toBe('failed');
  });
});

describe('setCookie', () => {
  const permissions = {
    set_cookies: { allowedCookies: [{ name: 'a', domain: '*', path: '*', secure: 'any', session: 'any' }] },
  };

  test('writes an encoded value with its attributes', () => {
    const page = createFakePage();
    evaluate("require('setCookie')('a', 'x y', { path: '/', 'max-age': 60, samesite: 'Lax', secure: true });", {
      page,
      permissions,
    });
    expect(page.cookieLines).toEqual(['a=x%20y; path=/; max-age=60; samesite=Lax; secure']);
  });

  test('writes the raw value when told not to encode', () => {
    const page = createFakePage();
    evaluate("require('setCookie')('a', 'x.y/', {}, false);", { page, permissions });
    expect(page.cookieLines).toEqual(['a=x.y/']);
  });

  test('the domain auto is the widest that the browser accepts', () => {
    const page = createFakePage({ href: 'https://www.shop.example.test/' });
    const lines: string[] = [];
    const picky: FakePage = {
      ...page,
      writeCookie: (line) => {
        lines.push(line);
        if (line.includes('domain=shop.example.test')) {
          page.writeCookie(line);
        }
      },
    };
    evaluate("require('setCookie')('a', '1', { domain: 'auto' });", { page: picky, permissions });
    expect(lines).toEqual(['a=1; domain=example.test', 'a=1; domain=shop.example.test']);
  });

  test('a name that is not listed throws', () => {
    expect(evaluate("require('setCookie')('b', '1');", { permissions }).status).toBe('failed');
  });
});

describe('localStorage', () => {
  const permissions = {
    access_local_storage: {
      keys: [
        { key: 'both', read: true, write: true },
        { key: 'seen', read: true, write: false },
      ],
    },
  };
  const use = (code: string, page = createFakePage()) =>
    evaluate(`const localStorage = require('localStorage'); ${code}`, { page, permissions });

  test('keeps, reads and forgets', () => {
    const code = `
      const set = localStorage.setItem('both', '1');
      const read = localStorage.getItem('both');
      localStorage.removeItem('both');
      return [set, read, localStorage.getItem('both')];`;
    expect(use(code).returned).toEqual([true, '1', null]);
  });

  test('writing a key that may only be read throws', () => {
    expect(use("return localStorage.getItem('seen');").returned).toBeNull();
    expect(use("localStorage.setItem('seen', '1');").status).toBe('failed');
    expect(use("localStorage.removeItem('seen');").status).toBe('failed');
  });

  test('reading a key that is not listed throws', () => {
    expect(use("localStorage.getItem('other');").status).toBe('failed');
  });

  test('a full storage answers false', () => {
    const full = {
      ...createFakePage(),
      localStorage: () => ({
        getItem: () => null,
        removeItem: () => undefined,
        setItem: () => {
          throw new Error('QuotaExceededError');
        },
      }),
    };
    expect(use("return localStorage.setItem('both', '1');", full).returned).toBe(false);
  });

  test('is undefined where the browser refuses storage', () => {
    expect(use('return typeof localStorage;', createFakePage({ hasStorage: false })).returned).toBe('undefined');
  });
});

describe('templateStorage', () => {
  const permissions = { access_template_storage: {} };
  const write = "require('templateStorage').setItem('k', { n: 1 }); return 1;";
  const read = "const s = require('templateStorage').getItem('k'); return s && s.n;";

  test('is shared by the runs of one template on one page', () => {
    const { container } = evaluate(write, { permissions });
    expect(evaluate(read, { permissions, container }).returned).toBe(1);
  });

  test('is apart from other templates', () => {
    const { container } = evaluate(write, { permissions });
    expect(evaluate(read, { permissions, container, name: 'Another' }).returned).toBeUndefined();
  });

  test('forgets one item, or all', () => {
    const code = `
      const storage = require('templateStorage');
      storage.setItem('a', 1); storage.setItem('b', 2); storage.removeItem('a');
      const left = [storage.getItem('a'), storage.getItem('b')];
      storage.clear();
      return [left, storage.getItem('b')];`;
    expect(evaluate(code, { permissions }).returned).toEqual([[undefined, 2], undefined]);
  });

  test('throws without its permission', () => {
    expect(evaluate(write).status).toBe('failed');
  });
});
