// The order of tags: before and after one another, once or again, and no later than the event’s time.
import { afterEach, describe, expect, it } from 'vitest';
import { closeContainers, eventClient, logTag, startContainer } from './make-container.ts';

afterEach(closeContainers);
const clients = [eventClient];

/** A tag that fails. */
function failingTag(name: string) {
  return { name, code: `require('logToConsole')('${name}'); data.gtmOnFailure();` };
}

/** Tags that no trigger fires. */
const unfired = { firingTriggerId: [] };

describe('fireEvent', () => {
  it('begins tags of a higher priority first', async () => {
    const priority = (value: string) => ({ priority: { type: 'INTEGER' as const, value } });
    const tags = [logTag('Plain'), { ...logTag('Low'), ...priority('-1') }, { ...logTag('High'), ...priority('5') }];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['High', 'Plain', 'Low']);
  });

  it('runs a tag before and another after, whatever their triggers say', async () => {
    const tags = [
      { ...logTag('Main'), setupTag: [{ tagName: 'Before' }], teardownTag: [{ tagName: 'After' }] },
      { ...logTag('Before'), ...unfired },
      { ...logTag('After'), ...unfired },
    ];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['Before', 'Main', 'After']);
  });

  it('stops where a tag before or after it is told to depend on fails', async () => {
    const stops = { setupTag: [{ tagName: 'Before', stopOnSetupFailure: true }] };
    const goesOn = { setupTag: [{ tagName: 'Before', stopOnSetupFailure: false }] };
    const failing = {
      teardownTag: [{ tagName: 'Never', stopTeardownOnFailure: true }, { tagName: 'Anyway' }, { tagName: 'Paused' }],
    };
    const tags = [
      { ...logTag('Stopped'), ...stops },
      { ...logTag('Goes on'), ...goesOn },
      { ...failingTag('Failing'), ...failing },
      { ...failingTag('Before'), ...unfired },
      { ...logTag('Never'), ...unfired },
      { ...logTag('Anyway'), ...unfired },
      { ...logTag('Paused'), ...unfired, paused: true },
    ];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect([...container.logged()].sort()).toEqual(['Anyway', 'Before', 'Failing', 'Goes on']);
    expect(container.records.problems).toEqual([]);
  });

  it('tells of a tag before another that does not exist', async () => {
    const tags = [{ ...logTag('Main'), setupTag: [{ tagName: 'Nobody' }] }];
    const container = await startContainer({ clients, tags });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['Main']);
    expect(container.records.problems).toEqual([
      'Unknown tag Nobody before or after another. Add it; GTM would refuse to publish.',
    ]);
  });

  it('fires a tag once per event, once per request, or whenever it is asked', async () => {
    const twice = `require('claimRequest')();
      const runContainer = require('runContainer');
      runContainer({ event_name: 'a' }, function() {
        runContainer({ event_name: 'b' }, function() { require('returnResponse')(); });
      });`;
    const before = (tagName: string) => ({ setupTag: [{ tagName }] });
    const tags = (['ONCE_PER_EVENT', 'ONCE_PER_LOAD', 'UNLIMITED'] as const).flatMap((tagFiringOption) => [
      { ...logTag(`${tagFiringOption} `), ...before(tagFiringOption), tagFiringOption },
      { ...logTag(tagFiringOption), tagFiringOption },
    ]);
    const container = await startContainer({ clients: [{ name: 'Twice', code: twice }], tags });
    await fetch(container.url);
    const count = (text: string) => container.logged().filter((logged) => logged === text).length;
    expect(['ONCE_PER_EVENT', 'ONCE_PER_LOAD', 'UNLIMITED'].map(count)).toEqual([2, 1, 4]);
  });

  it('begins no further tag when the event’s time is over', async () => {
    const tags = [
      { ...logTag('Main'), setupTag: [{ tagName: 'Stuck' }] },
      { name: 'Stuck', code: 'require("logToConsole")("stuck");', ...unfired },
    ];
    const container = await startContainer({ clients, tags }, { limits: { eventMs: 20 } });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['stuck']);
  });
});
