// Which LICENSE files are the Apache License 2.0.
import { describe, expect, test } from 'vitest';
import { checkLicence, readLicence } from '../../../../scripts/toolkit/gallery/check-licence.ts';

const licence = readLicence();
const [terms = ''] = licence.split('   APPENDIX');

describe('checkLicence', () => {
  test.each([
    ['the text as it is published', licence],
    ['the text without its appendix', terms],
    ['the text with an owner in the appendix', licence.replace('[yyyy] [name of copyright owner]', '2026 Ada Byron')],
    ['the text with other line breaks and indents', licence.replaceAll('\n', '\r\n').replaceAll('   ', ' ')],
    ['the text with secure links', licence.replaceAll('http://', 'https://')],
    ['the text below a line of copyright', `Copyright 2026 Ada Byron\n\n${licence}`],
  ])('%s is taken', (_, text) => {
    expect(checkLicence(text)).toEqual([]);
  });

  test.each([
    ['an empty file', ''],
    ['another licence', 'MIT License\n\nPermission is hereby granted, free of charge, …'],
    ['a reference to the licence', 'Licensed under the Apache License, Version 2.0.'],
    ['the text with a word changed', licence.replace('irrevocable', 'revocable')],
    ['the text cut off', licence.slice(0, 5_000)],
  ])('%s is refused', (_, text) => {
    expect(checkLicence(text).map(({ message }) => message)).toEqual([
      'This is not the text of the Apache License 2.0, and the gallery takes no other licence.',
    ]);
  });

  test.each([
    ['conditions of its own', `${licence}\nNot for commercial use.`],
    ['a second licence', `${terms}\nMIT License`],
  ])('the text followed by %s is refused', (_, text) => {
    expect(checkLicence(text).map(({ message }) => message)).toEqual([
      'After the Apache License 2.0 stands more text; remove it.',
    ]);
  });
});
