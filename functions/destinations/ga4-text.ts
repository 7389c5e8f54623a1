// Texts on their way to GA4: within its limits, and without an e-mail address or anything that looks like one.
import { redact } from '../rules/redact.ts';

/** The longest value of a parameter, outside of GA4 360. */
const maxLength = 100;

/** In the clear, as a URL writes it, and the two other signs that Unicode has for it. */
const atSign = /@|%40|\uFF20|\uFE6B/gi;

/**
 * The text as GA4 may have it, `undefined` where nothing is left. An address becomes `[e-mail]`; any other @, as in the name
 * of a product, is spelled out, because Google forbids addresses and no one should have to tell them apart.
 */
export function toGa4Text(text: string | null | undefined): string | undefined {
  const harmless = redact(text ?? '').replace(atSign, '(at)');
  return cut(harmless.trim());
}

/** The id cut to GA4's length, exactly as GA4's own tag would; `undefined` for one with an @ in it. */
export function toGa4Id(id: string | null | undefined): string | undefined {
  return id === null || id === undefined || id.search(atSign) !== -1 ? undefined : cut(id);
}

function cut(text: string): string | undefined {
  // A cut pair of surrogates would be no text any more.
  const kept = text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
  return kept === '' ? undefined : kept;
}
