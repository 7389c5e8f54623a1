// Puts the loader's functions together over one page, each unable to throw into it.

import type { Tilltag } from '../../functions/contract/loader-protocol.ts';
import { createLinks } from './links.ts';
import { createLookup } from './lookup.ts';
import type { Page } from './page.ts';
import { createPush } from './push.ts';
import { createRecords } from './records.ts';
import { silently } from './silently.ts';
import { createStrip } from './strip.ts';

/** The global `tilltag` of this page. */
export function createTilltag(page: Page): Tilltag {
  const records = createRecords(page);
  return {
    lookup: silently(createLookup(page, records)),
    push: silently(createPush(page, records)),
    after: silently((delayMs: number, callback: () => void): true => {
      page.setTimeout(callback, delayMs);
      return true;
    }),
    strip: silently(createStrip(page)),
    links: silently(createLinks(page)),
  };
}
