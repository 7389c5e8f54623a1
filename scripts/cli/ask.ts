// Questions at the terminal: one whose answer stays hidden, one for a text, and one for yes or no.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { CliContext } from './cli-context.ts';

type Terminal = Pick<CliContext, 'input' | 'messages'>;

/** What was typed, of which nothing appears on the screen; empty when the question was left with Ctrl-D or Ctrl-C. */
export function askHidden(terminal: Terminal, question: string): Promise<string> {
  // The line editor echoes what is typed by writing it; here it writes into the void.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return ask(terminal, question, nowhere);
}

/** Whether the answer begins with y; anything else, and no answer, is a no. */
export async function askYesOrNo(terminal: Terminal, question: string): Promise<boolean> {
  return /^y/i.test(await ask(terminal, `${question} [y/N] `, terminal.messages));
}

/** What was typed; empty when the question was left with Ctrl-D or Ctrl-C. */
export function askText(terminal: Terminal, question: string): Promise<string> {
  return ask(terminal, question, terminal.messages);
}

async function ask({ input, messages }: Terminal, question: string, echo: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input, output: echo, terminal: true });
  messages.write(question);
  try {
    return await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(''));
      lines.once('SIGINT', () => lines.close());
    });
  } finally {
    lines.close();
    messages.write('\n');
  }
}
