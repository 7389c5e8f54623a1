// Erases what an owner asked for and says how much it was; the audit trail learns no address and no whole session id.
import { type Erasure, type ErasureWish, eraseBuyers } from '../../../delivery/erase-buyers.ts';
import { wordReason } from '../../../delivery/reason-words.ts';
import { parseErasureEmail, parseErasureSession } from '../../../rules/erasure-wish.ts';
import { shortSessionId } from '../../../rules/redact.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { type Html, html } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { auditTexts } from '../../texts/access-texts.ts';
import { eraseTexts as texts } from '../../texts/check-texts.ts';
import { erasePage } from './erase-page.ts';

/** What was erased, or the form again with what is wrong. Rejects as the store does. */
export async function eraseBuyer(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const by = form.get('by') === 'session' ? 'session' : 'email';
  const [email, session] = [form.get('email') ?? '', form.get('session') ?? ''];
  const parsed = by === 'email' ? parseErasureEmail(email) : parseErasureSession(session);
  if (parsed.kind === 'refused') {
    return pageAgain(erasePage(request, { by, email, session, faults: { [by]: parsed.sentence } }));
  }
  const wish: ErasureWish =
    by === 'email' ? { kind: 'email', email: parsed.value } : { kind: 'session', sessionId: parsed.value };
  const { settings, store, now } = context;
  const { keyRing, stripeApiBase } = settings;
  const erasure = await eraseBuyers({ store, keyRing, stripeApiBase, now }, property.id, wish);
  const about = wish.kind === 'session' ? shortSessionId(wish.sessionId) : auditTexts.payments(erasure.counts.erased);
  await writeAudit(request, { what: 'buyer_erased', about });
  return page(erasePage(request, { by, email: '', session: '', result: resultOf(erasure, wish) }));
}

function resultOf({ counts, notAsked }: Erasure, { kind }: ErasureWish): Html {
  const { erased, repeated, unknown } = counts;
  const lines = [
    ...(erased > 0 ? [texts.erased(erased)] : []),
    ...(repeated > 0 ? [texts.repeated(repeated)] : []),
    ...(unknown > 0 ? [kind === 'session' ? texts.unknownSession : texts.unknownOfEmail(unknown)] : []),
  ];
  const told = lines.length === 0 ? [texts.nothingFound] : lines;
  const missed = notAsked.map(({ mode, reason }) => texts.notAsked(mode, wordReason(reason, 'console')));
  const done = message(
    missed.length === 0 ? 'good' : 'warning',
    toLines([...told, ...missed, ...(missed.length > 0 ? [texts.again] : [])]),
  );
  return html`<section><h2>${texts.doneTitle}</h2>${done}</section>`;
}

function toLines(lines: readonly string[]): Html {
  return html`${lines.map((line) => html`<p>${line}</p>`)}`;
}
