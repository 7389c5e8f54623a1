// A cookie for the whole site.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../scripts/simulator/web/fake-page.ts';
import { writeWideCookie } from '../../../../scripts/simulator/web/write-wide-cookie.ts';

describe('writeWideCookie', () => {
  test('goes to the widest domain of two labels, and no further once the browser keeps it', () => {
    const page = createFakePage({ href: 'https://a.b.example.test/' });
    writeWideCookie(page, 'a=1', '; path=/');
    expect(page.cookieLines).toEqual(['a=1; domain=example.test; path=/']);
  });

  test('tries one narrower domain after the other while the browser refuses', () => {
    const lines: string[] = [];
    const page = {
      ...createFakePage({ href: 'https://a.b.example.test/' }),
      writeCookie: (line: string): void => {
        lines.push(line);
      },
    };
    writeWideCookie(page, 'a=1', '');
    expect(lines).toEqual(['a=1; domain=example.test', 'a=1; domain=b.example.test', 'a=1; domain=a.b.example.test']);
  });

  test.each(['http://127.0.0.1:8787/', 'http://localhost/'])('names no domain at %s', (href) => {
    const page = createFakePage({ href });
    writeWideCookie(page, 'a=1', '');
    expect(page.cookieLines).toEqual(['a=1']);
  });
});
