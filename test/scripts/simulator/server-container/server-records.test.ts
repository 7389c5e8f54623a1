// What a simulated server container remembers of itself.
import { describe, expect, it } from 'vitest';
import { createServerRecorder } from '../../../../scripts/simulator/server-container/server-records.ts';

describe('createServerRecorder', () => {
  it('forgets what is older than the latest thousand, when a request comes in', () => {
    const { records, logLines, addRequest, addHit, report } = createServerRecorder();
    for (let index = 0; index < 1001; index += 1) {
      logLines.push({ template: 'T', text: String(index) });
      addHit(`hit ${index}`);
      report(`problem ${index}`);
      addRequest({ method: 'GET', path: `/${index}`, client: undefined, status: undefined, events: [] });
    }
    expect([records.requests[0]?.path, records.logLines[0]?.text]).toEqual(['/1', '1']);
    expect([records.hits[0], records.problems[0]]).toEqual(['hit 1', 'problem 1']);
    expect([records.requests, records.logLines, records.hits, records.problems].map(({ length }) => length)).toEqual([
      1000, 1000, 1000, 1000,
    ]);
  });

  it('says once what is not simulated', () => {
    const { records, refuse } = createServerRecorder();
    refuse('The client GA4 is not simulated.');
    refuse('The client GA4 is not simulated.');
    expect(records.unsupported).toEqual(['The client GA4 is not simulated.']);
  });
});
