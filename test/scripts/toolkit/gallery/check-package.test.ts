// What the gallery would refuse without a word, one folder for each reason.
import { describe, expect, test } from 'vitest';
import { readLicence } from '../../../../scripts/toolkit/gallery/check-licence.ts';
import { checkPackage } from '../../../../scripts/toolkit/gallery/check-package.ts';
import { formatFinding } from '../../../../scripts/toolkit/gallery/finding.ts';
import { writeFolder } from '../../compiler/template-folder.ts';
import { toTpl } from '../to-tpl.ts';
import { goodTemplate, startPackage, startRepository, toMetadata, toThumbnail } from './start-package.ts';

/** Faults start with ✗, advice with !. */
async function check(folder: string): Promise<string[]> {
  const findings = await checkPackage(folder, 'published');
  return findings.map((one) => `${one.isAdvice ? '!' : '✗'} ${formatFinding(one)}`);
}

const unknownSha = 'a'.repeat(40);

describe('checkPackage', () => {
  test('a package in order has no finding', async () => {
    expect(await check(startPackage().folder)).toEqual([]);
  });

  test('an empty folder lacks everything', async () => {
    expect(await check(writeFolder({}))).toEqual([
      '✗ template.tpl — The gallery wants a file of exactly this name at the root of the repository; add it.',
      '✗ metadata.yaml — The gallery wants a file of exactly this name at the root of the repository; add it.',
      '✗ LICENSE — The gallery wants a file of exactly this name at the root of the repository; add it.',
      '! README.md — There is no README.md; the gallery links to it.',
      '✗ repository — The folder is not the root of a git repository of its own. The gallery reads one repository per template.',
    ]);
  });

  test.each([
    ['template.tpl', 'Template.tpl'],
    ['template.tpl', 'my-tag.tpl'],
    ['metadata.yaml', 'metadata.yml'],
    ['LICENSE', 'LICENSE.md'],
  ])('%s under the name %s is to be renamed', async (file, name) => {
    const { folder, write } = startPackage();
    write({ [file]: undefined, [name]: 'x' });
    expect(await check(folder)).toContainEqual(expect.stringMatching(new RegExp(`^✗ ${file} — .*rename ${name}\\.$`)));
  });
});

describe('checkPackage, the template', () => {
  async function checkTemplate(tpl: string): Promise<string[]> {
    const started = startRepository();
    started.write({ 'template.tpl': tpl, LICENSE: readLicence(), 'README.md': '' });
    started.write({ 'metadata.yaml': toMetadata(started.commit()) });
    started.commit();
    return await check(started.folder);
  }

  const withInfo = (info: Readonly<Record<string, unknown>>) => {
    return toTpl({ info: { brand: { thumbnail: toThumbnail(48, 48) }, ...info } });
  };

  test('a template without the terms of service is refused', async () => {
    const [section = ''] = goodTemplate.split('___INFO___');
    expect(await checkTemplate(goodTemplate.replace(section, ''))).toEqual([
      expect.stringMatching(/^✗ template\.tpl:1:1 — The template does not agree to the terms of service/),
    ]);
  });

  test('a template without categories is refused, and those that there are get named', async () => {
    const tpl = withInfo({ categories: [] });
    const line = tpl.slice(0, tpl.indexOf('{')).split('\n').length;
    expect(await checkTemplate(tpl)).toEqual([
      expect.stringMatching(
        `^✗ template\\.tpl:${line}:1 — The template names no categories; name one to three of ADVERTISING,`,
      ),
    ]);
  });

  test('a category that the gallery does not know is refused', async () => {
    expect(await checkTemplate(withInfo({ categories: ['ANALYTICS', 'COFFEE'] }))).toEqual([
      expect.stringMatching(/^✗ template\.tpl:\d+:1 — The gallery does not know COFFEE;/),
    ]);
  });

  test('more than three categories are taken, with a word about them', async () => {
    expect(await checkTemplate(withInfo({ categories: ['ANALYTICS', 'CHAT', 'SALES', 'SOCIAL'] }))).toEqual([
      expect.stringMatching(/^! template\.tpl:\d+:1 — The template names 4 categories; keep the best three\.$/),
    ]);
  });

  test.each([
    ['no thumbnail', '', 'The template has no thumbnail; the gallery then shows a grey letter.'],
    [
      'an address as thumbnail',
      'https://example.com/a.png',
      'The thumbnail must be a picture as a data URI, such as data:image/png;base64,…',
    ],
    ['an oblong thumbnail', toThumbnail(96, 64), 'The thumbnail is 96 by 64 pixels; make it square.'],
    ['a large thumbnail', toThumbnail(96, 96, 49_967), 'The thumbnail has 50000 bytes; keep it below 50000.'],
  ])('about %s there is advice', async (_, thumbnail, advice) => {
    const [finding, ...more] = await checkTemplate(withInfo({ brand: { thumbnail } }));
    expect(finding).toMatch(/^! template\.tpl:\d+:1 — /);
    expect(finding?.endsWith(advice)).toBe(true);
    expect(more).toEqual([]);
  });

  test('what the editor would write differently brings advice, but for blanks and line breaks', async () => {
    const described = withInfo({ description: 'Does something.' });
    expect(await checkTemplate(described.replaceAll('\n', '\r\n'))).toEqual([]);
    expect(await checkTemplate(described.replace('"UTILITY"', '\n\n "UTILITY" '))).toEqual([]);
    const quoted = described.replace('Does something.', "Does what it’s told, isn't it?");
    expect(await checkTemplate(quoted)).toEqual([
      expect.stringMatching(/^! template\.tpl:\d+:1 — GTM’s editor would write the file differently from this line on/),
    ]);
    const line = quoted.split('\n').findIndex((one) => one.includes('Does what')) + 1;
    expect((await checkTemplate(quoted))[0]).toContain(`template.tpl:${line}:1`);
  });

  test('what check finds is a fault of the package', async () => {
    const tpl = goodTemplate.replace('data.gtmOnSuccess();', 'this;');
    expect(await checkTemplate(tpl)).toEqual([expect.stringMatching(/^✗ template\.tpl:\d+:1 — .*this/)]);
  });
});

