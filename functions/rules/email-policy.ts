// How much personal data may leave, when several parties have a say.
import type { EmailPolicy } from './property.ts';

const strictness: Record<EmailPolicy, number> = { plain: 0, hashed: 1, none: 2 };

/** The one of the two that lets less through: `none` before `hashed` before `plain`. */
export function stricterPolicy(a: EmailPolicy, b: EmailPolicy): EmailPolicy {
  return strictness[a] >= strictness[b] ? a : b;
}
