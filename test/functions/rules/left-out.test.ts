// What counts as left out of a set-up on purpose, and what does not any more.
import { describe, expect, test } from 'vitest';
import { findLeftOutAtMs, optionalSteps, withSetUp } from '../../../functions/rules/left-out.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';

const blank = newProperty('tt_1', 0);
const said = { ...blank, ticked: { webhook: 7, destinations: 8, value: 9 } };
const ga4 = { kind: 'ga4', id: 'dst_1', mode: 'test', measurementId: 'G-1', region: 'global', secret: '' } as const;

describe('findLeftOutAtMs', () => {
  test('tells when somebody said so, of each step that a property can do without', () => {
    expect(optionalSteps.map((step) => findLeftOutAtMs(said, step))).toEqual([7, 8]);
  });

  test('is silent where nobody said anything, and of a name that every object has', () => {
    expect(optionalSteps.map((step) => findLeftOutAtMs(blank, step))).toEqual([undefined, undefined]);
    expect(findLeftOutAtMs({ ...blank, ticked: {} }, 'webhook')).toBeUndefined();
  });

  test('what is there all the same is not left out, for whichever mode it is there', () => {
    const connected = { ...said, webhookSecrets: { live: [], test: ['sealed'] } };
    expect(findLeftOutAtMs(connected, 'webhook')).toBeUndefined();
    expect(findLeftOutAtMs({ ...said, destinations: [ga4] }, 'destinations')).toBeUndefined();
    expect(findLeftOutAtMs(connected, 'destinations')).toBe(8);
  });
});

describe('findLeftOutAtMs of the report of a page', () => {
  test('is what somebody said, because only payments tell otherwise', () => {
    expect(findLeftOutAtMs({ ...blank, ticked: { page: 9 } }, 'page')).toBe(9);
    const connected = { webhookSecrets: { live: ['sealed'], test: ['sealed'] }, destinations: [ga4] };
    expect(findLeftOutAtMs({ ...blank, ...connected, ticked: { page: 9 } }, 'page')).toBe(9);
    expect(findLeftOutAtMs(blank, 'page')).toBeUndefined();
  });
});

describe('withSetUp', () => {
  test('forgets that the step was left out, and nothing else', () => {
    expect(withSetUp(said, 'webhook').ticked).toEqual({ destinations: 8, value: 9 });
  });

  test('is the property itself where nothing was said', () => {
    expect(withSetUp(blank, 'webhook')).toBe(blank);
    const other = { ...blank, ticked: { value: 1 } };
    expect(withSetUp(other, 'destinations')).toBe(other);
  });
});
