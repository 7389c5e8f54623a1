// The facts of one payment: what was sold, to whom, by which campaign, with whose consent.
import type { Ecommerce } from '../../../contract/checkout-answer.ts';
import { isErased } from '../../../rules/erased-session.ts';
import { IncompleteEntryError, toForwardedMoney } from '../../../rules/forwarded-money.ts';
import { currencyDivisor } from '../../../rules/money.ts';
import { findOrigins, toClickOrigins } from '../../../rules/origin.ts';
import type { Property } from '../../../rules/property.ts';
import { toServerConsent } from '../../../rules/server-consent.ts';
import { findStanding, toOriginText, toValueText } from '../../entries/describe-entry.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { badge, facts, table } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { paymentTexts as texts } from '../../texts/payment-texts.ts';
import type { Payment } from './read-payment.ts';

type Pair = readonly [string, Html | string];

/** What was sold, with its items. */
export function soldOf({ session }: Payment, property: Property): Html {
  const value = toValueText(session, property);
  const { tone, word } = findStanding(session);
  const ecommerce = toEcommerce(session, property);
  return html`<section><h2>${texts.sold}</h2>${facts([
    [texts.status, badge(tone, word)],
    ...(session.session === null ? [] : [[texts.made, moment(session.session.createdSeconds * 1000)] as const]),
    ...(session.settledAtMs === null ? [] : [[texts.settled, moment(session.settledAtMs)] as const]),
    [texts.value, value || texts.noMoney],
    ...(value === '' ? [] : [[texts.valueBasis, texts.valueBases[property.valueBasis]] as const]),
    ...(ecommerce ? moneyFacts(ecommerce) : []),
    ...idFacts(session),
  ])}${ecommerce === undefined ? html`<p class="hint">${texts.noItems}</p>` : itemsOf(ecommerce)}</section>`;
}

/** `null` where no money moves, `undefined` while the items were not read. */
function toEcommerce(session: Payment['session'], { valueBasis }: Property): Ecommerce | null | undefined {
  try {
    return toForwardedMoney({ entry: session, session, valueBasis });
  } catch (error) {
    if (error instanceof IncompleteEntryError) return undefined;
    throw error;
  }
}

function moneyFacts({ tax, shipping, discount, coupon, currency }: Ecommerce): Pair[] {
  const toText = (amount: number): string => majorText(amount, currency);
  return [
    [texts.tax, toText(tax)],
    [texts.shipping, toText(shipping)],
    ...(discount > 0 ? [[texts.discount, toText(discount)] as const] : []),
    ...(coupon === undefined ? [] : [[texts.coupon, coupon] as const]),
  ];
}

/** An amount that is in major units already; of a price per piece up to six decimals. */
function majorText(amount: number, currency: string): string {
  const digits = Math.log10(currencyDivisor(currency));
  const short = amount.toFixed(digits);
  return `${Number(short) === amount ? short : String(amount)} ${currency.toUpperCase()}`;
}

function itemsOf(ecommerce: Ecommerce | null): Html {
  if (ecommerce === null || ecommerce.items.length === 0) return nothing;
  return table(
    texts.items,
    [{ label: texts.item }, { label: texts.price, isNumber: true }, { label: texts.quantity, isNumber: true }],
    ecommerce.items.map(({ item_name, price, quantity }) => [
      item_name,
      majorText(price, ecommerce.currency),
      String(quantity),
    ]),
  );
}

function idFacts({ sessionId, livemode, session }: Payment['session']): Pair[] {
  const { paymentIntentId = null, subscriptionId = null, paymentLinkId = null } = session ?? {};
  return [
    [texts.session, html`<code>${sessionId}</code>`],
    ...(paymentIntentId === null ? [] : [[texts.payment, toStripe('payments', paymentIntentId, livemode)] as const]),
    ...(subscriptionId === null
      ? []
      : [[texts.subscription, toStripe('subscriptions', subscriptionId, livemode)] as const]),
    ...(paymentLinkId === null ? [] : [[texts.paymentLink, html`<code>${paymentLinkId}</code>`] as const]),
  ];
}

function toStripe(kind: string, id: string, livemode: boolean): Html {
  const href = `https://dashboard.stripe.com/${livemode ? '' : 'test/'}${kind}/${id}`;
  return html`<code>${id}</code> <a href="${href}" rel="noreferrer">${texts.inStripe}</a>`;
}

/** The buyer while anything is kept, and the way to have it erased. */
export function buyerOf({ session, buyer }: Payment, { property, role, to }: PropertyRequest): Html {
  if (isErased(session)) return nothing;
  const email =
    buyer?.email == null
      ? texts.noBuyer
      : html`${buyer.email} <span class="hint">${texts.keptUntil} ${moment(buyer.expiresAtMs)}</span>`;
  const customerId = session.session?.customerId ?? null;
  const erase =
    role === 'owner'
      ? html`<p><a class="button quiet" href="${to(`/properties/${property.id}/erase?session=${session.sessionId}`)}">${texts.eraseBuyer}</a></p>`
      : nothing;
  return html`<section><h2>${texts.buyer}</h2>${facts([
    [texts.email, email],
    ...(customerId === null ? [] : [[texts.customer, toStripe('customers', customerId, session.livemode)] as const]),
  ])}${erase}</section>`;
}

/** Where the buyer came from, and who told. */
export function campaignOf({ session, click }: Payment): Html {
  const clickOrigins = session.clickOrigins ?? (click && toClickOrigins(click));
  const { first, last } = findOrigins(clickOrigins === undefined ? session : { ...session, clickOrigins });
  const isKnown = toOriginText(last) !== '' || toOriginText(first) !== '';
  const toldBy = isKnown ? findTeller(session, clickOrigins !== undefined) : 'nobody';
  return html`<section><h2>${texts.campaign}</h2>${facts([
    [texts.firstTouch, toOriginText(first) || texts.unknown],
    [texts.lastTouch, toOriginText(last) || texts.unknown],
    [texts.toldBy, texts.campaignSources[toldBy]],
  ])}</section>`;
}

function findTeller({ pageCampaign }: Payment['session'], isByClick: boolean): 'click' | 'page' | 'passport' {
  if (isByClick) return 'click';
  const isByPage = Object.values(pageCampaign ?? {}).some((value) => value !== null);
  return isByPage ? 'page' : 'passport';
}

/** What counts for what the server sends, and from whom it is known. */
export function consentOf({ session, click }: Payment, property: Property): Html {
  const { states, source } = toServerConsent(session, property, click);
  const purposes = Object.entries(texts.consentPurposes).map(([purpose, label]): Pair => {
    const isGranted = Object.entries(states).some(([name, state]) => name === purpose && state === 'granted');
    return [label, badge(isGranted ? 'good' : 'quiet', texts.consentStates[isGranted ? 'granted' : 'denied'])];
  });
  return html`<section><h2>${texts.consent}</h2>${facts([...purposes, [texts.toldBy, texts.consentSources[source]]])}</section>`;
}
