// Fills variables into the markup of a Custom HTML tag: as JavaScript inside scripts, escaped elsewhere.
//
// Decisions where GTM's behaviour is not public: what JSON cannot hold, such as a function, becomes undefined in a script;
// a quotation mark within a regular expression literal counts as the begin of a text, which ends with its line.

const script = /(<script\b[^>]*>)([\s\S]*?)(<\/script>)/gi;
const reference = /\{\{([^{}]+)\}\}/g;
/** Outside texts: a comment, a quotation mark or a reference. */
const outside = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|["'`]|\{\{([^{}]+)\}\}/g;
/** Within a text: an escaped character, its possible end or a reference. */
const inside = /\\[\s\S]|["'`\n]|\{\{([^{}]+)\}\}/g;

/** The markup with every `{{Variable name}}` filled in, safe in its place. */
export function fillHtml(html: string, read: (name: string) => unknown): string {
  let filled = '';
  let position = 0;
  for (const match of html.matchAll(script)) {
    const [whole, open = '', code = '', close = ''] = match;
    filled += fillText(html.slice(position, match.index) + open, read) + fillScript(code, read) + close;
    position = match.index + whole.length;
  }
  return filled + fillText(html.slice(position), read);
}

function fillText(text: string, read: (name: string) => unknown): string {
  return text.replace(reference, (_, name: string) => escapeHtml(String(read(name))));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function fillScript(code: string, read: (name: string) => unknown): string {
  let filled = '';
  let quote = '';
  let position = 0;
  while (position < code.length) {
    const pattern = quote === '' ? outside : inside;
    pattern.lastIndex = position;
    const [found = '', name] = pattern.exec(code) ?? [];
    const start = found === '' ? code.length : pattern.lastIndex - found.length;
    filled += code.slice(position, start);
    filled += name === undefined ? found : fillIn(read(name), quote);
    position = start + found.length;
    quote = nextQuote(quote, found);
  }
  return filled;
}

function fillIn(value: unknown, quote: string): string {
  return quote === '' ? toLiteral(value) : escapeInText(String(value));
}

function nextQuote(open: string, found: string): string {
  if (open === '') {
    return /^["'`]$/.test(found) ? found : '';
  }
  const isEnd = found === open || (found === '\n' && open !== '`');
  return isEnd ? '' : open;
}

/** As an expression; it cannot end the script element. In a literal a plain `__proto__` is no key but sets the prototype. */
function toLiteral(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').replaceAll('<', '\\u003c').replaceAll('"__proto__":', '["__proto__"]:');
}

/** Within quotation marks of any kind. */
function escapeInText(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/['`$<]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
