// The variables that read what the Tilltag tags push.

import { dataLayerVariable } from '../building/data-layer-variable.ts';
import type { VariableDescription } from '../building/description.ts';
import { folders } from './folders.ts';

/** Names of the variables that other entities of the container use. */
export const dataLayerNames = {
  value: 'Tilltag - Value',
  currency: 'Tilltag - Currency',
  transactionId: 'Tilltag - Transaction ID',
  items: 'Tilltag - Items',
  eventId: 'Tilltag - Event ID',
  customerType: 'Tilltag - Customer type',
  paymentLink: 'Tilltag - Payment link',
  source: 'Tilltag - Campaign source',
  medium: 'Tilltag - Campaign medium',
  campaign: 'Tilltag - Campaign name',
  term: 'Tilltag - Campaign term',
  content: 'Tilltag - Campaign content',
  userData: 'Tilltag - User data',
} as const;

const campaignNotes = 'From the visit in which the payment link was clicked, however Stripe changed it on the way.';

/** Amounts, ids and campaign of the last Tilltag event on the page. */
export const checkoutVariables: readonly VariableDescription[] = [
  read('value', 'ecommerce.value', 'The amount in the currency’s main unit: 49.5 is 49 euros and 50 cents.'),
  read('currency', 'ecommerce.currency', 'Three capital letters: EUR.'),
  read(
    'transactionId',
    'ecommerce.transaction_id',
    'The id of the Stripe Checkout Session. The same from every sender.',
  ),
  read('items', 'ecommerce.items', 'The products in GA4’s form.'),
  read('eventId', 'event_id', 'The same for this event from page and server, so that Meta and others count it once.'),
  read('customerType', 'customer_type', 'new, returning, or nothing while Tilltag cannot know.'),
  read('paymentLink', 'payment_link', 'The id of the payment link in Stripe.'),
  read('source', 'utm_source', campaignNotes),
  read('medium', 'utm_medium', campaignNotes),
  read('campaign', 'utm_campaign', campaignNotes),
  read('term', 'utm_term', campaignNotes),
  read('content', 'utm_content', campaignNotes),
  other('Tilltag - Status', 'status', 'paid, free or pending.'),
  other('Tilltag - Livemode', 'livemode', 'false for a payment in Stripe’s test mode.'),
  read(
    'userData',
    'user_data',
    'The buyer’s data as Google’s tags read them; nothing where consent or your property forbid it.',
  ),
  ...[
    ['Email', 'email'],
    ['Phone', 'phone_number'],
    ['Email hashed', 'sha256_email_address'],
    ['Phone hashed', 'sha256_phone_number'],
    ['First name', 'address.first_name'],
    ['Last name', 'address.last_name'],
    ['Street', 'address.street'],
    ['City', 'address.city'],
    ['Region', 'address.region'],
    ['Postal code', 'address.postal_code'],
    ['Country', 'address.country'],
  ].map(([label, key]) =>
    other(
      `Tilltag - User data - ${label}`,
      `user_data.${key}`,
      'One part of the buyer’s data, for tags that ask for each by itself.',
    ),
  ),
];

/** Hashed as Meta wants it, for the fields of Meta’s own template. */
export const metaVariables: readonly VariableDescription[] = [
  ['em', 'E-mail'],
  ['ph', 'Phone'],
  ['fn', 'First name'],
  ['ln', 'Last name'],
  ['ct', 'City'],
  ['st', 'State'],
  ['zp', 'Postal code'],
  ['country', 'Country'],
  ['external_id', 'External ID'],
  ['fbp', 'Browser ID'],
  ['fbc', 'Click ID'],
].map(([key, label]) =>
  dataLayerVariable(
    folders.meta,
    `Tilltag - Meta - ${key}`,
    `meta_user_data.${key}`,
    `${label}: point the advanced matching parameter ${key} of Meta’s template here, and its Event ID to Tilltag - Event ID.`,
  ),
);

function read(name: keyof typeof dataLayerNames, key: string, notes: string): VariableDescription {
  return other(dataLayerNames[name], key, notes);
}

function other(name: string, key: string, notes: string): VariableDescription {
  return dataLayerVariable(folders.dataLayer, name, key, notes);
}
