// Turns what a scenario threw into a message: the plain reason, then the line where it happened.
import { describeValue } from './assertions/describe-value.ts';
import { EndlessError } from './run-limited.ts';
import type { SayLine } from './scenario-text.ts';

/** The file name that stands for a scenario in the stacks of errors. */
export const scenarioFile = 'scenario-of-a-template.js';

const frame = /(?:\(|at )([^()\n]+?):(\d+):\d+\)?$/gm;

/** One message for any thrown value. */
export function describeFailure(error: unknown, sayLine: SayLine): string {
  if (error instanceof SyntaxError) {
    return describeSyntaxError(error, sayLine);
  }
  if (!(error instanceof Error)) {
    return `${describeValue(error)} was thrown or rejected.`;
  }
  if (error instanceof EndlessError) {
    return error.message;
  }
  const place = findPlace(error.stack ?? '', sayLine);
  return place === undefined ? error.message : `${error.message} (${place})`;
}

/** The innermost line of a test or of the template. */
function findPlace(stack: string, sayLine: SayLine): string | undefined {
  for (const [, file = '', line] of stack.matchAll(frame)) {
    if (file === scenarioFile) {
      return sayLine(Number(line));
    }
    if (file.endsWith('.tpl')) {
      return `line ${line} of the file`;
    }
  }
  return undefined;
}

const lineInMessage = / ?\((?:line )?(\d+)(?: of the code|:\d+)\)/;

/** Why code does not compile, with the line as `sayLine` names it. */
export function describeSyntaxError(error: SyntaxError, sayLine: SayLine): string {
  const line = lineInMessage.exec(error.message)?.[1];
  const reason = error.message.replace(lineInMessage, '');
  return line === undefined ? reason : `${reason} (${sayLine(Number(line))})`;
}
