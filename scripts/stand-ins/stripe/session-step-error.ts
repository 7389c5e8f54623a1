// What a caller is told who asks for a step that Stripe would not take.

/** The caller asked a session, payment or subscription for a step that Stripe would not take from where it is. */
export class SessionStepError extends Error {
  override readonly name = 'SessionStepError';
}
