// What the demo adds to the console's pages, so that a property of one's own can be set up without any account.
import type { FindHint, Hint, HintPlace } from '../../../functions/console/hint.ts';
import { signInTexts } from '../../../functions/console/texts/sign-in-texts.ts';
import { ownPriceId } from '../shop/own/own-product.ts';
import { pricingPath, thankYouPath } from '../shop/own/own-shop.ts';
import { ownStripeKey } from './demo-accounts.ts';

/** Where the demo's parts answer, each without a slash at the end. */
export interface DemoPlaces {
  shopUrl: string;
  collectorUrl: string;
  /** Of the function, which Stripe’s events go to as well. */
  functionUrl: string;
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

const asLive = {
  text: 'Here the tag’s field “Test sessions” says to push test payments like live ones, so that what you buy does reach the stand-in for GA4.',
};

const noLivePayments = {
  text: 'Nobody pays for real here, so the demo has no key for live payments: that the console goes on asking for one is right.',
};

/** What the console goes on asking for in vain: a key for live payments. */
const leave = ['only_test_key'] as const;

function ofTheDemo({ shopUrl }: DemoPlaces): Hints {
  return {
    overview: {
      parts: [
        {
          text: `This property belongs to the demo’s shop and is set up already. Buy something there, then look at Conversions, Coverage and Campaigns; that is the first test payment, too. Leave the step about Stripe keys as it is: what it misses is a key for live payments, and nobody pays for real in the demo. To go through the steps yourself, make a property of your own: “${signInTexts.firstAccount}” at the top of the page, then New property.`,
        },
        asLive,
      ],
      link: { href: shopUrl, text: 'Open the demo’s shop' },
      leave,
    },
    setup: { parts: [noLivePayments], leave },
    conversions: { parts: [asLive] },
    payment: { parts: [asLive] },
    test: {
      parts: [{ text: 'This property belongs to the demo’s shop. Buy something there.' }, asLive],
      link: { href: shopUrl, text: 'Open the demo’s shop' },
    },
    doctor: { parts: [noLivePayments] },
  };
}

function ofOneself({ shopUrl, collectorUrl, functionUrl }: DemoPlaces, propertyId: string): Hints {
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
    overview: { parts: [noLivePayments], link, leave },
    setup: { parts: [noLivePayments], leave },
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
          text: 'With its address entered, a button beside the payment link has the stand-in for Stripe redirect there. That is all, and this step is done. If you like, have a second payment link made as well, for this price:',
          copied: ownPriceId,
        },
      ],
    },
    webhook: {
      parts: [
        {
          text: 'The stand-in for Stripe reaches this machine alone. With this as the address of your functions, press the button that makes the test webhook:',
          copied: functionUrl,
        },
      ],
    },
    destinations: {
      parts: [
        {
          text: 'Google is a stand-in, too. Add GA4 for test payments with this Measurement ID:',
          copied: 'G-MYSHOP01',
        },
        {
          text: 'As API secret it takes any that has 8 signs or more, such as this one:',
          copied: 'anySecretOfTheDemo',
        },
        { text: 'The stand-in’s list of hits stands for GA4’s Realtime report.' },
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
