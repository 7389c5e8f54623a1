// How a described container becomes the file: ids, references, and what GTM leaves out.
import { describe, expect, test } from 'vitest';
import type { ContainerDescription } from '../../../gtm-templates/containers/building/description.ts';
import { text } from '../../../gtm-templates/containers/building/parameters.ts';
import { assembleContainer } from '../../../scripts/containers/assemble-container.ts';
import { templates } from './built-containers.ts';

const plain: ContainerDescription = {
  kind: 'web',
  name: 'A shop',
  folders: ['Folder'],
  variables: [{ name: 'Constant', type: 'c', folder: 'Folder', notes: 'Says so.', parameters: [text('value', 'x')] }],
  triggers: [{ name: 'Trigger', type: 'PAGEVIEW', folder: 'Folder', notes: 'Says when.' }],
  tags: [
    {
      name: 'Tag',
      template: 'checkout-session-id-variable',
      folder: 'Folder',
      notes: 'Says what.',
      fields: {},
      triggers: ['Trigger', '2147479553'],
      consent: 'NOT_NEEDED',
      priority: 5,
      paused: true,
    },
  ],
  clients: [],
  transformations: [],
  builtInVariables: [],
};

const own = templates.filter(({ name }) => name === 'checkout-session-id-variable');

describe('assembleContainer', () => {
  test('the priority of a client is a number, as in Google’s API, and that of a tag a parameter', () => {
    const client = {
      name: 'Client',
      template: 'checkout-session-id-variable',
      folder: 'Folder',
      notes: '',
      fields: {},
    };
    const withClient = assembleContainer({ ...plain, clients: [{ ...client, priority: 10 }] }, own).containerVersion;
    expect(withClient.client?.[0]).toMatchObject({ name: 'Client', priority: 10 });
    expect(withClient.tag?.[0]?.priority).toEqual({ type: 'INTEGER', value: '5' });
  });

  const { containerVersion } = assembleContainer(plain, own);

  test('every entity belongs to the container of the file and has an id that no other has', () => {
    const { tag = [], trigger = [], variable = [], folder = [], customTemplate = [] } = containerVersion;
    const entities = [...tag, ...trigger, ...variable, ...folder, ...customTemplate];
    expect(new Set(entities.map(({ containerId }) => containerId))).toEqual(new Set([containerVersion.containerId]));
    expect([
      ...folder.map(({ folderId }) => folderId),
      ...customTemplate.map(({ templateId }) => templateId),
      ...variable.map(({ variableId }) => variableId),
      ...trigger.map(({ triggerId }) => triggerId),
      ...tag.map(({ tagId }) => tagId),
    ]).toEqual(['1', '2', '3', '4', '5']);
  });

  test('names have become ids, and ids of GTM’s own triggers have stayed', () => {
    expect(containerVersion.tag?.[0]).toMatchObject({
      type: 'cvt_11111111_2',
      parentFolderId: '1',
      firingTriggerId: ['4', '2147479553'],
      consentSettings: { consentStatus: 'NOT_NEEDED' },
      priority: { type: 'INTEGER', value: '5' },
      paused: true,
    });
  });

  test('what there is none of is left out', () => {
    expect(containerVersion).not.toHaveProperty('client');
    expect(containerVersion).not.toHaveProperty('builtInVariable');
    expect(containerVersion.trigger?.[0]).not.toHaveProperty('filter');
    expect(containerVersion.trigger?.[0]).not.toHaveProperty('parameter');
  });

  test('the template is whole, under the name that its form gives it', () => {
    expect(containerVersion.customTemplate?.[0]).toMatchObject({
      name: 'Checkout Session ID',
      templateData: own[0]?.tpl,
    });
  });

  test('the same description gives the same file', () => {
    expect(JSON.stringify(assembleContainer(plain, own))).toBe(JSON.stringify(assembleContainer(plain, own)));
  });

  test.each([
    ['folder', { ...plain, folders: [] }, 'has no folder named Folder'],
    ['trigger', { ...plain, triggers: [] }, 'has no trigger named Trigger'],
  ])('a %s that is not described is refused', (_kind, description, sentence) => {
    expect(() => assembleContainer(description, own)).toThrow(sentence);
  });

  test('a template that was not built is refused', () => {
    expect(() => assembleContainer(plain, [])).toThrow('has no template named checkout-session-id-variable');
  });
});