describe('checkPackage, metadata.yaml', () => {
  async function checkMetadata(toText: (sha: string) => string): Promise<string[]> {
    const { folder, write, sha, commit } = startPackage();
    write({ 'metadata.yaml': toText(sha) });
    commit();
    return await check(folder);
  }

  test.each([
    ['versions: [', /^✗ metadata\.yaml:1:\d+ — The gallery cannot read this YAML: /],
    ['just a text', /^✗ metadata\.yaml:1:1 — The file must hold homepage, documentation and versions\.$/],
    ['', /^✗ metadata\.yaml:1:1 — The file must hold homepage, documentation and versions\.$/],
  ])('the text %j is refused', async (text, expected) => {
    expect(await checkMetadata(() => text)).toContainEqual(expect.stringMatching(expected));
  });

  test('a file without versions is refused', async () => {
    const findings = await checkMetadata((sha) => toMetadata(sha).replace(/versions:.*/s, 'versions: []\n'));
    expect(findings).toEqual([
      '✗ metadata.yaml — The file names no version; commit template.tpl, then name that commit here.',
    ]);
  });

  test.each([['main'], ['v1.0'], [unknownSha.slice(1)], ['A'.repeat(40)]])('the sha %s is refused', async (sha) => {
    expect(await checkMetadata(() => toMetadata(sha))).toEqual([
      '✗ metadata.yaml:4:5 — A version needs a sha: the 40 hexadecimal digits of the commit that holds its template.tpl.',
    ]);
  });

  test('a version without change notes is refused', async () => {
    expect(await checkMetadata((sha) => toMetadata(sha).replace('Change 1.', ''))).toEqual([
      '✗ metadata.yaml:4:5 — A version needs changeNotes that say what changed.',
    ]);
  });

  test('change notes of several lines are taken', async () => {
    expect(await checkMetadata((sha) => toMetadata(sha).replace('Change 1.', '|2\n      One.\n      Two.'))).toEqual(
      [],
    );
  });

  test('an address that is none is refused, a missing one is not', async () => {
    expect(await checkMetadata((sha) => toMetadata(sha).replace('https://example.com\n', 'example.com\n'))).toEqual([
      '✗ metadata.yaml:1:11 — The homepage must be an address that starts with https://.',
    ]);
    expect(await checkMetadata((sha) => toMetadata(sha).replace(/homepage:.*\n/, ''))).toEqual([
      '! metadata.yaml:1:1 — Without homepage the gallery shows no link to it.',
    ]);
  });
});
