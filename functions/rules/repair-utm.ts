// Rewrites a UTM so that Stripe forwards it. Runs in the browser too, so it uses nothing but the language and stays small.

/**
 * The text in Stripe's alphabet: letters, digits, `-` and `_`, at most 150 of them. What is so already stays as it is; umlauts
 * are written out (ü → ue, ß → ss), accents dropped, and every run of anything else becomes one `-`. A word with an @ inside,
 * as mailing tools put the recipient into utm_term, is left out. Empty where nothing is left, as of emoji alone. Any text may
 * be given; what was repaired is not changed again. See https://docs.stripe.com/payment-links/url-parameters
 */
export function repairUtm(text = ''): string {
  return /^[\w-]{1,150}$/.test(text)
    ? text
    : text
        // No honest value is longer, and a hostile one costs no more than this.
        .slice(0, 999)
        .replace(/[^\s@]+(@|%40)\S+/gi, '')
        .normalize('NFKD')
        .replace(/ß/giu, 'ss')
        .replace(/([aou])\u0308/gi, '$1e')
        .replace(/\p{M}/gu, '')
        .replace(/\W+/g, '-')
        .slice(0, 150)
        .replace(/^-|-$/g, '');
}
