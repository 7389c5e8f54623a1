// Origins that stand for servers on this machine.
import { describe, expect, test } from 'vitest';
import { mapHosts } from '../../../../scripts/simulator/container/map-hosts.ts';

const hostMap = { 'https://tags.example.test': 'http://127.0.0.1:8788' };

describe('mapHosts', () => {
  test.each([
    ['https://tags.example.test', 'http://127.0.0.1:8788'],
    ['https://tags.example.test/a?b#c', 'http://127.0.0.1:8788/a?b#c'],
    ['https://tags.example.test?b', 'http://127.0.0.1:8788?b'],
    ['https://tags.example.test.evil.test/a', 'https://tags.example.test.evil.test/a'],
    ['https://tags.example.test:444/a', 'https://tags.example.test:444/a'],
    ['see https://tags.example.test/', 'see https://tags.example.test/'],
    ['https://shop.example.test/https://tags.example.test', 'https://shop.example.test/https://tags.example.test'],
    ['', ''],
  ])('"%s" becomes "%s"', (text, mapped) => {
    expect(mapHosts(text, hostMap)).toBe(mapped);
  });

  test('without a map nothing changes', () => {
    expect(mapHosts('https://tags.example.test/a', {})).toBe('https://tags.example.test/a');
  });
});
