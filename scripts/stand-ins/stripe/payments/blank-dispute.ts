// A dispute with every key that Stripe sends, as a bank opens it.
import type Stripe from 'stripe';

/** What a bank takes back, or asks about. */
export interface DisputeFrame {
  livemode: boolean;
  amountMinor: number;
  currency: string;
  chargeId: string;
  paymentIntentId: string | null;
  createdSeconds: number;
  status: Stripe.Dispute.Status;
  /** Such as `fraudulent` or `product_not_received`. */
  reason: string;
}

/** An open dispute, without evidence. */
export function blankDispute(id: string, frame: DisputeFrame): Stripe.Dispute {
  return {
    id,
    object: 'dispute',
    amount: frame.amountMinor,
    balance_transactions: [],
    charge: frame.chargeId,
    created: frame.createdSeconds,
    currency: frame.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: frame.createdSeconds + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: frame.status.startsWith('warning_'),
    livemode: frame.livemode,
    metadata: {},
    payment_intent: frame.paymentIntentId,
    reason: frame.reason,
    status: frame.status,
  };
}

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
