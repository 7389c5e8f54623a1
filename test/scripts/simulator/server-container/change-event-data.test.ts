// What transformations make of an event's data.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excludeParameters,
  keepParameters,
  setParameters,
} from '../../../../scripts/simulator/server-container/change-event-data.ts';

const data = {
  event_name: 'purchase',
  user_data: { email_address: 'x', address: { city: 'Bonn', country: 'DE' } },
  items: [{ item_id: 'a' }],
  'consent.ad_storage': 'granted',
};

describe('keepParameters', () => {
  it('keeps the named parameters and nothing else', () => {
    expect(keepParameters(data, ['event_name', 'value'])).toEqual({ event_name: 'purchase' });
  });

  it('keeps what a path leads to, in its place', () => {
    expect(keepParameters(data, ['user_data.address.city', 'user_data.email_address'])).toEqual({
      user_data: { address: { city: 'Bonn' }, email_address: 'x' },
    });
  });

  it('keeps a key that has a dot in its own name', () => {
    expect(keepParameters(data, ['consent.ad_storage'])).toEqual({ 'consent.ad_storage': 'granted' });
  });
});

describe('excludeParameters', () => {
  it('leaves out the named parameters and nothing else', () => {
    expect(excludeParameters(data, ['user_data', 'items', 'value'])).toEqual({
      event_name: 'purchase',
      'consent.ad_storage': 'granted',
    });
  });

  it('leaves out what a path leads to, and stays as it was where it leads nowhere', () => {
    expect(excludeParameters(data, ['user_data.address.city', 'event_name.length', 'items.0', 'a.b'])).toEqual({
      ...data,
      user_data: { email_address: 'x', address: { country: 'DE' } },
    });
  });

  it('leaves out a key that has a dot in its own name', () => {
    expect(excludeParameters(data, ['consent.ad_storage'])).not.toHaveProperty(['consent.ad_storage']);
  });

  it('is the other side of keeping, whatever the names', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(data), 'value'));
    fc.assert(
      fc.property(names, (chosen) => {
        expect({ ...keepParameters(data, chosen), ...excludeParameters(data, chosen) }).toEqual(data);
      }),
    );
  });
});

describe('setParameters', () => {
  it('adds and replaces', () => {
    const parameters = [['event_name', 'sale'] as const, ['value', 5] as const];
    expect(setParameters(data, parameters)).toEqual({ ...data, event_name: 'sale', value: 5 });
  });

  it('sets what a path leads to and makes the way there', () => {
    expect(setParameters({ event_name: 'x' }, [['event_name.a', 1]])).toEqual({ event_name: { a: 1 } });
    expect(setParameters(data, [['user_data.address.city', 'Köln']])).toMatchObject({
      user_data: { email_address: 'x', address: { city: 'Köln', country: 'DE' } },
    });
  });

  it('changes nothing for a value that is undefined, and never the data that it was given', () => {
    const before = structuredClone(data);
    expect(setParameters(data, [['event_name', undefined]])).toEqual(before);
    setParameters(data, [['user_data.address.city', 'Köln']]);
    expect(data).toEqual(before);
  });
});
