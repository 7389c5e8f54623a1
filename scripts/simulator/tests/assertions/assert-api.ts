// The assertApi of GTM's tests: whether an API, or a tag's callback, was called, and with what.
// https://developers.google.com/tag-platform/tag-manager/templates/api#assertapi
//
// Decisions where GTM's behaviour is not public:
// - the number of arguments counts, a trailing undefined too; the values are compared as isEqualTo compares them;
// - an assertion gives nothing back, so assertions cannot be chained;
// - that an API was called which does not exist and was not mocked is an error with its own sentence; that it was not called
//   is true, as published tests have it.
import type { Call, CallLog } from '../call-log.ts';
import type { Fail } from './assertion-failure.ts';
import { describeValues } from './describe-value.ts';
import { explainDifference } from './explain-difference.ts';
import { isDeepEqual } from './find-difference.ts';

/** What assertApi gives back. */
export interface ApiAssertions {
  readonly wasCalled: () => void;
  readonly wasNotCalled: () => void;
  readonly wasCalledWith: (...expected: unknown[]) => void;
  readonly wasNotCalledWith: (...expected: unknown[]) => void;
}

/** What the assertions look at. */
export interface ApiCalls {
  readonly log: CallLog;
  /** Why nothing can ever be called under this name, with the cure; undefined when something can. */
  findNameFault(name: string): string | undefined;
}

/** `assertApi(name)`; where an assertion does not hold, `fail` hears which calls there were. */
export function createAssertApi({ log, findNameFault }: ApiCalls, fail: Fail): (name?: unknown) => ApiAssertions {
  return (given) => {
    const name = String(given);
    const calls = (): readonly Call[] => log.callsOf(name);
    const refuseUnknown = (): void => {
      const fault = findNameFault(name);
      if (fault !== undefined) fail(fault);
    };
    return {
      wasCalled: () => {
        refuseUnknown();
        if (calls().length === 0) fail(`Expected ${name} to be called, but it was not.`);
      },
      wasNotCalled: () => {
        if (calls().length > 0) fail(`Expected ${name} not to be called. ${sayCalls(name, calls())}`);
      },
      wasCalledWith: (...expected) => {
        refuseUnknown();
        if (!hasCall(calls(), expected)) {
          fail(
            `Expected ${name} to be called with (${describeValues(expected)}). ${sayCalls(name, calls())}${explainOnlyCall(calls(), expected)}`,
          );
        }
      },
      wasNotCalledWith: (...expected) => {
        if (hasCall(calls(), expected)) {
          fail(`Expected ${name} not to be called with (${describeValues(expected)}). ${sayCalls(name, calls())}`);
        }
      },
    };
  };
}

function hasCall(calls: readonly Call[], expected: Call): boolean {
  return calls.some((call) => isDeepEqual(call, expected));
}

function explainOnlyCall([only, ...others]: readonly Call[], expected: Call): string {
  if (only === undefined || others.length > 0) return '';
  if (only.length !== expected.length)
    return ` Its number of arguments is ${only.length} instead of ${expected.length}.`;
  const position = only.findIndex((value, index) => !isDeepEqual(value, expected[index]));
  const explanation = explainDifference(only[position], expected[position]);
  return explanation && ` In argument ${position + 1}: ${explanation}`;
}

const mostCalls = 5;

function sayCalls(name: string, calls: readonly Call[]): string {
  if (calls.length === 0) return 'It was not called.';
  const listed = calls.slice(0, mostCalls).map((call) => `${name}(${describeValues(call)})`);
  const more = calls.length > mostCalls ? `, and ${calls.length - mostCalls} more` : '';
  return `${calls.length === 1 ? 'There was 1 call' : `There were ${calls.length} calls`}: ${listed.join('; ')}${more}.`;
}
