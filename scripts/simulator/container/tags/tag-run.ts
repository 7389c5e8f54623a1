// What one firing of one tag is given.
import type { CompiledTemplate } from '../../code/compiled-template.ts';
import type { ContainerServices, EventListener } from '../../web/web-context.ts';
import type { WebPage } from '../../web/web-page.ts';
import type { FieldValues, TagOf } from '../container-model.ts';
import type { ContainerRecords, TagRecord } from '../container-records.ts';
import { resolveFields } from '../resolve-fields.ts';
import type { GoogleTags } from './google-tags.ts';

/** One firing of one tag. */
export interface TagRun {
  readonly tag: TagOf<CompiledTemplate>;
  readonly page: WebPage;
  readonly container: ContainerServices;
  readonly records: ContainerRecords;
  readonly google: GoogleTags;
  /** A variable's value. */
  readonly read: (name: string) => unknown;
  readonly onEventDone: (listener: EventListener) => void;
  /** To be called exactly once; `error` is what the tag threw. */
  readonly settle: (status: Exclude<TagRecord['status'], 'running'>, error?: string) => void;
}

/** Fires a tag of one type. */
export type TagRunner = (run: TagRun) => void;

/** The tag's settings with their references filled in. */
export function settingsOf({ tag, read }: TagRun): FieldValues {
  return resolveFields({ ...tag.template?.defaults, ...tag.settings }, read);
}
