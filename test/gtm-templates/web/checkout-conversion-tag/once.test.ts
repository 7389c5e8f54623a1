// That one payment becomes one event, over tags, views and reloads.
import { describe, expect, test } from 'vitest';
import { answering, sessionId } from '../../loader/answers.ts';
import { expectProperEnd, lineOf, runTag, startVisit, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('once', () => {
    test('a view that is not the first pushes nothing and succeeds', async () => {
      const later = await visit({ replies: answering({ first_view: false }) });
      expect(later.run.status).toBe('succeeded');
      expect(later.pushed()).toEqual([]);
      expect(later.window.beacons).toEqual([]);
      expect(lineOf(later)).toContain('nothing pushed');
    });

    test('two tags on one page push one event', async () => {
      const first = startVisit({ replies: answering() });
      const second = runTag(first.page, { container: first.run.container });
      await first.pass(5000);
      await first.pass(5000);
      expect(first.page.scripts).toHaveLength(1);
      expect(first.pushed()).toHaveLength(2);
      expectProperEnd(first.run);
      expectProperEnd(second);
      expect(second.status).toBe('succeeded');
      expect(second.consoleTexts().join()).toContain('before');
      expect(first.window.beacons).toHaveLength(1);
    });

    test('a reload pushes nothing more, although the function still says first view', async () => {
      const first = await visit({ replies: answering() });
      const second = await visit({ reloadOf: first });
      expect(second.pushed()).toEqual([]);
      expect(second.run.status).toBe('succeeded');
    });

    test('a reload whose first answer was lost pushes, with the same claim', async () => {
      const first = await visit({ replies: ['hang', ...answering()] });
      expect(first.run.status).toBe('failed');
      const second = await visit({ reloadOf: first });
      expect(second.pushed()).toHaveLength(2);
      expect(second.queries()[0]?.['claim']).toBe(first.queries()[0]?.['claim']);
    });

    test('a reload after pending money pushes the purchase', async () => {
      const first = await visit({
        replies: [
          ...answering({ event: 'checkout_pending', status: 'pending', event_id: `checkout_pending:${sessionId}` }),
          ...answering(),
        ],
      });
      const second = await visit({ reloadOf: first });
      expect(second.event()).toMatchObject({ event: 'purchase' });
    });
  });
});
