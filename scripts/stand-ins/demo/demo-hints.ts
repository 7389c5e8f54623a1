// What the demo adds to the console's pages, so that a property of one's own can be set up without any account.
import type { FindHint, Hint, HintPlace } from '../../../functions/console/hint.ts';
import { ownPriceId } from '../shop/own/own-product.ts';
import { pricingPath, thankYouPath } from '../shop/own/own-shop.ts';
import { ownStripeKey } from './demo-accounts.ts';

/** Where the demo's parts answer, each without a slash at the end. */
export interface DemoPlaces {
  shopUrl: string;
  collectorUrl: string;
  /** Of the demo's own property, which is set up already. */
  propertyId: string;
}

/** The hints; none before the places are known, which is before anybody can ask. */
export function createDemoHints(findPlaces: () => DemoPlaces | undefined): FindHint {
  return (place, propertyId = '') => {
    const places = findPlaces();
    if (places === undefined) return undefined;
    const words = propertyId === places.propertyId ? ofTheDemo(places) : ofOneself(places, propertyId);
    const hint = words[place];
    return hint === undefined ? undefined : { title: 'In this demo', ...hint };
  };
}

type Hints = Partial<Record<HintPlace, Omit<Hint, 'title'>>>;

const noLivePayments =
  'Nobody pays for real here, so the demo has no key for live payments: that the console goes on asking for one is right.';

function ofTheDemo({ shopUrl }: DemoPlaces): Hints {
  return {
    test: {
      sentences: ['This property belongs to the demo’s shop. Buy something there.'],
      link: { href: shopUrl, text: 'Open the demo’s shop' },
    },
    doctor: { sentences: [noLivePayments] },
  };
}

function ofOneself({ shopUrl, collectorUrl }: DemoPlaces, propertyId: string): Hints {
  const { hostname } = new URL(shopUrl);
  const hosts = {
    sentences: ['Every property gets a page of its own on this machine. Choose any name, and enter this hostname:'],
    copied: [hostname],
  };
  return {
    new: hosts,
    name: hosts,
    keys: {
      sentences: [
        'Stripe is a stand-in on this machine, which has no form for keys. Leave the buttons alone, and enter this test key:',
        'It belongs to an account of its own, of which the demo’s shop hears nothing, and may also make webhooks and payment links.',
        noLivePayments,
      ],
      copied: [ownStripeKey],
    },
    payments: {
      sentences: [
        'Nobody else sells with this Stripe account, so all of its payments are yours. With a second property of your own, choose payment links.',
      ],
    },
    redirect: {
      sentences: [
        'This is your thank-you page:',
        'Enter it, and the button beside the payment link has the stand-in for Stripe redirect to it. A link of your own can be made for this price:',
      ],
      copied: [`${shopUrl}${thankYouPath(propertyId)}`, ownPriceId],
    },
    webhook: {
      sentences: [
        'The stand-in for Stripe reaches this machine, so the address below is right: press the button that makes the test webhook.',
      ],
    },
    destinations: {
      sentences: [
        'Google is a stand-in, too: add GA4 with this Measurement ID, anything as API secret, and test payments. Its list of hits stands for GA4’s Realtime report.',
      ],
      copied: ['G-MYSHOP01'],
      link: { href: collectorUrl, text: 'Open the list of hits' },
    },
    downloads: {
      sentences: [
        'There is nothing to import: your page on this machine has the web container in its head that is handed out here, run by a simulator.',
      ],
      link: { href: `${shopUrl}${pricingPath(propertyId)}`, text: 'Open your page' },
    },
    checklist: { sentences: ['All of this is for your real site. Here you may tick it off unread.'] },
    test: {
      sentences: [
        'Open your page, buy, and press “Pay by card”, with everything as it is filled in. You come back to your thank-you page, and this one turns green by itself.',
      ],
      link: { href: `${shopUrl}${pricingPath(propertyId)}`, text: 'Open your page' },
    },
    doctor: {
      sentences: [
        noLivePayments,
        'Leave the address of a page empty: pages on this machine have a simulator in their head, not Google’s own snippet.',
      ],
    },
  };
}
