// Takes what was typed where it was understood.
import { InvalidArgumentError } from 'commander';
import type { Parsed } from '../../functions/rules/parsed.ts';
import { UsageError } from './cli-errors.ts';

/** The value; throws `UsageError` with the sentence that says what to type instead. */
export function takeParsed<T>(parsed: Parsed<T>): T {
  if (parsed.kind === 'value') return parsed.value;
  throw new UsageError(parsed.sentence);
}

/** The value of an option; throws commander's own error, which names the option in front of the sentence. */
export function takeOption<T>(parsed: Parsed<T>): T {
  if (parsed.kind === 'value') return parsed.value;
  throw new InvalidArgumentError(parsed.sentence);
}
