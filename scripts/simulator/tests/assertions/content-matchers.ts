// The matchers of assertThat for lists and texts: what they hold and how long they are.
//
// The values are given one by one, `contains('a', 'b')`; a list among them is one value. What is neither list nor text
// fails all of them, the negative ones too, as Google's documentation says of lengths.
// Decisions where GTM's behaviour is not public:
// - a text contains only texts, so that a number in a test is not found by chance;
// - a text contains exactly the pieces that together make it up, in any order.
import { describeValues } from './describe-value.ts';
import { isDeepEqual } from './find-difference.ts';
import { type Matcher, type Matchers, plainMatcher } from './matcher.ts';

type Content = string | readonly unknown[];

function toContent(subject: unknown): Content | undefined {
  return typeof subject === 'string' || Array.isArray(subject) ? subject : undefined;
}

function has(content: Content, value: unknown): boolean {
  if (typeof content === 'string') return typeof value === 'string' && content.includes(value);
  return content.some((item) => isDeepEqual(item, value));
}

function isMadeOf(content: Content, values: readonly unknown[]): boolean {
  return typeof content === 'string' ? isTextMadeOf(content, values) : isListMadeOf(content, values);
}

function isTextMadeOf(text: string, values: readonly unknown[]): boolean {
  const pieces = values.filter((value) => typeof value === 'string').sort((a, b) => b.length - a.length);
  if (pieces.length < values.length) return false;
  let rest = text;
  for (const piece of pieces) {
    const start = rest.indexOf(piece);
    if (start === -1) return false;
    rest = rest.slice(0, start) + rest.slice(start + piece.length);
  }
  return rest === '';
}

function isListMadeOf(list: readonly unknown[], values: readonly unknown[]): boolean {
  const rest = [...list];
  for (const value of values) {
    const index = rest.findIndex((item) => isDeepEqual(item, value));
    if (index === -1) return false;
    rest.splice(index, 1);
  }
  return rest.length === 0;
}

function contentMatcher(sentence: string, holds: (content: Content, expected: readonly unknown[]) => boolean): Matcher {
  return {
    holds: (subject, expected) => {
      const content = toContent(subject);
      return content !== undefined && holds(content, expected);
    },
    say: (expected) => `${sentence} ${describeValues(expected)}`,
    explain: (subject) => (toContent(subject) === undefined ? 'It is neither a list nor a text.' : ''),
  };
}

function lengthMatcher(sentence: string, holds: (length: number) => boolean): Matcher {
  const needs = contentMatcher(sentence, (content) => holds(content.length));
  return { ...needs, ...plainMatcher(sentence, (subject) => needs.holds(subject, [])) };
}

/** 7 of the 35 matchers. */
export const contentMatchers: Matchers = {
  contains: contentMatcher('to contain', (content, expected) => expected.every((value) => has(content, value))),
  doesNotContain: contentMatcher(
    'not to contain',
    (content, expected) => !expected.some((value) => has(content, value)),
  ),
  containsExactly: contentMatcher('to contain exactly', isMadeOf),
  doesNotContainExactly: contentMatcher('not to contain exactly', (content, expected) => !isMadeOf(content, expected)),
  hasLength: contentMatcher('to have the length', (content, [length]) => content.length === length),
  isEmpty: lengthMatcher('to be empty', (length) => length === 0),
  isNotEmpty: lengthMatcher('not to be empty', (length) => length > 0),
};
