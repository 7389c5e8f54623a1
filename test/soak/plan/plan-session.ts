// Plans one buyer's story, by chance alone.
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { Passport } from '../../../functions/rules/passport.ts';
import type { SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import type { Chance } from '../chance.ts';
import { shopHost } from '../shop/open-shop.ts';
import { propertySpecs, scopedLink } from '../shop/property-specs.ts';
import { planCart, planFreeCart } from './plan-cart.ts';
import { planLater } from './plan-later.ts';
import { planVisits } from './plan-visits.ts';
import type { Ending, SessionPlan } from './session-plan.ts';

const hourMs = 3_600_000;

interface Kind {
  mode: 'payment' | 'subscription' | 'setup';
  ending: Ending;
  isTrial?: boolean;
}

/** What of a session is sold, and how that ends. */
const kinds: readonly (readonly [weight: number, kind: Kind])[] = [
  [8, { mode: 'payment', ending: 'card' }],
  [2, { mode: 'payment', ending: 'debit_settles' }],
  [1, { mode: 'payment', ending: 'debit_fails' }],
  [1, { mode: 'payment', ending: 'debit_stays_pending' }],
  [1, { mode: 'payment', ending: 'nothing_due' }],
  [3, { mode: 'subscription', ending: 'card' }],
  [1, { mode: 'subscription', ending: 'debit_settles' }],
  [1, { mode: 'subscription', ending: 'nothing_due', isTrial: true }],
  [1, { mode: 'subscription', ending: 'nothing_due' }],
  [1, { mode: 'setup', ending: 'nothing_due' }],
  [2, { mode: 'payment', ending: 'expires' }],
];

/** The story of one buyer who comes within `spanMs` after the beginning at `originMs`. */
export function planSession(index: number, chance: Chance, originMs: number, spanMs: number): SessionPlan {
  const spec = chance.weigh(propertySpecs.map((one) => [one.weight, one] as const));
  const kind = chance.weigh(kinds);
  const livemode = chance.is(0.8);
  const isScoped = spec.scope !== undefined || spec.scopeChanges !== undefined;
  const isForeign = isScoped && chance.is(0.4);
  const startMs = Math.floor(chance.next() * spanMs);
  const passport = chance.is(0.6) ? planPassport(chance, originMs + startMs, index) : undefined;
  const isFree = kind.ending === 'nothing_due' && kind.isTrial !== true;
  const reference = passport === undefined ? planReference(chance) : encodePassport(passport);
  const draft: { [K in keyof SessionDraft]: SessionDraft[K] | undefined } = {
    livemode,
    mode: kind.mode,
    ...(kind.mode === 'setup' ? {} : isFree ? planFreeCart(chance) : planCart(chance)),
    ...(kind.isTrial === true && { trialDays: 14, shipping: undefined, discount: undefined }),
    ...(isScoped && !isForeign && { paymentLinkId: scopedLink }),
    ...(isForeign && chance.is(0.5) && { paymentLinkId: 'plink_1SomebodyElses000000000' }),
    ...(reference !== undefined && { clientReferenceId: reference }),
    successUrl: `https://${shopHost}/thanks?session_id={CHECKOUT_SESSION_ID}`,
  };
  return {
    index,
    propertyId: spec.id,
    isForeign,
    draft: withoutUndefined(draft),
    buyer: { email: `Buyer${index}@shop-soak.example`, name: `Ada Buyer${index}`, phone: `+49301234${1000 + index}` },
    passport,
    ending: kind.ending,
    startMs,
    thinkMs: chance.between(20_000, 20 * 60_000),
    settleAfterMs: chance.weigh([
      [3, chance.between(60_000, 20 * 60_000)],
      [3, chance.between(hourMs, 8 * hourMs)],
    ]),
    visits: kind.ending === 'expires' ? [] : planVisits(chance),
    later: planLater(chance, kind),
  };
}

function planPassport(chance: Chance, clickedMs: number, index: number): Passport {
  const consent: ClickConsent = {
    ad_storage: planState(chance),
    analytics_storage: planState(chance),
    ad_user_data: planState(chance),
    ad_personalization: planState(chance),
  };
  const clickedAtSeconds =
    Math.floor(clickedMs / 1000) +
    chance.weigh([
      [5, 0],
      [1, 600],
      [1, -7_200],
    ]);
  const hasGa = consent.analytics_storage !== 'denied' && chance.is(0.9);
  return {
    clickId: Buffer.from(String(index).padStart(16, '0')).toString('base64url'),
    clickedAtSeconds,
    consent,
    ...(hasGa && {
      gaClientId: `${1_000_000 + index}.${clickedAtSeconds - 5_000}`,
      gaSessionId: String(clickedAtSeconds - chance.pick([60, 900, 20 * 3600])),
    }),
    ...(consent.ad_storage !== 'denied' &&
      chance.is(0.5) && { googleClick: { parameter: 'gclid', value: `Gclid_${index}-soak` } as const }),
  };
}

function planState(chance: Chance): ConsentState {
  return chance.weigh<ConsentState>([
    [5, 'granted'],
    [1, 'denied'],
    [1, 'unset'],
  ]);
}

function planReference(chance: Chance): string | undefined {
  return chance.is(0.2) ? `order-${chance.between(1000, 9999)}` : undefined;
}

/** An optional key that is not given must be absent. */
function withoutUndefined(draft: { [K in keyof SessionDraft]: SessionDraft[K] | undefined }): SessionDraft {
  const known = Object.entries(draft).filter(([, value]) => value !== undefined);
  // The same keys and values, less those without one.
  return Object.fromEntries(known) as SessionDraft;
}
