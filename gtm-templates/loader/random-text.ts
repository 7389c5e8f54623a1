// Names things that nobody else can name.
import type { Page } from './page.ts';

/** 16 random bytes as 22 characters of base64url. */
export function createRandomText(page: Page): string {
  const bytes = page.crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .slice(0, 22)
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}
