// Transformations of a simulated server container: which tags they are for, in which order, and who does not notice them.
import { afterEach, describe, expect, it } from 'vitest';
import type { ExportTransformation } from '../../../../functions/downloads/container-export.ts';
import { toParameters } from '../../../../scripts/simulator/container/to-parameters.ts';
import { closeContainers, condition, eventClient, startContainer } from './make-container.ts';

afterEach(closeContainers);

type Settings = Readonly<Record<string, unknown>>;

function transformation(name: string, type: string, settings: Settings): ExportTransformation {
  return {
    accountId: '1',
    containerId: '2',
    transformationId: String(name.length),
    name,
    type,
    parameter: toParameters(settings),
  };
}

/** One that leaves parameters out, for all tags unless told. */
function exclude(names: readonly string[], settings: Settings = {}): ExportTransformation {
  const excludedParamsTable = names.map((excludedParams) => ({ excludedParams }));
  return transformation('Exclude', 'tf_exclude_params', { allTagsExcept: true, ...settings, excludedParamsTable });
}

function augment(parameters: Settings, settings: Settings = {}): ExportTransformation {
  const rows = Object.entries(parameters).map(([paramName, paramValue]) => ({ paramName, paramValue }));
  return transformation('Augment', 'tf_augment_event', { allTagsExcept: true, ...settings, augmentEventTable: rows });
}

/** A tag that logs its name and the event as it sees it. */
function lookingTag(name: string) {
  const code = `const all = require('getAllEventData')();
    require('logToConsole')('${name} ' + require('JSON').stringify(all));
    data.gtmOnSuccess();`;
  return { name, code };
}

const event = { event_name: 'purchase', value: 5, customer_id: 'cus_1' };

/** The event as the tags First and Second see it, by name. */
async function seenThrough(
  transformations: readonly ExportTransformation[],
  pushed: Settings = event,
): Promise<{ seen: Record<string, unknown>; unsupported: readonly string[] }> {
  const container = await startContainer({
    clients: [eventClient],
    tags: [lookingTag('First'), { ...lookingTag('Second') }],
    variables: [
      { name: 'Value', type: 'ed', fields: { keyPath: 'value' } },
      { name: 'Customer', type: 'ed', fields: { keyPath: 'customer_id' } },
    ],
    builtIns: { 'Client Name': 'CLIENT_NAME' },
    more: { transformation: transformations },
  });
  await container.push(pushed);
  const seen = container.logged().map((line): [string, unknown] => {
    const [name = '', ...json] = line.split(' ');
    return [name, JSON.parse(json.join(' '))];
  });
  return { seen: Object.fromEntries(seen), unsupported: container.records.unsupported };
}

const bare = { event_name: 'purchase', value: 5 };

