// What is found in containers that GTM would refuse or misread: ours with one thing broken each.
import { describe, expect, test } from 'vitest';
import type { ContainerExport, ExportVersion } from '../../../functions/downloads/container-export.ts';
import { findContainerFaults } from '../../../scripts/containers/find-container-faults.ts';
import { serverExport, webExport } from './built-containers.ts';

/** Deeply writable, so that a test can break one thing. */
type Draft<T> = T extends readonly (infer Item)[]
  ? Draft<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T;

/** The faults of the file after somebody changed its version. */
function faultsOf(change: (version: Draft<ExportVersion>) => void, file: ContainerExport = webExport): string[] {
  // A clone has the same shape; only `readonly` is gone.
  const copy = structuredClone(file) as Draft<ContainerExport>;
  change(copy.containerVersion);
  return findContainerFaults(copy).map(({ path, sentence }) => `${path}: ${sentence}`);
}

function named<Entity extends { name: string }>(list: Entity[] | undefined, name: string): Entity {
  const found = list?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

function at<Item>(list: Item[] | undefined, index: number): Item {
  const found = list?.at(index);
  if (found === undefined) throw new Error(`There is no item ${index}.`);
  return found;
}

const conversionTag = 'Tilltag - Checkout conversion';

describe('findContainerFaults', () => {
  test('our web container has none', () => {
    expect(findContainerFaults(webExport)).toEqual([]);
  });

  test('our server container has none', () => {
    expect(findContainerFaults(serverExport)).toEqual([]);
  });

  test('a container that holds nothing but its header has none', () => {
    const header = { path: '', accountId: '', containerId: '', container: { name: 'X', usageContext: ['WEB'] } };
    expect(findContainerFaults({ exportFormatVersion: 2, containerVersion: header })).toEqual([]);
  });

  test('a template from the gallery is found by the id that the gallery gave it', () => {
    const faults = faultsOf((version) => {
      const template = named(version.customTemplate, 'Tilltag checkout conversion');
      template.galleryReference = { host: 'github.com', galleryTemplateId: 'TBWKQ' };
      named(version.tag, conversionTag).type = 'cvt_TBWKQ';
    });
    expect(faults).toEqual([]);
  });
});

describe('findContainerFaults, published files', () => {
  test('a header that was emptied over entities that kept their ids is fine', () => {
    const faults = faultsOf((version) => {
      version.accountId = '';
      version.containerId = '';
    });
    expect(faults).toEqual([]);
  });
});

describe('findContainerFaults, the shape', () => {
  test.each([[null], ['{}'], [[]], [42]])('%j is no file at all', (value) => {
    expect(findContainerFaults(value)).toEqual([{ path: 'the file', sentence: 'it must be object.' }]);
  });

  test('an empty object lacks everything', () => {
    expect(findContainerFaults({})).toEqual([{ path: 'the file', sentence: 'exportFormatVersion is missing.' }]);
  });

  test('the format of another time is refused', () => {
    expect(findContainerFaults({ ...webExport, exportFormatVersion: 1 })).toEqual([
      { path: 'exportFormatVersion', sentence: 'only 2 can stand here.' },
    ]);
  });

  test.each<[string, (version: Draft<ExportVersion>) => void, string]>([
    [
      'a tag without an id',
      (version) => Reflect.deleteProperty(at(version.tag, 0), 'tagId'),
      'containerVersion.tag[0]: tagId is missing.',
    ],
    [
      'a number in the place of a text',
      (version) => Reflect.set(at(version.tag, 0), 'tagId', 7),
      'containerVersion.tag[0].tagId: it must be string.',
    ],
    [
      'a parameter of a type that there is not',
      (version) => Reflect.set(at(at(version.variable, 0).parameter, 0), 'type', 'STRING'),
      'containerVersion.variable[0].parameter[0]: a parameter cannot have the type "STRING".',
    ],
    [
      'a flag that is neither true nor false',
      (version) => Reflect.set(at(at(version.tag, 0).parameter, 3), 'value', 'yes'),
      'containerVersion.tag[0].parameter[3].value: only true, false can stand here.',
    ],
    [
      'a whole number with a fraction',
      (version) => Reflect.set(at(named(version.variable, 'Tilltag - Value').parameter, 0), 'value', '2.5'),
      'must match pattern',
    ],
    [
      'the lower-case words of the API',
      (version) => Reflect.set(at(version.trigger, 1), 'type', 'customEvent'),
      'containerVersion.trigger[1].type: it must match pattern',
    ],
    [
      'consent in a word that there is not',
      (version) => Reflect.set(at(version.tag, 0), 'consentSettings', { consentStatus: 'notSet' }),
      'containerVersion.tag[0].consentSettings.consentStatus: only NOT_SET, NOT_NEEDED, NEEDED can stand here.',
    ],
    [
      'a container for nothing that GTM knows',
      (version) => Reflect.set(version.container, 'usageContext', ['web']),
      'containerVersion.container.usageContext[0]: only WEB, SERVER',
    ],
    [
      'an entity without a name',
      (version) => Reflect.set(at(version.folder, 0), 'name', ''),
      'containerVersion.folder[0].name: it must NOT have fewer than 1 characters.',
    ],
  ])('%s is told with its place', (_case, change, sentence) => {
    expect(faultsOf(change).join('\n')).toContain(sentence);
  });
});

describe('findContainerFaults, names and ids', () => {
  test('two tags of one name are told', () => {
    const faults = faultsOf((version) => {
      at(version.tag, 1).name = at(version.tag, 0).name;
    });
    expect(faults).toEqual([
      'containerVersion.tag[1]: the name Tilltag - Payment links is taken; rename one of the two.',
    ]);
  });

  test('a variable with the name of a built-in one is told', () => {
    const faults = faultsOf((version) => {
      at(version.builtInVariable, 0).name = 'Property ID';
    });
    expect(faults).toEqual([
      'containerVersion.builtInVariable[0]: the name Property ID is taken; rename one of the two.',
    ]);
  });

  test('a tag and a trigger may share a name, and an id', () => {
    const faults = faultsOf((version) => {
      at(version.tag, 0).name = at(version.trigger, 0).name;
      at(version.tag, 0).tagId = at(version.trigger, 0).triggerId;
    });
    expect(faults).toEqual([]);
  });

  test.each<[string, (version: Draft<ExportVersion>) => void]>([
    ['tag[1]', (version) => Reflect.set(at(version.tag, 1), 'tagId', at(version.tag, 0).tagId)],
    ['trigger[1]', (version) => Reflect.set(at(version.trigger, 1), 'triggerId', at(version.trigger, 0).triggerId)],
    [
      'variable[1]',
      (version) => Reflect.set(at(version.variable, 1), 'variableId', at(version.variable, 0).variableId),
    ],
    ['folder[1]', (version) => Reflect.set(at(version.folder, 1), 'folderId', at(version.folder, 0).folderId)],
    [
      'customTemplate[1]',
      (version) => Reflect.set(at(version.customTemplate, 1), 'templateId', at(version.customTemplate, 0).templateId),
    ],
  ])('the id of %s that another has is told', (place, change) => {
    expect(faultsOf(change)).toContainEqual(
      expect.stringMatching(`^containerVersion.${place.replace('[', '\\[')}: the id \\d+ is taken`),
    );
  });
});

describe('findContainerFaults, the kind of container', () => {
  test('a web container that says it is for servers holds nothing that servers know', () => {
    const faults = faultsOf((version) => {
      version.container.usageContext = ['SERVER'];
    });
    expect(faults).toContainEqual(
      expect.stringContaining('cannot hold the tag Tilltag - GA4 - purchase of the type gaawe'),
    );
    expect(faults).toContainEqual(
      expect.stringContaining('cannot hold the trigger Tilltag - Back from Stripe of the type INIT'),
    );
    expect(faults).toContainEqual(expect.stringContaining('cannot hold the variable Tilltag - Value of the type v'));
    expect(faults).toContainEqual(expect.stringContaining('Tilltag payment links is a template for web containers.'));
    expect(faults).toContainEqual(expect.stringContaining('no trigger has the id 2147479573.'));
  });

  test('a server container that says it is for pages holds nothing that pages know', () => {
    const faults = faultsOf((version) => {
      version.container.usageContext = ['WEB'];
    }, serverExport);
    expect(faults).toContainEqual(expect.stringContaining('cannot hold the client Tilltag - Checkout client'));
    expect(faults).toContainEqual(expect.stringContaining('cannot hold the tag Tilltag - GA4 of the type sgtmgaaw'));
    expect(faults).toContainEqual(expect.stringContaining('of the type ed'));
    expect(faults).toContainEqual(
      expect.stringContaining('Tilltag Checkout client is a template for server containers.'),
    );
  });
});

describe('findContainerFaults, references', () => {
  test.each<[string, (version: Draft<ExportVersion>) => void, string]>([
    [
      'a variable in a field',
      (version) => Reflect.set(at(at(version.tag, 0).parameter, 0), 'value', 'a {{Property Id}} b'),
      'containerVersion.tag[0].parameter[0]: no variable is named Property Id; add it,',
    ],
    [
      'a variable in the row of a table',
      (version) => version.variable?.splice(version.variable.indexOf(named(version.variable, 'Tilltag - Event ID')), 1),
      'containerVersion.tag[2].parameter[3].list[0].map[1]: no variable is named Tilltag - Event ID; add it,',
    ],
    [
      'a variable in the condition of a trigger',
      (version) =>
        version.variable?.splice(version.variable.indexOf(named(version.variable, 'Checkout Session ID')), 1),
      'containerVersion.trigger[0].filter[0].parameter[0]: no variable is named Checkout Session ID; add it,',
    ],
    [
      'a trigger',
      (version) => Reflect.set(at(version.tag, 0), 'firingTriggerId', ['4711']),
      'containerVersion.tag[0].firingTriggerId[0]: no trigger has the id 4711.',
    ],
    [
      'a trigger that blocks',
      (version) => Reflect.set(at(version.tag, 0), 'blockingTriggerId', ['2147479553', '4711']),
      'containerVersion.tag[0].blockingTriggerId[1]: no trigger has the id 4711.',
    ],
    [
      'a folder',
      (version) => Reflect.set(at(version.variable, 0), 'parentFolderId', '4711'),
      'containerVersion.variable[0].parentFolderId: no folder has the id 4711.',
    ],
    [
      'a tag that fires before',
      (version) => Reflect.set(at(version.tag, 0), 'setupTag', [{ tagName: 'Nobody' }]),
      'containerVersion.tag[0].setupTag[0]: no tag is named Nobody.',
    ],
    [
      'one trigger of a group',
      (version) =>
        Reflect.set(at(version.trigger, 0), 'parameter', [
          { type: 'LIST', key: 'triggerIds', list: [{ type: 'TRIGGER_REFERENCE', value: '4711' }] },
        ]),
      'containerVersion.trigger[0].parameter[0].list[0]: no trigger has the id 4711.',
    ],
    [
      'a tag that a transformation is for',
      (version) => {
        const map = [{ type: 'TAG_REFERENCE' as const, key: 'tagReference', value: 'Nobody', isWeakReference: false }];
        const parameter = [{ type: 'LIST' as const, key: 'affectedTags', list: [{ type: 'MAP' as const, map }] }];
        const ids = { accountId: '1', containerId: '11111111', transformationId: '1' };
        version.transformation = [{ ...ids, name: 'Any', type: 'tf_exclude_params', parameter }];
      },
      'containerVersion.transformation[0].parameter[0].list[0].map[0]: no tag is named Nobody.',
    ],
    [
      'the other side of a comparison',
      (version) => at(at(version.trigger, 0).filter, 0).parameter.pop(),
      'containerVersion.trigger[0].filter[0]: the condition has no arg1; it compares arg0 with arg1.',
    ],
  ])('%s that is not there is told', (_case, change, sentence) => {
    expect(faultsOf(change)).toContainEqual(expect.stringContaining(sentence));
  });

  test('a built-in variable must be listed', () => {
    const faults = faultsOf((version) => {
      version.builtInVariable = [];
    }, serverExport);
    expect(faults).toHaveLength(4);
    expect(faults[0]).toContain('no variable is named Client Name');
  });

  test('names with an underscore in front are GTM’s own', () => {
    const faults = faultsOf((version) => Reflect.set(at(at(version.tag, 0).parameter, 0), 'value', '{{_triggers}}'));
    expect(faults).toEqual([]);
  });

  test('the trigger for all events of a server container is none of a web container', () => {
    const change = (version: Draft<ExportVersion>) =>
      Reflect.set(at(version.tag, 0), 'firingTriggerId', ['2147479574']);
    expect(faultsOf(change)).toHaveLength(1);
    expect(faultsOf(change, serverExport)).toEqual([]);
  });
});

describe('findContainerFaults, templates', () => {
  test.each<[string, (version: Draft<ExportVersion>) => void, string]>([
    [
      'an entity whose template is not in the file',
      (version) => Reflect.set(named(version.tag, conversionTag), 'type', 'cvt_11111111_4711'),
      `type: ${conversionTag} needs the template cvt_11111111_4711, which the file does not hold.`,
    ],
    [
      'an entity of a template in another container',
      (version) => Reflect.set(named(version.tag, conversionTag), 'type', 'cvt_2_6'),
      'needs the template cvt_2_6, which the file does not hold.',
    ],
    [
      'a tag of a template for variables',
      (version) =>
        Reflect.set(named(version.tag, conversionTag), 'type', named(version.variable, 'Checkout Session ID').type),
      'is a tag, but Checkout Session ID is a template of the kind MACRO.',
    ],
    [
      'a field that the form does not have',
      (version) => Reflect.set(at(named(version.tag, conversionTag).parameter, 0), 'key', 'property'),
      'parameter[0]: the form of Tilltag checkout conversion has no field property.',
    ],
    [
      'a text in a box to tick',
      (version) =>
        Reflect.set(named(version.tag, conversionTag), 'parameter', [
          { type: 'TEMPLATE', key: 'stripSessionId', value: 'true' },
        ]),
      'the field stripSessionId of Tilltag checkout conversion is a CHECKBOX and cannot hold a TEMPLATE.',
    ],
    [
      'a tick in a text',
      (version) =>
        Reflect.set(named(version.tag, conversionTag), 'parameter', [
          { type: 'BOOLEAN', key: 'eventName', value: 'true' },
        ]),
      'the field eventName of Tilltag checkout conversion is a TEXT and cannot hold a BOOLEAN.',
    ],
    [
      'a choice that the form does not offer',
      (version) =>
        Reflect.set(named(version.tag, conversionTag), 'parameter', [
          { type: 'TEMPLATE', key: 'testSessions', value: 'both' },
        ]),
      'the field testSessions of Tilltag checkout conversion has no choice both.',
    ],
    [
      'a template that is none',
      (version) => Reflect.set(at(version.customTemplate, 0), 'templateData', 'Hello'),
      'customTemplate[0].templateData: Tilltag checkout conversion is no template file of GTM.',
    ],
  ])('%s is told', (_case, change, sentence) => {
    expect(faultsOf(change).join('\n')).toContain(sentence);
  });

  test('a variable may stand for a choice', () => {
    const faults = faultsOf((version) =>
      Reflect.set(named(version.tag, conversionTag), 'parameter', [
        { type: 'TEMPLATE', key: 'testSessions', value: '{{Property ID}}' },
      ]),
    );
    expect(faults).toEqual([]);
  });
});
