// Holds a LICENSE file against the text of the Apache License 2.0, the only one that the gallery takes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../compiler/repository-root.ts';
import { type Finding, fault } from './finding.ts';

/** The text of the licence as the Apache foundation publishes it, and as every package gets it. */
export function readLicence(): string {
  return readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8');
}

/**
 * A fault where the text is another licence, or holds more than this one. Line breaks and indents are free, the appendix may
 * be missing or carry the owner's name, and a line of copyright may stand on top.
 */
export function checkLicence(text: string): Finding[] {
  const own = toWords(text).replace(/^(copyright (\(c\)|©)?.*?)(?=apache license version 2\.0)/, '');
  const wanted = toWords(readLicence());
  const end = wanted.indexOf(endOfTerms) + endOfTerms.length;
  const terms = wanted.slice(0, end);
  if (!own.startsWith(terms)) {
    return [fault(file, 'This is not the text of the Apache License 2.0, and the gallery takes no other licence.')];
  }
  const owner = /copyright \S+ .*?(?= licensed under the apache license)/;
  const appendix = own.slice(terms.length).replace(owner, '').trim();
  const isAppendix = appendix === '' || appendix === wanted.slice(end).replace(owner, '').trim();
  return isAppendix ? [] : [fault(file, 'After the Apache License 2.0 stands more text; remove it.')];
}

const file = { file: 'LICENSE' };
const endOfTerms = 'end of terms and conditions';

function toWords(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('https://', 'http://')
    .replace('apache license, version 2.0, january', 'apache license version 2.0, january');
}
