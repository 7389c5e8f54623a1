// What the README tells an engineer of what the server sends, held to the contract, the destinations and the rights.
import { describe, expect, test } from 'vitest';
import { forwardedEventSchema } from '../../functions/contract/forwarded-event-schema.ts';
import { createDestinations } from '../../functions/destinations/destinations.ts';
import { pageEvents } from '../../functions/rules/lifecycle.ts';
import { laterRights } from '../../functions/stripe/probe-rights.ts';
import { useCli } from '../scripts/cli/use-cli.ts';
import { codeIn, readMarkdown } from './markdown.ts';

const readme = readMarkdown('README.md');
const cli = useCli();

describe('README, what the server does', () => {
  test('the senders are those that a property can have', async () => {
    const { stdout } = await cli.run(['property', 'update', '--help']);
    const choices = /--sender <sender>[^(]*\(choices: ([^)]*)\)/.exec(stdout.replace(/\s+/g, ' '))?.[1];
    const senders = readme.rows('Sender', 'The page', 'The server').map(([sender = '']) => codeIn(sender));
    expect(senders.map((sender) => `"${sender}"`).join(', ')).toBe(choices);
  });

  test('the events are those of the contract, those of pages first', () => {
    const events = readme.rows('Event', 'When', '`transaction_id`').map(([event = '']) => codeIn(event));
    const { event } = Object(forwardedEventSchema).properties;
    expect([...events].sort()).toEqual([...event.enum].sort());
    expect(events.slice(0, pageEvents.length)).toEqual(pageEvents);
  });

  test('the destinations are the kinds that there are, each with its limits', async () => {
    const rows = readme.rows('Kind', 'What it gets', 'What it cannot do');
    const { all } = createDestinations({ request: async () => expect.fail('Nobody is asked.'), now: Date.now });
    expect(rows.map(([kind = '']) => codeIn(kind)).sort()).toEqual(all.map(({ kind }) => kind).sort());
    const ga4 = rows.find(([kind]) => kind === '`ga4`')?.[2];
    expect(ga4).toContain('Google Ads');
    expect(all.find(({ kind }) => kind === 'ga4')?.limits).toContain('Google Ads');
  });

  test('the rights are those that a key is probed for, in the same words', () => {
    const rows = Object.entries(laterRights).map(([right, words]) => [`\`${right}\``, `To ${words}`]);
    expect(readme.rows('Right', 'What for')).toEqual(rows);
  });

  test('each kind of consent has a row', () => {
    const denied = readme.rows('Denied', 'What the server does').map(([kind = '']) => codeIn(kind));
    expect([...denied].sort()).toEqual(['ad_personalization', 'ad_storage', 'ad_user_data', 'analytics_storage']);
  });
});
