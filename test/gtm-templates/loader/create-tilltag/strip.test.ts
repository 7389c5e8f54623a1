// What a tag can rely on when it takes the session id out of the address.
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { sessionId } from '../answers.ts';
import { createFakeWindow } from '../fake-window.ts';

describe('strip', () => {
  test.each([
    [`?session_id=${sessionId}`, ''],
    [`?session_id=${sessionId}#top`, '#top'],
    [`?a=1&session_id=${sessionId}&b=%20x+y&c`, '?a=1&b=%20x+y&c'],
    [`?order=${sessionId}&copy=${sessionId}&a=`, '?a='],
  ])('%s becomes "%s", with the router’s state and the method that nobody has wrapped', (before, after) => {
    const page = createFakeWindow([], `https://shop.example.com/thanks/${before}`);
    expect(createTilltag(page).strip(sessionId)).toBe(true);
    expect(page.addresses).toEqual([`true /thanks/${after}`]);
  });

  test.each(['', '?a=1', '?session_id=other', `#${sessionId}`])('%s is left alone', (search) => {
    const page = createFakeWindow([], `https://shop.example.com/thanks${search}`);
    createTilltag(page).strip(sessionId);
    expect(page.addresses).toEqual([]);
  });
});
