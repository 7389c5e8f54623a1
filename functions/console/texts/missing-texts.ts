// Why a purchase is not recorded, or was not told: a few words each, what they mean, and what to do.

/** A reason as people read it. */
export interface Explained {
  label: string;
  /** Whether something is to be done about it. */
  tone: 'good' | 'warning' | 'bad' | 'quiet';
  meaning: string;
}

/** Why a purchase that Stripe counts is not recorded. */
export const unrecordedTexts: Readonly<Record<string, Explained>> = {
  out_of_scope: {
    label: 'another property’s',
    tone: 'quiet',
    meaning:
      'It was paid in the same Stripe account, but your setting “whose payments” leaves it to another property. Nothing is to be done.',
  },
  missing: {
    label: 'nobody told of it',
    tone: 'bad',
    meaning:
      'The buyer did not come back to your thank-you page, and no webhook told of it. Connect the webhook under Set-up; what it brings in is recorded from then on.',
  },
  outdated: {
    label: 'paid later, not told',
    tone: 'warning',
    meaning:
      'The checkout is recorded, but that its money arrived was not told. Connect the webhook under Set-up, with the event for delayed payments.',
  },
};

/** Why a recorded purchase was not told. */
export const unsentTexts: Readonly<Record<string, Explained>> = {
  pending: {
    label: 'on its way',
    tone: 'quiet',
    meaning: 'It waits for the buyer’s page, or is tried again. Nothing is to be done; look again in an hour.',
  },
  consent: {
    label: 'no consent',
    tone: 'quiet',
    meaning: 'The buyer did not agree to analytics. It must not be sent; your setting for denied analytics says so.',
  },
  dead: {
    label: 'given up',
    tone: 'bad',
    meaning:
      'The destination refused it or was away for days. Open it under Conversions: its reason says what to mend. Then send it again.',
  },
  uncertain: {
    label: 'may have arrived',
    tone: 'warning',
    meaning:
      'The connection broke at the wrong moment. Where a rule of the destination decides, it does within about an hour. Otherwise look in the destination, then decide under Conversions.',
  },
  overtaken: {
    label: 'no longer true',
    tone: 'quiet',
    meaning: 'What happened next made it untrue before it was sent. Nothing is to be done.',
  },
  not_reportable: {
    label: 'not for this destination',
    tone: 'quiet',
    meaning: 'The destination does not take payments of this kind, such as test payments at one for live ones.',
  },
  destination_removed: {
    label: 'destination removed',
    tone: 'quiet',
    meaning: 'You removed the destination before it was sent.',
  },
  settled: {
    label: 'decided not to send',
    tone: 'quiet',
    meaning: 'Somebody decided under Conversions that it is left as it is.',
  },
  pages_only: {
    label: 'left to the pages',
    tone: 'warning',
    meaning: 'Your setting “who sends” lets only pages send. Let the server send what no page did, under Settings.',
  },
  as_test: {
    label: 'told as a test',
    tone: 'quiet',
    meaning: 'The page pushed it as purchase_test, so the server left it to the page.',
  },
  not_planned: {
    label: 'not meant for it',
    tone: 'quiet',
    meaning:
      'The destination was added after the payment, the payment was told of after more than three days, or it was not among the payments of this property when it came. Where it is one of them, whoever runs the deployment can have it sent from the terminal, by the command “backfill”.',
  },
  no_page: {
    label: 'no page came',
    tone: 'warning',
    meaning:
      'The buyer closed the window before the thank-you page, or its tag did not run. A destination that the server sends to covers this.',
  },
  unreported: {
    label: 'page left too early',
    tone: 'warning',
    meaning:
      'The page asked for the payment, but left before it could say that its tags ran. It may have been measured all the same.',
  },
};

/** What there is to say of any word, also of one that is newer than this page. */
export function explain(texts: Readonly<Record<string, Explained>>, word: string): Explained {
  const known = Object.hasOwn(texts, word) ? texts[word] : undefined;
  return (
    known ?? {
      label: word.replaceAll('_', ' '),
      tone: 'quiet',
      meaning: 'Open a payment of that day under Conversions to see more.',
    }
  );
}
