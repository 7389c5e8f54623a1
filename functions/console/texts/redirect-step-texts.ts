// What the step about the redirect says.
import type { StripeMode } from '../../rules/property.ts';
import type { RedirectVerdict } from '../../rules/redirect-url.ts';

export const redirectStepTexts = {
  intro:
    'After the payment, Stripe can send buyers back to a page of yours and put the id of the payment into its address. Only so does your thank-you page know what was bought.',
  noHostname: 'This property has no hostname yet, so no thank-you page may ask. Enter it in the first step.',
  toHostnames: 'Name and hostnames',
  pageLabel: 'Address of your thank-you page',
  pageHint: 'Copy it from the browser. It has to lie on one of the hostnames of this property.',
  show: 'Show what to enter',
  pasteTitle: 'What to enter in Stripe',
  paste: [
    'In Stripe, open the payment link, press “Edit”, and open “After payment”.',
    'Choose “Don’t show confirmation page”, and paste this into the field below it, exactly as it stands:',
  ],
  pasteAfter:
    'Stripe replaces {CHECKOUT_SESSION_ID}, with its braces, by the id of each payment. Do this for every payment link. Where your own server starts Checkout, it is the success_url.',
  copy: 'Copy',
  placeholderTitle: 'Buyers came back without their payment',
  placeholder: (count: number, day: string) =>
    `On ${day} pages asked ${count === 1 ? 'once' : `${count} times`} about a payment called {CHECKOUT_SESSION_ID}: Stripe did not replace the text. It was typed with other braces or letters, encoded, or the page was opened by hand with this text. Paste the text below anew into every payment link; then mark this step as done.`,
  linksTitle: 'Your payment links',
  linksCaption: (mode: string) => `Payment links for ${mode} payments, and what their buyers see after paying`,
  linkColumns: { link: 'Payment link', after: 'After the payment', action: 'Cure' },
  noLinks: (mode: string) => `Stripe has no active payment link for ${mode} payments.`,
  notWhole: 'There are more than 500; the newest are listed.',
  verdicts: {
    good: { word: 'good', sentence: 'Buyers come back with their payment.' },
    hosted_confirmation: {
      word: 'stays at Stripe',
      sentence: 'Buyers see Stripe’s own confirmation page and never come back.',
    },
    no_placeholder: {
      word: 'payment missing',
      sentence: 'Buyers come back, but the address lacks {CHECKOUT_SESSION_ID}, so the page cannot know the payment.',
    },
    other_parameter: {
      word: 'wrong parameter',
      sentence: 'The payment’s id is in the address, but not as the whole value of session_id, where the tag looks.',
    },
    other_host: {
      word: 'other host',
      sentence:
        'Buyers come back to a host that this property does not allow. Add the host in the first step if it is yours, or leave the link as it is.',
    },
  } satisfies Record<RedirectVerdict, { word: string; sentence: string }>,
  otherPage: {
    word: 'other page',
    sentence: 'Buyers come back with their payment, to another page than the one above.',
  },
  elsewhere:
    'Not every payment link leads to the page above. Set the redirect of those that shall; a link of yours that leads to another page of yours may stay as it is, and then this step is done.',
  /** The modes are those that have a key, at least one. */
  allGood: (modes: readonly StripeMode[]): string => {
    const [mode, other] = modes;
    if (other !== undefined) return 'Every payment link of this property leads back with the payment, live and test.';
    return `Every payment link for ${mode} payments leads back with the payment. ${mode === 'test' ? 'Those for live payments' : 'Those for test payments'} are looked at once their key is stored.`;
  },
  soDone: 'So this step is done.',
  leadsTo: (address: string) => `It leads to ${address}.`,
  change: 'Set the redirect',
  ofLink: (url: string) => ` of ${url}`,
  makeTitle: 'Make a payment link',
  make: 'Stripe makes a link for one piece of a price of yours, with the redirect entered.',
  priceLabel: 'Id of the price',
  priceHint: 'It begins with price_ and stands in Stripe under Product catalogue, in the product, at the price.',
  makeSubmit: 'Make the payment link',
  priceFault: 'This is not the id of a price. It begins with price_ and stands in Stripe under Product catalogue.',
  made: 'The payment link is made. It leads buyers to',
  why: {
    no_page: 'Enter the address of your thank-you page above; then links can be led there from here.',
    no_key: 'Once a Stripe key is stored, its payment links are listed here with what they do after the payment.',
    viewer: 'For owners of the account, the payment links are read from Stripe and listed here with what they do.',
    cannot_read:
      'Your key may not read payment links, so what they do cannot be checked from here; change each by hand as said above. To have them checked, tick “Payment Links: Read” for the key in Stripe under Developers → API keys.',
    cannot_write:
      'Your key may read payment links and not change them, so change each by hand as said above. To have it done from here, tick “Payment Links: Write” for the key in Stripe under Developers → API keys.',
    rejected: 'Stripe does not know the stored key any more. Enter a new one in the step about Stripe keys.',
    unavailable: 'Stripe could not be asked about your payment links just now. Load this page again in a minute.',
  },
  failed: {
    missing_permission:
      'The key may not change payment links. Nothing was changed; enter the text by hand as said above.',
    rejected: 'Stripe does not know the stored key any more. Nothing was changed; enter a new key in the second step.',
    missing: 'Stripe knows no such payment link or price in this mode. Nothing was changed; check the id.',
    unavailable: (reason: string) =>
      `Stripe did not confirm the change (${reason}). Load this page again to see what the link does now.`,
  },
  tick: 'I have entered it in every payment link',
} as const;
