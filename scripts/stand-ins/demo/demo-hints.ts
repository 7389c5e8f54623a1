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

const noLivePayments = {
  text: 'Nobody pays for real here, so the demo has no key for live payments: that the console goes on asking for one is right.',
};

function ofTheDemo({ shopUrl }: DemoPlaces): Hints {
  return {
    setup: { parts: [noLivePayments] },
    test: {
      parts: [{ text: 'This property belongs to the demo’s shop. Buy something there.' }],
      link: { href: shopUrl, text: 'Open the demo’s shop' },
    },
    doctor: { parts: [noLivePayments] },
  };
}

function ofOneself({ shopUrl, collectorUrl }: DemoPlaces, propertyId: string): Hints {
  const hosts = {
    parts: [
      {
        text: 'Every property gets a page of its own on this machine. Choose any name, and enter this hostname:',
        copied: new URL(shopUrl).hostname,
      },
    ],
  };
  const link = { href: `${shopUrl}${pricingPath(propertyId)}`, text: 'Open your page' };
  return {
    new: hosts,
    setup: { parts: [noLivePayments] },
    name: hosts,
    keys: {
      parts: [
        {
          text: 'Stripe is a stand-in on this machine, which has no form for keys. Leave the buttons alone, and enter this test key. It belongs to an account of its own, of which the demo’s shop hears nothing, and may also make webhooks and payment links.',
          copied: ownStripeKey,
        },
        noLivePayments,
      ],
    },
    payments: say(
      'Nobody else sells with this Stripe account, so all of its payments are yours. With a second property of your own, choose payment links.',
    ),
    redirect: {
      parts: [
        { text: 'This is your thank-you page:', copied: `${shopUrl}${thankYouPath(propertyId)}` },
        {
          text: 'With its address entered, a button beside the payment link has the stand-in for Stripe redirect there. A link of your own is made for this price:',
          copied: ownPriceId,
        },
      ],
    },
    webhook: say(
      'The stand-in for Stripe reaches this machine, so the address below is right: press the button that makes the test webhook.',
    ),
    destinations: {
      parts: [
        {
          text: 'Google is a stand-in, too. Add GA4 with anything as API secret, for test payments, and with this Measurement ID:',
          copied: 'G-MYSHOP01',
        },
        { text: 'Its list of hits stands for GA4’s Realtime report.' },
      ],
      link: { href: collectorUrl, text: 'Open the list of hits' },
    },
    downloads: {
      ...say(
        'There is nothing to import: your page on this machine has the web container in its head that is handed out here, run by a simulator.',
      ),
      link,
    },
    checklist: say('All of this is for your real site. Here you may tick it off unread.'),
    test: {
      ...say(
        'Open your page, buy, and press “Pay by card”, with everything as it is filled in. You come back to your thank-you page, and this one turns green by itself.',
      ),
      link,
    },
    doctor: {
      parts: [
        noLivePayments,
        {
          text: 'Leave the address of a page empty: pages on this machine have a simulator in their head, not Google’s own snippet.',
        },
      ],
    },
  };
}

function say(text: string): Pick<Hint, 'parts'> {
  return { parts: [{ text }] };
}
