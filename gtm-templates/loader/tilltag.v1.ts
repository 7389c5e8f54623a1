// The script that a tag puts on the page: the only code of ours that may use the network and the page itself.

import type { Tilltag } from '../../functions/contract/loader-protocol.ts';
import { createTilltag } from './create-tilltag.ts';

declare global {
  interface Window {
    tilltag?: Tilltag;
  }
}

// Two containers on one page load this twice; what the first copy remembers must not be lost.
window.tilltag = window.tilltag || createTilltag(window);
