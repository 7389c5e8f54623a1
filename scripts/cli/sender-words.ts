// What each sender means, for whoever reads a property at the terminal.
import type { Sender } from '../../functions/contract/checkout-answer.ts';

/** In words that follow the name of the setting. */
export const senderWords: Record<Sender, string> = {
  browser: 'the page sends; the server only records',
  browser_first: 'the page sends; the server sends what no page did, and all that comes later',
  server: 'the server sends everything; pages push checkout_complete',
};
