// The script that a page includes; what it does there is tested in a real browser.
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { bundleContainer } from '../../../../scripts/simulator/container/bundle-container.ts';
import type { ContainerDescription } from '../../../../scripts/simulator/container/container-description.ts';
import { makeTpl } from '../make-tpl.ts';

function describeWith(code: string): ContainerDescription {
  const template = makeTpl({ code });
  return {
    publicId: 'GTM-TEST',
    isPreview: false,
    variables: [],
    tags: [{ name: 'Tag', template, fields: { html: '</script>' }, trigger: { on: 'page_view' } }],
  };
}

describe('bundleContainer', () => {
  test('is one script that parses, also when a template uses names that strict code reserves', async () => {
    const text = await bundleContainer(describeWith('const o = { static: 1, eval: 2 }; return o.static + o.eval;'));
    expect(() => new vm.Script(text)).not.toThrow();
  });

  test('holds the template’s code as a function, not as text to evaluate', async () => {
    const text = await bundleContainer(describeWith('data.gtmOnSuccess();'));
    expect(text).toContain('\n$sandbox.call(data, "gtmOnSuccess", []);\n');
    expect(text).not.toMatch(/\beval\(|new Function/);
  });

  test('cannot be cut short by a field value inside a script element', async () => {
    expect(await bundleContainer(describeWith(''))).not.toContain('</script>');
  });

  test('a broken template is refused', async () => {
    await expect(bundleContainer(describeWith('const = 1;'))).rejects.toThrow(SyntaxError);
  });
});