describe('transformEvent', () => {
  it('leaves parameters out for the listed tag, and the other sees everything', async () => {
    const affectedTags = [{ tagReference: 'First' }];
    const { seen, unsupported } = await seenThrough([exclude(['customer_id'], { allTagsExcept: false, affectedTags })]);
    expect(seen).toEqual({ First: bare, Second: event });
    expect(unsupported).toEqual([]);
  });

  it('is for all tags but the listed ones where it says so', async () => {
    const { seen } = await seenThrough([exclude(['customer_id'], { affectedTags: [{ tagReference: 'First' }] })]);
    expect(seen).toEqual({ First: event, Second: bare });
  });

  it('is for all tags of a type but its exceptions', async () => {
    const affectedTagTypes = [{ tagType: 'cvt_2_3', tagTypeExceptions: [] }];
    const byType = await seenThrough([exclude(['customer_id'], { allTagsExcept: false, affectedTagTypes })]);
    expect(byType.seen).toEqual({ First: event, Second: bare });
    const excepted = [{ tagType: 'cvt_2_3', tagTypeExceptions: [{ tagReference: 'Second' }] }];
    const none = await seenThrough([exclude(['customer_id'], { allTagsExcept: false, affectedTagTypes: excepted })]);
    expect(none.seen).toEqual({ First: event, Second: event });
  });

  it('is for no tag where none is listed', async () => {
    const { seen } = await seenThrough([exclude(['customer_id'], { allTagsExcept: false, affectedTags: [] })]);
    expect(seen).toEqual({ First: event, Second: event });
  });

  it('lets nothing but the allowed parameters through', async () => {
    const allowedParamsTable = [{ allowedParams: 'event_name' }];
    const allow = transformation('Allow', 'tf_allow_params', { allTagsExcept: true, allowedParamsTable });
    expect((await seenThrough([allow])).seen).toEqual({
      First: { event_name: 'purchase' },
      Second: { event_name: 'purchase' },
    });
  });

  it('adds parameters, with the values of variables as they are', async () => {
    const { seen } = await seenThrough([augment({ twice: '{{Value}}', text: 'v{{Value}}' })]);
    expect(seen['First']).toEqual({ ...event, twice: 5, text: 'v5' });
  });

  it('hands each what the one before has left', async () => {
    const copy = augment({ buyer: '{{Customer}}' });
    const first = await seenThrough([exclude(['customer_id']), copy]);
    expect(first.seen['First']).toEqual(bare);
    const last = await seenThrough([copy, exclude(['customer_id'])]);
    expect(last.seen['First']).toEqual({ ...bare, buyer: 'cus_1' });
  });

  it('works where all of its conditions hold', async () => {
    const row = (variableName: string, expressionType: string, expressionValue: string) => ({
      variableName,
      variableReference: `{{${variableName}}}`,
      expressionType,
      expressionValue,
    });
    const client = row('Client Name', 'EQUALS', 'Events');
    const through = async (rows: readonly object[]) => {
      const matching = { matchingConditionsEnabled: true, matchingConditionsTable: rows, booleanExpressionString: '' };
      return (await seenThrough([exclude(['customer_id'], matching)])).seen['First'];
    };
    expect(await through([client, row('Value', 'GREATER', '4')])).toEqual(bare);
    expect(await through([client, row('Value', 'GREATER', '5')])).toEqual(event);
  });

  it('changes a tag’s fields too, but neither triggers nor what the client gave', async () => {
    const container = await startContainer({
      clients: [eventClient],
      tags: [
        {
          name: 'Field',
          code: `require('logToConsole')('' + data.text); data.gtmOnSuccess();`,
          fields: { text: '{{Customer}}' },
          firingTriggerId: ['9'],
        },
      ],
      triggers: [{ triggerId: '9', filter: [condition('EQUALS', '{{Customer}}', 'cus_1')] }],
      variables: [{ name: 'Customer', type: 'ed', fields: { keyPath: 'customer_id' } }],
      more: { transformation: [exclude(['customer_id'])] },
    });
    await container.push(event);
    expect(container.logged()).toEqual(['undefined']);
    expect(container.records.requests[0]?.events[0]?.data).toEqual(event);
  });

  it('changes nothing where it cannot be simulated, and says so', async () => {
    const custom = transformation('Custom', 'cvt_2_77', { allTagsExcept: true });
    const conditions = { matchingConditionsEnabled: true, matchingConditionsTable: [{ expressionType: 'NEAR' }] };
    const odd = exclude(['value'], conditions);
    const joined = exclude(['value'], { matchingConditionsEnabled: true, booleanExpressionString: '1 OR 2' });
    const { seen, unsupported } = await seenThrough([custom, odd, joined]);
    expect(seen['First']).toEqual(event);
    expect(unsupported).toEqual([
      'The transformation Custom is of the type cvt_2_77, which is not simulated: it changes nothing.',
      'The transformation Exclude compares by NEAR, which is not simulated: it changes nothing.',
      'The transformation Exclude joins its conditions by an expression, which is not simulated: it changes nothing.',
    ]);
  });
});
