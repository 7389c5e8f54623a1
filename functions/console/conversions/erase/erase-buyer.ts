// Erases what an owner has seen and confirmed, and says how much it was; the audit trail learns no address and no whole session id.
import { type Erasure, type ErasureWish, eraseBuyers } from '../../../delivery/erase-buyers.ts';
import { wordReason } from '../../../delivery/reason-words.ts';
import { shortSessionId } from '../../../rules/redact.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { type Html, html } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { auditTexts } from '../../texts/access-texts.ts';
import { eraseTexts as texts } from '../../texts/erase-texts.ts';
import { erasePage } from './erase-page.ts';
import { readEraseForm, readShown, type Shown } from './read-erase-form.ts';

/** What was erased, or the form again with what is wrong. Rejects as the store does. */
export async function eraseBuyer(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const read = readEraseForm(form);
  if (read.kind === 'fault') return pageAgain(erasePage(request, read));
  const shown = readShown(form);
  const wish: ErasureWish = read.wish.kind === 'email' ? { ...read.wish, sessionIds: shown.sessionIds } : read.wish;
  const { settings, store, now } = context;
  const { keyRing, stripeApiBase } = settings;
  const erasure = await eraseBuyers({ store, keyRing, stripeApiBase, now }, property.id, wish);
  const about = wish.kind === 'session' ? shortSessionId(wish.sessionId) : auditTexts.payments(erasure.counts.erased);
  await writeAudit(request, { what: 'buyer_erased', about });
  return page(erasePage(request, { email: '', session: '', result: resultOf(erasure, wish, shown) }));
}

function resultOf(erasure: Erasure, wish: ErasureWish, shown: Shown): Html {
  const { counts, notAsked } = erasure;
  const { erased, repeated, unknown } = counts;
  const more = wish.kind === 'email' ? countMore(erasure, shown) : 0;
  const lines = [
    ...(erased > 0 ? [texts.erased(erased)] : []),
    ...(repeated > 0 ? [texts.repeated(repeated)] : []),
    ...(unknown > 0 ? [wish.kind === 'session' ? texts.unknownSession : texts.unknownOfEmail(unknown)] : []),
    ...(more > 0 ? [texts.more(more)] : []),
  ];
  const told = lines.length === 0 ? [texts.nothingErased] : [...lines, texts.remember];
  const missed = notAsked.map(({ mode, reason }) => texts.notAsked(mode, wordReason(reason, 'console')));
  const done = message(
    missed.length === 0 ? 'good' : 'warning',
    toLines([...told, ...missed, ...(missed.length > 0 ? [texts.again] : [])]),
  );
  return html`<section><h2>${texts.doneTitle}</h2>${done}</section>`;
}

/** How many were erased that nobody had seen in the list; those that did not fit into it were told by their number. */
function countMore({ sessionIds }: Erasure, shown: Shown): number {
  const listed = new Set(shown.sessionIds);
  const unlisted = sessionIds.filter((id) => !listed.has(id)).length;
  return Math.max(0, unlisted - Math.max(0, shown.count - shown.sessionIds.length));
}

function toLines(lines: readonly string[]): Html {
  return html`${lines.map((line) => html`<p>${line}</p>`)}`;
}
