// The assertThat of GTM's tests: 35 matchers over one value.
// https://developers.google.com/tag-platform/tag-manager/templates/api#assertthat
//
// Decision where GTM's behaviour is not public: a matcher gives nothing back, so matchers cannot be chained.
import type { Fail } from './assertion-failure.ts';
import { contentMatchers } from './content-matchers.ts';
import { describeValue } from './describe-value.ts';
import type { Matcher, Matchers } from './matcher.ts';
import { valueMatchers } from './value-matchers.ts';

const matchers: Matchers = { ...valueMatchers, ...contentMatchers };

/** The names of all matchers, sorted. */
export const matcherNames: readonly string[] = Object.keys(matchers).sort();

/** What assertThat gives back: one function per matcher. */
export type Assertions = Readonly<Record<string, (...expected: unknown[]) => void>>;

/** `assertThat(value, message?)`; where a matcher does not hold, `fail` hears the message, what was expected and what there is. */
export function createAssertThat(fail: Fail): (subject?: unknown, message?: unknown) => Assertions {
  return (subject, message) => {
    const check =
      (matcher: Matcher) =>
      (...expected: unknown[]): void => {
        if (!matcher.holds(subject, expected)) fail(sayMismatch(matcher, subject, expected, message));
      };
    return Object.fromEntries(Object.entries(matchers).map(([name, matcher]) => [name, check(matcher)]));
  };
}

function sayMismatch(matcher: Matcher, subject: unknown, expected: readonly unknown[], message: unknown): string {
  const reason = message === undefined ? '' : `${typeof message === 'string' ? message : describeValue(message)}: `;
  const explanation = matcher.explain?.(subject, expected) ?? '';
  return `${reason}Expected ${describeValue(subject)} ${matcher.say(expected)}.${explanation && ` ${explanation}`}`;
}
