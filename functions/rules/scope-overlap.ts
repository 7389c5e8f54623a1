// Whether two properties of one Stripe account may both get the same payment.
import { isHostAllowed } from './hostnames.ts';
import type { Property } from './property.ts';

type ScopeFields = Pick<Property, 'scope' | 'hostnames'>;

/**
 * Whether one payment may belong to both. Links and hostnames count as overlapping, because nobody knows beforehand where a
 * link's buyers return to.
 */
export function mayShareSessions(one: ScopeFields, other: ScopeFields): boolean {
  const { scope } = one;
  const { scope: otherScope } = other;
  if (scope.kind === 'payment_links' && otherScope.kind === 'payment_links') {
    return scope.ids.some((id) => otherScope.ids.includes(id));
  }
  if (scope.kind === 'hostnames' && otherScope.kind === 'hostnames') return haveCommonHost(one, other);
  return true;
}

function haveCommonHost(one: ScopeFields, other: ScopeFields): boolean {
  return (
    one.hostnames.some((pattern) => covers(other.hostnames, pattern)) ||
    other.hostnames.some((pattern) => covers(one.hostnames, pattern))
  );
}

/** Whether some host that `pattern` means is among `patterns`. */
function covers(patterns: readonly string[], pattern: string): boolean {
  const host = pattern.replace(/^\*\./, 'any.');
  return isHostAllowed(host, patterns);
}
