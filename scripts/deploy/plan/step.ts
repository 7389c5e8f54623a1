// A step of a plan: what it is for, in words, and the commands that do it.
import { type GcloudCommand, toShell } from '../google/command.ts';

/** Something that is done without gcloud, and how a person would do it at a shell. */
export interface OtherAction {
  shell: readonly string[];
  perform: () => Promise<void>;
}

export type Action = GcloudCommand | OtherAction;

export interface Step {
  /** A whole phrase with the verb in front: "Create the database tilltag in europe-west1". */
  title: string;
  actions: readonly Action[];
  /** What Google says where it is only not ready yet, so that the action is tried again. */
  patience?: RegExp;
  /** How long to wait before each further try, where the usual two minutes are not enough. */
  waitsMs?: readonly number[];
  /** Whether it makes nothing of a deployment's own, so that two may do it at once. */
  isPreparation?: true;
  /** Whether it only waits for something, which may be there by the time. */
  isWaiting?: true;
}

/** The lines that a person would type for a step. */
export function listShellLines({ actions }: Step): string[] {
  return actions.flatMap((action) => ('shell' in action ? [...action.shell] : [toShell(action)]));
}

/** A step of one gcloud command. */
export function toStep(
  title: string,
  args: readonly string[],
  more: Partial<Pick<Step, 'patience' | 'isPreparation'>> = {},
): Step {
  return { title, actions: [{ args }], ...more };
}
