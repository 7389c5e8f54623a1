// Permissions that stand more than once, joined.
import { describe, expect, test } from 'vitest';
import { encodePermission } from '../../../functions/downloads/permission-trees.ts';
import { mergeSettings } from '../../../scripts/permissions/merge-settings.ts';
import { compileWebTemplate } from '../../../scripts/simulator/code/compile-web-template.ts';
import { makeTpl } from '../simulator/make-tpl.ts';

const permission = (publicId: string, params: Readonly<Record<string, string | readonly string[]>>) => ({
  publicId,
  params,
});

describe('mergeSettings', () => {
  test('different permissions stay as they are', () => {
    const merged = mergeSettings([permission('a', { x: '1' }), permission('b', { y: ['2'] })]);
    expect(Object.fromEntries(merged)).toEqual({ a: { x: '1' }, b: { y: ['2'] } });
  });

  test('lists of a permission that stands twice are joined, everything else comes from the first', () => {
    const merged = mergeSettings([
      permission('a', { mode: 'specific', names: ['1'] }),
      permission('a', { mode: 'any', names: ['2'], more: ['3'] }),
    ]);
    expect(merged.get('a')).toEqual({ mode: 'specific', names: ['1', '2'], more: ['3'] });
  });

  test('a list and a text of the same name are not joined', () => {
    expect(mergeSettings([permission('a', { x: ['1'] }), permission('a', { x: '2' })]).get('a')).toEqual({ x: ['1'] });
    expect(mergeSettings([permission('a', { x: '2' }), permission('a', { x: ['1'] })]).get('a')).toEqual({ x: '2' });
  });

  test('a template in the simulator may do what either of two permissions covers', () => {
    const cookies = (name: string) => encodePermission(permission('get_cookies', { cookieNames: [name] }));
    const section = JSON.stringify([cookies('a'), cookies('b')]);
    const tpl = makeTpl({ code: 'data.gtmOnSuccess();' }).replace(
      '_PERMISSIONS___\n\n[]',
      `_PERMISSIONS___\n\n${section}`,
    );
    expect(compileWebTemplate(tpl).permissions).toEqual({ get_cookies: { cookieNames: ['a', 'b'] } });
  });
});
