// Fires a tag of a custom template.
import { runTemplate } from '../../run-template.ts';
import { settingsOf, type TagRunner } from './tag-run.ts';

/** The tag is done when its code calls back, or throws. A tag whose template is missing fails. */
export const fireTemplate: TagRunner = (run) => {
  const { tag, page, container, records, onEventDone, settle } = run;
  if (tag.template === undefined) {
    settle('failed', `The container has no template ${tag.type}.`);
    return;
  }
  runTemplate(tag.template, settingsOf(run), {
    page,
    container,
    onProblem: (problem) => records.problems.push(problem),
    onSettled: ({ status, error }) => {
      const message = error instanceof Error ? error.message : String(error);
      settle(status === 'failed' ? 'failed' : 'succeeded', error === undefined ? undefined : message);
    },
    onEventDone,
  });
};
