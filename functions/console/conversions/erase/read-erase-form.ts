// Reads whose data a form of the erasure names, and what was shown before it was confirmed.
import type { ErasureWish } from '../../../delivery/erase-buyers.ts';
import { parseErasureEmail, parseErasureSession } from '../../../rules/erasure-wish.ts';

/** So many payments are listed, and named again by whoever confirms. */
export const listedAtOnce = 100;

/** The wish, or the form as it was filled in with what is wrong. */
export type EraseForm =
  | { kind: 'wish'; wish: ErasureWish }
  | { kind: 'fault'; by: 'email' | 'session'; email: string; session: string; faults: Record<string, string> };

/** What was shown: the ids of the listed payments, and how many there were with those that were not listed. */
export interface Shown {
  sessionIds: string[];
  count: number;
}

/** What the fields say; strict, whoever wrote them. */
export function readEraseForm(form: URLSearchParams): EraseForm {
  const by = form.get('by') === 'session' ? 'session' : 'email';
  const [email, session] = [form.get('email') ?? '', form.get('session') ?? ''];
  const parsed = by === 'email' ? parseErasureEmail(email) : parseErasureSession(session);
  if (parsed.kind === 'refused') return { kind: 'fault', by, email, session, faults: { [by]: parsed.sentence } };
  const { value } = parsed;
  return {
    kind: 'wish',
    wish: by === 'email' ? { kind: 'email', email: value } : { kind: 'session', sessionId: value },
  };
}

/** What the form of the list carried along. */
export function readShown(form: URLSearchParams): Shown {
  const named = form.getAll('shown').slice(0, listedAtOnce);
  const sessionIds = named.filter((text) => parseErasureSession(text).kind === 'value');
  const text = form.get('count') ?? '';
  return { sessionIds, count: /^\d{1,6}$/.test(text) ? Number(text) : sessionIds.length };
}
