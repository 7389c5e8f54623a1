// The data layer events that the web container waits for.

/** A purchase: the field of the conversion tag and the trigger of the tags behind it hold this same name. */
export const purchaseEvent = 'purchase';

/** A subscription that began without a payment. */
export const trialEvent = 'trial_start';

/** A click on a payment link. */
export const beginCheckoutEvent = 'begin_checkout';
