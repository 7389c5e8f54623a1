// What keeps personal data and secrets out of log lines.

/** A session id for a log line: mode and last four characters, enough to find it again in Stripe, too little to look it up. */
export function shortSessionId(sessionId: string): string {
  const mode = /^cs_(?:test|live)_/.exec(sessionId)?.[0];
  return mode === undefined || sessionId.length < mode.length + 8 ? 'cs_…' : `${mode}…${sessionId.slice(-4)}`;
}

// A run of characters that an address in prose, a URL or JSON cannot leave; without backtracking, so that hostile text costs
// linear time.
const word = /[^\s"'`<>()[\]{},;:=&?/\\|]+/g;
const addressInWord = /[^@](?:@|%40)[^@]/i;

// Addresses may hold what ends a word, as in `a&b&@example.com`. Bounded, for the same reason.
const oddAddress = /[^\s@]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu;

// Stripe's masked keys have stars in them.
const stripeSecret = /(?:[srp]k_(?:test|live)_|whsec_|(?:pi|seti|cs_test|cs_live)_[A-Za-z0-9]+_secret_)[A-Za-z0-9_*]+/g;
// With the underscore, so that what stands right behind an id goes with it, another id too.
const sessionId = /cs_(?:test|live)_\w+/g;
const bearer = /\b(bearer)\s+[^\s"',]+/gi;
/** 32 bytes in padded base64, as in a key ring. */
const sealingKey = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/g;

/** The text without anything that looks like an e-mail address, a key, a bearer secret or a full session id. */
export function redact(text: string): string {
  return text
    .replace(stripeSecret, '[secret]')
    .replace(bearer, '$1 [secret]')
    .replace(sealingKey, '[secret]')
    .replace(sessionId, shortSessionId)
    .replace(word, (run) => (addressInWord.test(run) ? '[e-mail]' : run))
    .replace(oddAddress, '[e-mail]');
}
