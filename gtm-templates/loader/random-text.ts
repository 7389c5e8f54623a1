// Names things that nobody else can name.
import type { Page } from './page.ts';

/** 22 random characters, 110 bits. */
export function createRandomText(page: Page): string {
  return page.crypto.getRandomValues(new Uint8Array(22)).reduce((text, byte) => text + (byte % 32).toString(32), '');
}
