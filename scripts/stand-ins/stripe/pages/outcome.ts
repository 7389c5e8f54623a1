// What a request for a page comes to.
import type { Page } from '../../page/layout.ts';

/** A page to show or an address to go to. */
export type Outcome = { status: number; page: Page } | { location: string };
