// Prints what a dry run found: commands for a shell, and as comments what is to be said about them.
import { listShellLines, type Step } from '../../deploy/plan/step.ts';

export interface Trial {
  steps: readonly Step[];
  /** Sentences, or lines of text. */
  notices: readonly string[];
  /** In place of commands where there are none. */
  nothing: string;
}

const shellNote =
  'For a POSIX shell such as sh, bash or zsh (on Windows: that of WSL or of Git), in this folder. Stop at the first command that fails.';

/** A script of one step after the other, with what is to be known first on top. */
export function printTrial({ steps, notices, nothing }: Trial): string {
  const scripts = steps.map((step) => `# ${step.title}\n${listShellLines(step).join('\n')}\n`);
  const heading = steps.length === 0 ? nothing : shellNote;
  return [...[heading, ...notices].map(toComment), ...scripts].join('\n');
}

/** Every line of a text as a comment; empty ones stay empty. */
export function toComment(text: string): string {
  return `${text.trim().replaceAll(/^(?=.)/gm, '# ')}\n`;
}

/** The steps as `--json` prints them. */
export function listTrialSteps(steps: readonly Step[]): { title: string; commands: string[] }[] {
  return steps.map((step) => ({ title: step.title, commands: listShellLines(step) }));
}
