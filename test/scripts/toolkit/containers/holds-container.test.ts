// Which files are taken for containers.
import { describe, expect, test } from 'vitest';
import { holdsContainer, isContainerFile } from '../../../../scripts/toolkit/containers/holds-container.ts';
import { toContainer } from '../to-container.ts';
import { toTpl } from '../to-tpl.ts';

describe('holdsContainer', () => {
  test('an exported container is one, with a mark in front and with a slip in it as well', () => {
    expect(holdsContainer(toContainer())).toBe(true);
    expect(holdsContainer(`\uFEFF${toContainer()}`)).toBe(true);
    expect(holdsContainer(`${toContainer()},`)).toBe(true);
  });

  test('other JSON is none, nor what only speaks of exports', () => {
    expect(holdsContainer('{"name": "a-package"}')).toBe(false);
    expect(holdsContainer('{"description": "the key \\"exportFormatVersion\\""}')).toBe(false);
    expect(holdsContainer('{"inner": {"exportFormatVersion": 2}}')).toBe(false);
    expect(holdsContainer('["exportFormatVersion"]')).toBe(false);
    expect(holdsContainer('')).toBe(false);
  });
});

describe('isContainerFile', () => {
  test('every .json is looked at as one, whatever it holds', () => {
    expect(isContainerFile('a.json', '{}')).toBe(true);
    expect(isContainerFile('a.JSON', toTpl())).toBe(true);
  });

  test('a file of another name is one where it holds one, but for .tpl', () => {
    expect(isContainerFile('export.txt', toContainer())).toBe(true);
    expect(isContainerFile('export.txt', toTpl())).toBe(false);
    expect(isContainerFile('a.tpl', toContainer())).toBe(false);
  });
});
