// What refers to nothing, or to a template that it does not fit: ours with one thing broken each.
import { describe, expect, test } from 'vitest';
import { at, type Change, conversionTag, faultsOf, named } from './broken-containers.ts';
import { serverExport } from './built-containers.ts';

describe('findReferenceFaults', () => {
  test.each<[string, Change, string]>([
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
    const change: Change = (version) => Reflect.set(at(version.tag, 0), 'firingTriggerId', ['2147479574']);
    expect(faultsOf(change)).toHaveLength(1);
    expect(faultsOf(change, serverExport)).toEqual([]);
  });
});

describe('findTemplateFaults', () => {
  test.each<[string, Change, string]>([
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
