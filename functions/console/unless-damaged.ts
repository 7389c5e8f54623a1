// Reads a record that a page can do without.
import { CorruptRecordError } from '../store/errors.ts';

/** The record; `undefined` where it is damaged, because a name or a campaign is no reason to lose a page. */
export async function unlessDamaged<T>(reading: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined;
    throw error;
  }
}
