// Puts into one sentence what became of the visit.
import { findConversion, findServerHit, type ObservedHit, type PageRecords } from './page-records.ts';
import { findTouches, nameCampaign, nameOrigin, type Touches } from './touches.ts';

export interface Summary {
  kind: 'pushed' | 'pending' | 'server' | 'already' | 'failed' | 'silent' | 'waiting';
  headline: string;
  text: string;
}

/** The name under which the demo's container holds our tag. */
export const conversionTagName = 'Tilltag - Checkout conversion';

const howToGoOn =
  'Let the debit arrive, or fail, under “Checkout sessions”. Nobody needs to come back here for it: Stripe’s webhook brings the news, and the server tells “GA4”. This page watches.';

/** What happened, for a person. */
export function summarize(records: PageRecords): Summary {
  const conversion = findConversion(records);
  if (records.sessionId === undefined) {
    return {
      kind: 'silent',
      headline: 'Nothing to report',
      text: 'There is no session id in this address, so the tag did not fire, as on every ordinary page.',
    };
  }
  const told = findServerHit(records);
  if (told !== undefined) {
    return describeServerHit(told);
  }
  if (conversion !== undefined) {
    return describeConversion(conversion, findTouches(records));
  }
  const status = findTagStatus(records);
  if (status === 'failed') {
    return {
      kind: 'failed',
      headline: 'The tag reported a failure',
      text: records.consoleLines.at(-1) ?? 'It printed no reason.',
    };
  }
  if (status === 'succeeded' && isPendingAnswer(records)) {
    return {
      kind: 'pending',
      headline: 'The function still calls the payment pending',
      text: `Nothing was pushed: that it is pending was pushed on an earlier view. ${howToGoOn}`,
    };
  }
  if (status === 'succeeded') {
    return {
      kind: 'already',
      headline: 'Counted before',
      text: 'This session was pushed on an earlier view. Nothing was pushed again: one order, one purchase.',
    };
  }
  return { kind: 'waiting', headline: 'The tag is at work …', text: 'It asks the function what was bought.' };
}

function describeServerHit({ eventName, currency, parameters }: ObservedHit): Summary {
  const money = formatMajor(parameters['value'], currency);
  return {
    kind: 'server',
    headline: `The server told “GA4”: ${eventName}${money === '' ? '' : ` of ${money}`}`,
    text: 'It heard of it by Stripe’s webhook, and no page had reported it in time. So no page will push it any more: one order, one purchase.',
  };
}

function isPendingAnswer({ lookup }: PageRecords): boolean {
  const answer: { status?: unknown } = Object(lookup?.answer);
  return answer.status === 'pending';
}

function describeConversion(conversion: Record<string, unknown>, touches: Touches): Summary {
  const name = String(conversion['event']);
  if (conversion['status'] === 'pending') {
    return {
      kind: 'pending',
      headline: 'The payment is on its way',
      text: `The tag pushed ${name}, no purchase: a bank debit settles days later. ${howToGoOn}`,
    };
  }
  const money = moneyOf(conversion);
  return {
    kind: 'pushed',
    headline: name === 'purchase' ? `A purchase of ${money} is in the data layer` : `${name} is in the data layer`,
    text: campaignOf(conversion, touches),
  };
}

function campaignOf(conversion: Record<string, unknown>, { first, last }: Touches): string {
  const parts = ['utm_source', 'utm_medium', 'utm_campaign'].map((name) => conversion[name]).filter(Boolean);
  const campaign = parts.length === 0 ? nameCampaign(last) : parts.join(' / ');
  const origin = nameOrigin(last);
  const brought =
    campaign !== undefined
      ? `Brought by the campaign ${campaign}.`
      : `No campaign is known${origin === undefined ? '' : `; the visit came from ${origin}`}.`;
  const firstCame = nameCampaign(first) ?? nameOrigin(first);
  const isSame = firstCame === undefined || firstCame === (campaign ?? origin);
  return isSame ? brought : `${brought} The first visit came by ${firstCame}.`;
}

/** `€45.00`, or nothing where no money moved. Amounts are in major units, as GA4 wants them. */
export function moneyOf(conversion: Record<string, unknown>): string {
  const ecommerce: { value?: unknown; currency?: unknown } = Object(conversion['ecommerce']);
  return formatMajor(ecommerce.value, ecommerce.currency);
}

function formatMajor(value: unknown, currency: unknown): string {
  return typeof value === 'number' && typeof currency === 'string'
    ? new Intl.NumberFormat('en', { style: 'currency', currency }).format(value)
    : '';
}

/** How our tag ended, or where it is; `undefined` when it did not fire. */
export function findTagStatus({ tags }: PageRecords): string | undefined {
  return tags.findLast(({ name }) => name === conversionTagName)?.status;
}
