// What a person typed to say whose data are to be erased.
import { sessionIdPattern } from '../contract/lookup-query.ts';
import { plainEmail } from './email-address.ts';
import { accept, type Parsed, refuse } from './parsed.ts';

/** Longer than any address can be (https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1). */
const maxAddressLength = 320;

/** The address without blanks around it. */
export function parseErasureEmail(text: string): Parsed<string> {
  const email = plainEmail(text);
  return email === undefined || email.length > maxAddressLength
    ? refuse('This is no e-mail address. Enter one such as ada@example.com.')
    : accept(email);
}

/** The id of a Checkout Session. */
export function parseErasureSession(text: string): Parsed<string> {
  const sessionId = text.trim();
  return sessionIdPattern.test(sessionId)
    ? accept(sessionId)
    : refuse(
        'This is no id of a Checkout Session. It begins with cs_live_ or cs_test_, has many letters and digits behind that, and stands in Stripe at the payment. Copy it whole.',
      );
}
