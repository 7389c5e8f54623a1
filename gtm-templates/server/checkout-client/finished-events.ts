// Remembers for a while which events the tags ran for, because the function sends an event again when it missed the answer.
import { getTimestampMillis, templateDataStorage } from 'sandbox:server';
import { getContainerVersion } from 'sandbox:shared';
import { isList, isNumber, isPlainObject } from '../../shared/plain-values.ts';

interface FinishedEvent {
  readonly key: string;
  readonly atMs: number;
}

const storageKey = 'finished events';

/** A missed answer is made up for after half a minute and then two; whoever sends an event again later means it. */
const rememberedMs = 300000;

const maxEvents = 200;

/** Whether this server's tags ran for the event lately, in the version of the container that runs now. */
export function hasRun(eventId: string): boolean {
  const key = toKey(eventId);
  return readEvents().some((event) => event.key === key);
}

/** The event counts as run from now on. */
export function rememberRun(eventId: string): void {
  const events = readEvents().concat([{ key: toKey(eventId), atMs: getTimestampMillis() }]);
  templateDataStorage.setItemCopy(storageKey, events.slice(-maxEvents));
}

/** A new version may mend what was wrong with the tags, and then an event is sent again on purpose. */
function toKey(eventId: string): string {
  return getContainerVersion().version + ' ' + eventId;
}

function readEvents(): FinishedEvent[] {
  const stored = templateDataStorage.getItemCopy(storageKey);
  const sinceMs = getTimestampMillis() - rememberedMs;
  return isList(stored) ? stored.filter(isFinishedEvent).filter((event) => event.atMs > sinceMs) : [];
}

function isFinishedEvent(value: unknown): value is FinishedEvent {
  return isPlainObject(value) && isNumber(value['atMs']);
}
