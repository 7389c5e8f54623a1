// Words that a person who sells should not have to know, and the codes of ours that stand for whole sentences.
import { entryTexts } from '../../../functions/console/texts/entry-texts.ts';

/** Words of whoever builds this; a path such as `/sweep` may be named to whoever runs it. */
const words = [
  /\bledgers?\b/i,
  /\bpassports?\b/i,
  /(?<!\/)\bsweeps?\b/i,
  /\breplay(?:s|ed)?\b/i,
  /\bdead[ -]?letter/i,
  /\boutbox\b/i,
  /\bwatermarks?\b/i,
  /\broll-?ups?\b/i,
  /\btombstones?\b/i,
  /\borphan(?:s|ed)?\b/i,
  /\bidempoten/i,
  /\bdst_\w/,
];

/** As Google, Stripe and tags write them, so that whoever looks for one there finds it. */
const namesOfOthers = [
  /^(?:ad|analytics|functionality|personalization|security)_storage$/,
  /^ad_(?:user_data|personalization)$/,
  /^utm_(?:source|medium|campaign|term|content)$/,
  /^(?:cs|evt|pi|plink|rk|whsec|sub|in|re|dp|prod|price|cus|acct|we)_/,
  // What tags, triggers and links are set up with: Stripe’s, Meta’s, and what pages push.
  /^(?:session_id|success_url|external_id|checkout_complete|purchase_test|tilltag_\w+)$/,
];

const eventNames = new Set(Object.keys(entryTexts.events));

/** The words and codes that stand in a text. */
export function findForbidden(text: string): string[] {
  const found = words.flatMap((word) => text.match(word)?.[0] ?? []);
  const codes = text.match(/(?<![\w/.:@-])[a-z]+(?:_[a-z0-9]+)+(?![\w@]|\.\w)/g) ?? [];
  const isNamed = (code: string): boolean => eventNames.has(code) || namesOfOthers.some((name) => name.test(code));
  return [...found, ...codes.filter((code) => !isNamed(code))];
}

/** What of a page a person reads or is read to them, without what is there to be copied or shown as it is. */
export function readPage(body: string): string {
  const shown = body
    .replace(/^[\s\S]*<body>/, '')
    .replace(/<(pre|code|script)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<input type="hidden"[^>]*>/g, ' ');
  const labels = [...shown.matchAll(/\b(?:aria-label|placeholder|title)="([^"]*)"/g)].map(([, label]) => label);
  return [shown.replace(/<[^>]+>/g, ' '), ...labels].join(' ');
}
