// The containers that the build makes of all templates, and how it refuses.
import { describe, expect, test } from 'vitest';
import { buildContainers } from '../../../scripts/containers/build-containers.ts';
import { templates } from './built-containers.ts';

describe('buildContainers', () => {
  test('each container holds all templates of its kind, and its text is the container', () => {
    const built = buildContainers(templates);
    expect(built.map(({ fileName }) => fileName)).toEqual(['web-container.json', 'server-container.json']);
    for (const { fileName, container, text } of built) {
      const inside = container.containerVersion.customTemplate?.map(({ templateData }) => templateData);
      expect(inside).toEqual(templates.filter((one) => fileName.startsWith(one.container)).map(({ tpl }) => tpl));
      expect(JSON.parse(text)).toEqual(container);
    }
  });

  test('a deployment is baked into all of them', () => {
    const texts = buildContainers(templates, { propertyId: 'prop_12345' }).map(({ text }) => text);
    for (const text of texts) expect(text).toContain('"value": "prop_12345"');
  });

  test('values that cannot be meant are refused', () => {
    expect(() => buildContainers(templates, { measurementId: 'x' })).toThrow(
      expect.objectContaining({ name: 'BakeError' }),
    );
  });

  test('a template of the wrong container ends the build with the place in the file', () => {
    const misplaced = templates.map((one) => ({ ...one, container: 'web' as const }));
    expect(() => buildContainers([...misplaced, ...templates])).toThrow(
      expect.objectContaining({
        name: 'BuildError',
        message: expect.stringContaining(
          'web-container.json:1:1 — containerVersion.customTemplate[5].templateData: Tilltag Checkout client is a template for server containers.',
        ),
      }),
    );
  });
});
