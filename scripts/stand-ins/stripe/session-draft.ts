// What a test or the demo says about a checkout; everything it leaves out gets an ordinary value.
import type Stripe from 'stripe';
import type { LineDraft } from './line-items.ts';

/** The cart and its surroundings when a session is opened. */
export interface SessionDraft {
  livemode?: boolean;
  mode?: 'payment' | 'subscription' | 'setup';
  /** ISO 4217 in lower case, as Stripe writes it. */
  currency?: string;
  lines?: LineDraft[];
  /** Amounts in minor units; the tax is on top. */
  shipping?: { amountMinor: number; taxMinor?: number };
  discount?: DiscountDraft;
  /** A subscription that costs nothing now. */
  trialDays?: number;
  clientReferenceId?: string;
  /** The address given when the session was created; a plain payment link gives none. */
  customerEmail?: string;
  customerId?: string;
  paymentLinkId?: string;
  successUrl?: string;
  cancelUrl?: string;
  metadata?: Record<string, string>;
  createdSeconds?: number;
  /** Written over the finished object as it stands, for cases that no draft describes. */
  session?: Partial<Stripe.Checkout.Session>;
}

/** A coupon, and the promotion code through which the buyer got it. */
export interface DiscountDraft {
  couponId?: string;
  percentOff?: number;
  promotionCode?: string;
}

/** Who pays; anything left out is not collected. */
export interface BuyerDraft {
  email?: string;
  name?: string;
  phone?: string;
  address?: Partial<Stripe.Address>;
}

/** By card at once, by a debit that settles days later, or with nothing due today (100 % coupon, trial, setup). */
export type PaymentWay = 'card' | 'bank_debit' | 'nothing_due';
