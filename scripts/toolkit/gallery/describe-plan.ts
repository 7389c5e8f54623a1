// Says what is left to do until the gallery can show a version: every release takes two commits.
import type { VersionPlan } from './plan-versions.ts';

/** What the person at the terminal has to know. */
export interface PlanSurroundings {
  /** As it was given. */
  readonly folder: string;
  /** False where `git init` has to come first. */
  readonly hasRepository: boolean;
  /** Files of the package that are not committed as they are. */
  readonly uncommitted: readonly string[];
}

/** Lines for a terminal; the commands are complete and can be pasted. */
export function describePlan({ kind, changeNotes, versions }: VersionPlan, surroundings: PlanSurroundings): string {
  const { folder, hasRepository, uncommitted } = surroundings;
  const enter = `  cd ${quote(folder)}`;
  const add = `  git add ${uncommitted.join(' ')}`;
  const title = changeNotes.split('\n')[0] ?? '';
  if (kind === 'pending') {
    const init = hasRepository ? [] : ['  git init --initial-branch=main'];
    const commit = `  git commit -m ${quote(title)}`;
    return [
      `metadata.yaml cannot name the version ${quote(title)} yet, because no commit holds it. Commit it:`,
      ...['', enter, ...init, add, commit, ''],
      'Then run this command again: it writes the commit into metadata.yaml, which makes the second commit of the release.',
    ].join('\n');
  }
  const state = {
    named: `metadata.yaml now names the commit ${versions[0]?.sha.slice(0, 7) ?? ''} for the version ${quote(title)}.`,
    complete: `Every version has its commit; the newest is ${quote(title)}.`,
    unpublished: `template.tpl has changed since ${quote(title)}, but the changes in form.ts have not: the gallery keeps showing the old version until a line is added there.`,
    lost: '',
  }[kind];
  if (uncommitted.length === 0) return `${state}\nAll is committed; push the main branch, and the gallery finds it.`;
  const message = kind === 'named' ? 'Name the commit of the newest version' : 'Update the package';
  return [`${state} Left to do:`, '', enter, add, `  git commit -m ${quote(message)}`, '  git push'].join('\n');
}

/** For a POSIX shell, and readable in a sentence. */
function quote(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
