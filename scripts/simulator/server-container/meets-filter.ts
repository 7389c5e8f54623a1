// Asks whether values meet an exported trigger's condition.
//
// Decisions where GTM's behaviour is not public: an undefined value reads "undefined" and a null "null"; an expression that RE2
// refuses meets nothing; what is compared as a number and is none meets nothing, negated or not.
import type { ExportCondition } from '../../../functions/downloads/container-export.ts';
import { createSandboxRegex, toRegExp } from '../sandbox/sandbox-regex.ts';

type Compare = (value: string, expected: string, ignoresCase: boolean) => boolean | undefined;

function textual(compare: (value: string, expected: string) => boolean): Compare {
  return (value, expected, ignoresCase) =>
    ignoresCase ? compare(value.toLowerCase(), expected.toLowerCase()) : compare(value, expected);
}

function numeric(compare: (value: number, expected: number) => boolean): Compare {
  return (value, expected) => {
    const [left, right] = [value, expected].map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
    return left === undefined || right === undefined || Number.isNaN(left + right) ? undefined : compare(left, right);
  };
}

const comparisons: Readonly<Record<string, Compare>> = {
  EQUALS: textual((value, expected) => value === expected),
  CONTAINS: textual((value, expected) => value.includes(expected)),
  STARTS_WITH: textual((value, expected) => value.startsWith(expected)),
  ENDS_WITH: textual((value, expected) => value.endsWith(expected)),
  MATCH_REGEX: (value, expected, ignoresCase) =>
    toRegExp(createSandboxRegex(expected, ignoresCase ? 'i' : ''))?.test(value),
  GREATER: numeric((value, expected) => value > expected),
  GREATER_OR_EQUALS: numeric((value, expected) => value >= expected),
  LESS: numeric((value, expected) => value < expected),
  LESS_OR_EQUALS: numeric((value, expected) => value <= expected),
};

/** True for a kind of comparison that is simulated. */
export function isKnownFilter({ type }: ExportCondition): boolean {
  return Object.hasOwn(comparisons, type);
}

/** Whether the condition's resolved values, `arg0`, `arg1`, `negate` and `ignore_case`, meet it; an unknown kind never does. */
export function meetsFilter(type: string, values: Readonly<Record<string, unknown>>): boolean {
  const compare = Object.hasOwn(comparisons, type) ? comparisons[type] : undefined;
  const met = compare?.(String(values['arg0']), String(values['arg1']), values['ignore_case'] === true);
  return met !== undefined && met !== (values['negate'] === true);
}
