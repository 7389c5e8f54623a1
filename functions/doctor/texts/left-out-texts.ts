// What somebody left out of a set-up on purpose, in words, the same wherever it is told.
import type { OptionalPart } from '../../rules/left-out.ts';
import { command, type TextsOf } from './finding-text.ts';

/** What is lost without each of them. */
const losses: Record<OptionalPart, string> = {
  webhook:
    'closed tabs, bank debits that settle later, refunds and renewals are learned of once an hour at best, and without a destination not at all',
  destinations:
    'what no thank-you page reports, such as closed tabs, late bank debits, refunds and renewals, is recorded here and reported nowhere',
  page: 'nobody here learns whether the event reached the data layer and its tags fired, so look at your page yourself',
};

const names: Record<OptionalPart, string> = {
  webhook: 'The webhook was',
  destinations: 'Destinations were',
  page: 'The report of the thank-you page was',
};

/** What is lost without the part, in a whole sentence. */
export function wordLoss(part: OptionalPart): string {
  return `What you lose: ${losses[part]}.`;
}

/** That it was left out and when, and what that costs; each a whole sentence. */
export function wordLeftOut(part: OptionalPart, atMs: number): { what: string; loss: string } {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return { what: `${names[part]} left out by you, on ${day}.`, loss: wordLoss(part) };
}

export const leftOutTexts: TextsOf<'webhook_left_out' | 'destinations_left_out' | 'page_left_out'> = {
  webhook_left_out: ({ atMs }, { propertyId }) => {
    const { what, loss } = wordLeftOut('webhook', atMs);
    return {
      what,
      why: loss,
      fix: {
        console: 'Nothing, if that is what you want. Else set it up:',
        path: '/setup/webhook',
        terminal: `Nothing, if that is what you want. Else: ${command(`property connect ${propertyId} --endpoint https://YOUR-FUNCTIONS`)}`,
      },
    };
  },
  destinations_left_out: ({ atMs, untold }, { propertyId }) => {
    const { what, loss } = wordLeftOut('destinations', atMs);
    return {
      what,
      why: untold === 0 ? loss : `${loss} So it was with ${untold} of the newest payments, refunds and renewals.`,
      fix: {
        console: 'Nothing, if that is what you want. Else add one:',
        path: '/setup/destinations',
        terminal: `Nothing, if that is what you want. Else: ${command(`property destination add ${propertyId} --help`)}`,
      },
    };
  },
  page_left_out: ({ atMs }) => {
    const { what, loss } = wordLeftOut('page', atMs);
    return {
      what,
      why: loss,
      fix: {
        console: 'Nothing, if that is what you want. Else wait for it again:',
        path: '/setup/test',
        terminal: 'Nothing, if that is what you want. Else have the tag report a payment: that takes it back.',
      },
    };
  },
};
