// What the settings of a property say that are no secrets and no places: each setting, its choices, and what they do.

import { settingRanges } from '../../rules/property-settings.ts';

/** The names of the settings pages, as their headings and their navigation have them. */
export const settingsPages = {
  '': 'Settings',
  '/stripe': 'Stripe keys and webhook',
  '/destinations': 'Destinations',
  '/manage': 'Export, erase, move, delete',
} as const;

export const settingsTexts = {
  navigation: 'Settings',
  propertyId: 'Property ID',
  propertyIdHint: 'Every tag names it. It is no secret and never changes.',
  copy: 'Copy',
  save: 'Save',
  intro:
    'Each part is saved by itself. A running function remembers settings for up to a minute before it looks again.',
  changedMeanwhile:
    'Somebody else changed this part after you opened the page, so nothing was saved. What is stored now stands here; your own entries are still in the fields below. Save again to put yours in its place, or load the page anew to keep theirs.',
  storedNow: 'Stored now',
  secretMeanwhile:
    'Somebody else changed the stored keys after you opened the page, so nothing was saved. Look at what is there now; if yours is still needed, enter it again.',
  destinationMeanwhile:
    'Somebody else changed this destination after you opened the page, so nothing was saved. It lies at what “Stored now” says; your own entries are still in the fields. Save again to put yours in its place.',
  range: (min: number, max: number, unit: string) => `A whole number of ${unit} from ${min} to ${max}.`,
  nothingChosen: 'none',
} as const;

export const sectionTexts = {
  name: {
    title: 'Name and hostnames',
    intro:
      'The hostnames decide which pages may ask about payments. Pages elsewhere are refused, so that nobody reads your buyers’ data by copying a tag.',
  },
  value: {
    title: 'Value',
    intro:
      'It counts from now on. What was sent already stays as it was; later refunds of it are scaled to the new choice.',
  },
  payments: {
    title: 'Payments',
    intro: 'One Stripe account may sell for several sites. This says which of its payments belong here.',
    chooseFromList: 'Choose from the list of your payment links',
  },
  privacy: {
    title: 'Buyers’ data',
    intro:
      'E-mail address, phone and name help Google and Meta to find the click behind a purchase. Where the buyer denied ads, none of them leave, whatever is chosen here.',
  },
  sender: {
    title: 'Who sends',
    intro:
      'A page can only report what happens while it is open. The server needs a destination to report the rest; the settings below say who does what.',
  },
  consent: {
    title: 'Consent',
    intro:
      'A buyer’s answer to your consent banner travels with the payment. These two say what counts where it did not, and what is left where it was no.',
  },
  limits: {
    title: 'Time limits',
    intro: 'How long payments are answered, and clicks remembered. Short limits keep fewer data.',
  },
} as const;

export type SectionId = keyof typeof sectionTexts;

/** A choice of a few words: its label, what it does, and each word in plain language. */
export const choiceTexts = {
  emailPolicy: {
    label: 'E-mail address and other personal data',
    hint: 'What your pages and your server container get. A tag may be stricter than this, never laxer.',
    choices: {
      plain: {
        label: 'As they are',
        hint: 'Needed only where a tag of yours wants the address itself, such as one for your newsletter.',
      },
      hashed: {
        label: 'As SHA-256 hashes only',
        hint: 'Enough for Google’s enhanced conversions and for Meta, which compare hashes.',
      },
      none: { label: 'Not at all', hint: 'Purchases are reported without any of them.' },
    },
  },
  sender: {
    label: 'Who reports purchases',
    hint: 'The first is usual without a destination, the second with one.',
    choices: {
      browser: {
        label: 'The thank-you page alone',
        hint: 'The server records everything and sends nothing: late bank debits, refunds, renewals and closed tabs are reported nowhere.',
      },
      browser_first: {
        label: 'The thank-you page, and the server where no page did',
        hint: 'The server waits for the page as long as the grace says, then sends what is missing, and all that comes later.',
      },
      server: {
        label: 'The server alone',
        hint: 'Pages push checkout_complete instead of purchase. Nothing is lost to ad blockers, and only what reaches the server is reported.',
      },
    },
  },
  unknownConsent: {
    label: 'Where nothing is known of the buyer’s consent',
    hint: 'So with payments that began without your site’s tag: a link in a mail, an invoice, a renewal. Your privacy adviser knows which applies.',
    choices: {
      denied: { label: 'Treat it as denied', hint: 'The careful choice: no personal data and no ids are sent.' },
      granted: {
        label: 'Treat it as granted',
        hint: 'Only where you have another legal basis for reporting these payments.',
      },
    },
  },
  deniedAnalytics: {
    label: 'Where the buyer denied analytics',
    hint: 'What the server does with such an event. The thank-you page keeps to your consent banner by itself.',
    choices: {
      suppress: { label: 'Send nothing', hint: 'Revenue in GA4 is then lower than in Stripe by these payments.' },
      anonymous: {
        label: 'Send it without anything about the buyer',
        hint: 'Under a made-up visitor, so that revenue is whole; no campaign gets these payments.',
      },
    },
  },
} as const;

/** A whole number: its label and what it does. */
export const countTexts = {
  personalDataMinutes: {
    label: 'How long pages get personal data, in minutes',
    hint: 'Counted from the moment when the payment was first seen as paid; later the same answer comes without them. The address of a thank-you page is passed on to every vendor on it, so it is no secret. 0 gives pages none.',
  },
  graceMinutes: {
    label: 'Grace for the thank-you page, in minutes',
    hint: 'How long the server leaves a purchase to the page before it sends it itself. Only where both may send.',
  },
  maxSessionAgeHours: {
    label: 'How long a payment is answered at all, in hours',
    hint: 'Counted from when the buyer began to pay, which may be 24 hours before the money comes. Later a reload of the thank-you page gets nothing.',
  },
  clickDays: {
    label: 'How long a click on a payment link is remembered, in days',
    hint: 'So long a later payment finds its campaign. Click records hold no IP address and no e-mail address.',
  },
} satisfies Record<keyof typeof settingRanges, { label: string; hint: string }>;

/** A range with what most choose. */
export function wordRange(setting: keyof typeof settingRanges): string {
  const { min, max, unit, example } = settingRanges[setting];
  return `${settingsTexts.range(min, max, unit)} Most choose ${example}.`;
}

export const senderFaultTexts = {
  no_destination:
    'The server has nowhere to send to, so what it is to report would be lost. Add a destination first, under Destinations.',
  no_live_destination:
    'Every destination is for test payments, so nobody would report live ones. Add a destination for live payments first, or leave it to the page too.',
} as const;
