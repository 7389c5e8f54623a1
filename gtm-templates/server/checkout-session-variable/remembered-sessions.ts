// Keeps answers for a moment in this server's memory, so that the events of one purchase cost one question.
import { templateDataStorage } from 'sandbox:server';
import { getTimestampMillis } from 'sandbox:shared';
import { isList, isNumber, isPlainObject, type PlainObject } from '../../shared/plain-values.ts';

interface Remembered {
  readonly key: string;
  readonly untilMs: number;
  /** Undefined where the function had none. */
  readonly session?: PlainObject | undefined;
}

const storageKey = 'sessions';
const foundMs = 60000;

/** Short, because it may be there when it is asked for again. */
const missingMs = 5000;

/** Personal data are among them, so they are few and go soon. */
const maxSessions = 50;

/** What was found a moment ago under this key; undefined where nobody asked. */
export function recallSession(key: string): { readonly session?: PlainObject | undefined } | undefined {
  return readRemembered().filter((one) => one.key === key)[0];
}

/** Keeps the session, or for a shorter while that there is none. */
export function rememberSession(key: string, session: PlainObject | undefined): void {
  const untilMs = getTimestampMillis() + (session === undefined ? missingMs : foundMs);
  const others = readRemembered().filter((one) => one.key !== key);
  templateDataStorage.setItemCopy(
    storageKey,
    others.concat([{ key: key, untilMs: untilMs, session: session }]).slice(-maxSessions),
  );
}

function readRemembered(): Remembered[] {
  const stored = templateDataStorage.getItemCopy(storageKey);
  const nowMs = getTimestampMillis();
  return isList(stored) ? stored.filter(isRemembered).filter((one) => one.untilMs > nowMs) : [];
}

function isRemembered(value: unknown): value is Remembered {
  return isPlainObject(value) && isNumber(value['untilMs']);
}
