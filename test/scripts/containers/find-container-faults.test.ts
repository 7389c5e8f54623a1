// What is found in containers that GTM would refuse or misread: ours with one thing broken each.
import { describe, expect, test } from 'vitest';
import { findContainerFaults } from '../../../scripts/containers/find-container-faults.ts';
import { at, type Change, conversionTag, faultsOf, named } from './broken-containers.ts';
import { serverExport, webExport } from './built-containers.ts';

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

describe('findShapeFaults', () => {
  test('a client has its priority as a number, not as the parameter that tags have', () => {
    const priority = { type: 'INTEGER', value: '10' };
    expect(faultsOf((version) => Reflect.set(at(version.client, 0), 'priority', priority), serverExport)).toEqual([
      'containerVersion.client[0].priority: it must be integer.',
    ]);
  });

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

  test.each<[string, Change, string]>([
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

describe('findNameFaults', () => {
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

  test.each<[string, Change]>([
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

describe('findKindFaults', () => {
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
