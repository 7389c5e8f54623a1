// Reads what a page of the console shows, without its markup.

/** The words of a page, each run of blanks as one. */
export function toText(body: string): string {
  return body
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The hidden field `seen` of the form that is sent to this path below the console's own. */
export function readSeen(body: string, action: string): string {
  const [, rest = ''] = body.split(`action="/console${action}"`);
  const seen = /name="seen" value="([^"]*)"/.exec(rest)?.[1];
  if (seen === undefined) throw new Error(`The page has no form for ${action}.`);
  return seen;
}
