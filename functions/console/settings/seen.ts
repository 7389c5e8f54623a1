// Knows whether somebody else changed a part of the settings after a page with its form was shown.
import { createHash } from 'node:crypto';
import type { Property } from '../../rules/property.ts';
import { type Html, html } from '../page/html.ts';

/** Thrown out of a change that was made from what is not stored any more; nothing was changed. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
  /** As it is stored now. */
  readonly stored: Property;

  constructor(stored: Property) {
    super('Somebody else changed this meanwhile.');
    this.stored = stored;
  }
}

/** A digest of values, whatever the order of the keys within them; it tells nothing of them. */
export function toSeen(values: unknown): string {
  return createHash('sha256').update(toSorted(values)).digest('base64url').slice(0, 22);
}

/** The hidden field with the digest of what the form was made from. */
export function seenField(values: unknown): Html {
  return html`<input type="hidden" name="seen" value="${toSeen(values)}">`;
}

/** Throws `ChangedMeanwhileError` where `values`, those of `stored`, are not those that the form was made from. */
export function ensureSeen(form: URLSearchParams, values: unknown, stored: Property): void {
  if (form.get('seen') !== toSeen(values)) throw new ChangedMeanwhileError(stored);
}

/** Databases may hand out the keys of a record in another order than it was written with. */
function toSorted(values: unknown): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
