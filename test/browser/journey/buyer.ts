// The one buyer of these tests, and how to find traces of her where none may be.
import type { BuyerDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';

export const buyer = {
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  phone: '+493012345678',
  address: { line1: 'Analytical Row 5', city: 'Wolfenbuettel', postal_code: '38300', country: 'DE' },
} as const satisfies BuyerDraft;

const traces = ['ada.', 'lovelace', '@example', '%40example', '3012345678', 'analytical', 'wolfenbuettel', '38300'];

/** What of the buyer can be read in this text, in any case of letters. */
export function findPersonal(text: string): string[] {
  const lower = text.toLowerCase();
  return traces.filter((trace) => lower.includes(trace));
}
