// Tags of a simulated server container: which fire on an event, in which order, and what they come to.
import { afterEach, describe, expect, it } from 'vitest';
import { closeContainers, condition, eventClient, logTag, startContainer } from './make-container.ts';

afterEach(closeContainers);
const clients = [eventClient];

/** A trigger on events of one name. */
function onEvent(triggerId: string, name: string) {
  return { triggerId, customEventFilter: [condition('EQUALS', '{{_event}}', name)] };
}

/** A tag that fails. */
function failingTag(name: string) {
  return { name, code: `require('logToConsole')('${name}'); data.gtmOnFailure();` };
}

describe('fireEvent', () => {
  it('fires a tag on all events and another on its own event alone', async () => {
    const tags = [logTag('Always'), { ...logTag('Refunds'), firingTriggerId: ['9'] }];
    const container = await startContainer({ clients, tags, triggers: [onEvent('9', 'refund')] });
    expect(await (await container.push({ event_name: 'purchase' })).text()).toBe('done');
    expect(container.logged()).toEqual(['Always']);
    await container.push({ event_name: 'refund' });
    expect(container.logged()).toEqual(['Always', 'Always', 'Refunds']);
    expect(container.records.requests[1]?.events).toEqual([
      {
        name: 'refund',
        data: { event_name: 'refund' },
        tags: [
          { name: 'Always', status: 'success' },
          { name: 'Refunds', status: 'success' },
        ],
      },
    ]);
  });

  it('asks a trigger’s further conditions, of the client’s name for one', async () => {
    const filter = [condition('EQUALS', '{{Client Name}}', 'Events'), condition('GREATER', '{{Value}}', '10')];
    const container = await startContainer({
      clients,
      tags: [{ ...logTag('Big'), firingTriggerId: ['9'] }],
      triggers: [{ ...onEvent('9', 'purchase'), filter }],
      variables: [{ name: 'Value', type: 'ed', fields: { keyPath: 'value' } }],
      builtIns: { 'Client Name': 'CLIENT_NAME' },
    });
    await container.push({ event_name: 'purchase', value: 10 });
    await container.push({ event_name: 'refund', value: 12 });
    expect(container.logged()).toEqual([]);
    await container.push({ event_name: 'purchase', value: 12 });
    expect(container.logged()).toEqual(['Big']);
  });

  it('turns a negated condition round, ignores case where told to, and meets none that it does not know', async () => {
    const trigger = (triggerId: string, type: string, arg1: string, more: object) => ({
      triggerId,
      customEventFilter: [condition(type, '{{_event}}', arg1, more)],
    });
    const container = await startContainer({
      clients,
      tags: ['Negated', 'Cased', 'Unknown'].map((name) => ({ ...logTag(name), firingTriggerId: [name] })),
      triggers: [
        trigger('Negated', 'EQUALS', 'refund', { negate: true }),
        trigger('Cased', 'MATCH_REGEX', '^PURCHASE$', { ignore_case: true }),
        trigger('Unknown', 'CSS_SELECTOR', 'a', { negate: true }),
      ],
    });
    await container.push({ event_name: 'purchase' });
    await container.push({ event_name: 'refund' });
    expect(container.logged()).toEqual(['Negated', 'Cased']);
  });

  it('knows triggers on every event and on page views', async () => {
    const container = await startContainer({
      clients,
      tags: [
        { ...logTag('Every'), firingTriggerId: ['8'] },
        { ...logTag('Views'), firingTriggerId: ['9'] },
      ],
      triggers: [
        { triggerId: '8', type: 'ALWAYS' },
        { triggerId: '9', type: 'SERVER_PAGEVIEW' },
      ],
    });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['Every']);
    await container.push({ event_name: 'page_view' });
    expect(container.logged()).toEqual(['Every', 'Every', 'Views']);
  });

  it('fires no tag that is paused or that a blocking trigger holds back', async () => {
    const container = await startContainer({
      clients,
      tags: [
        { ...logTag('Paused'), paused: true },
        { ...logTag('Blocked'), blockingTriggerId: ['9'] },
        logTag('Fires'),
      ],
      triggers: [onEvent('9', 'purchase_test')],
    });
    await container.push({ event_name: 'purchase_test' });
    expect(container.logged()).toEqual(['Fires']);
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['Fires', 'Blocked', 'Fires']);
  });

  it('says how each tag ended', async () => {
    const tags = [
      logTag('Fine'),
      failingTag('Failing'),
      { name: 'Throwing', code: 'data.a.b = 1;' },
      { name: 'Throwing later', code: "require('callLater')(function() { data.a.b = 1; });" },
    ];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect(container.records.requests[0]?.events[0]?.tags).toEqual([
      { name: 'Fine', status: 'success' },
      { name: 'Failing', status: 'failure' },
      { name: 'Throwing', status: 'exception', error: expect.any(String) },
      { name: 'Throwing later', status: 'exception', error: expect.any(String) },
    ]);
    expect(container.records.problems).toEqual([
      expect.stringMatching(/^The tag Throwing threw: /),
      expect.stringMatching(/^The tag Throwing later threw: /),
    ]);
  });

  it('goes on without a tag that never calls back, when the event’s time is over', async () => {
    const tags = [{ name: 'Silent', code: 'return;' }];
    const container = await startContainer({ clients, tags }, { limits: { eventMs: 20 } });
    expect(await (await container.push({ event_name: 'purchase' })).text()).toBe('done');
    expect(container.records.requests[0]?.events[0]?.tags).toEqual([{ name: 'Silent', status: 'still_running' }]);
    expect(container.records.problems).toEqual([
      "The tag Silent had called neither gtmOnSuccess nor gtmOnFailure when its event's time was over.",
    ]);
  });

  it('tells of a tag that calls back twice, and counts the first call', async () => {
    const tags = [{ name: 'Both', code: 'data.gtmOnFailure(); data.gtmOnSuccess();' }];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect(container.records.requests[0]?.events[0]?.tags).toEqual([{ name: 'Both', status: 'failure' }]);
    expect(container.records.problems).toEqual([
      'The tag Both called gtmOnSuccess although it had called back before; call exactly one, once.',
    ]);
  });

  it('tells of a rejection that a tag leaves unhandled', async () => {
    const code = `require('Promise').create(function(resolve, reject) { reject({ reason: 'failed' }); });
      require('callLater')(data.gtmOnSuccess);`;
    const container = await startContainer({ clients, tags: [{ name: 'Careless', code }] });
    await container.push({ event_name: 'purchase' });
    await container.whenIdle(5000);
    expect(container.records.problems).toEqual(['The tag Careless left a rejection unhandled: {"reason":"failed"}']);
  });

  it('lets the client hear by addEventCallback what its tags came to', async () => {
    const code = `require('claimRequest')();
      require('runContainer')({ event_name: 'purchase' }, function(bindToEvent) {
        bindToEvent(require('addEventCallback'))(function(containerId, eventData) {
          require('setResponseBody')(containerId + ' ' + eventData.tags.map(function(tag) {
            return tag.id + ' ' + tag.status + ' ' + tag.label;
          }).join(', '));
          require('returnResponse')();
        });
      });`;
    const monitoringMetadata = {
      type: 'MAP' as const,
      map: [{ type: 'TEMPLATE' as const, key: 'label', value: 'ads' }],
    };
    const tags = [{ ...logTag('Fine'), monitoringMetadata }, failingTag('Failing')];
    const { url } = await startContainer({ clients: [{ name: 'Hears', code }], tags });
    expect(await (await fetch(url)).text()).toBe('GTM-SERVER 1 success ads, 2 failure undefined');
  });

  it('carries messages from a tag to the client of the same request, and to no other', async () => {
    const code = `require('claimRequest')();
      let heard = 0;
      require('addMessageListener')('order', function(type, message) { heard = heard + message.count; });
      require('runContainer')({ event_name: 'purchase' }, function() {
        require('setResponseBody')('' + heard);
        require('returnResponse')();
      });`;
    const tag = { name: 'Tells', code: "require('sendMessage')('order', { count: 2 }); data.gtmOnSuccess();" };
    const { url } = await startContainer({ clients: [{ name: 'Listens', code }], tags: [tag] });
    const answers = await Promise.all([fetch(url), fetch(url)]);
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['2', '2']);
  });
});
