// Hints on the console's pages: whoever opens the console may add them, and nobody else sees any.
import { afterEach, describe, expect, test } from 'vitest';
import type { Hint } from '../../../../functions/console/hint.ts';
import { stepIds } from '../../../../functions/console/setup/setup-steps.ts';
import { createChecklist } from '../../../../functions/downloads/checklist.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { newFullEntry } from '../../store/records.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let app: RunningConsole;
afterEach(() => app.close());

const marked = 'role="note"';

describe('hints', () => {
  test('stand at a new property, its steps and their list, its conversions and payments, and the check-up, told for which property', async () => {
    app = await startConsole(
      {},
      {
        findHint: (place, propertyId = 'nobody’s') => ({
          title: 'Known here',
          parts: [{ text: `${place} of ${propertyId}`, copied: 'rk_test_<known>' }, { text: 'And that.' }],
          link: { href: 'http://127.0.0.1:1/there', text: 'Go there' },
        }),
      },
    );
    const { id } = await app.addProperty();
    const made = await app.get(`/accounts/${app.accountId}/properties/new`);
    expect(made.body).toContain('new of nobody’s');
    for (const step of stepIds) {
      expect((await app.get(`/properties/${id}/setup/${step}`)).body).toContain(`<p>${step} of ${id}</p>`);
    }
    expect((await app.get(`/properties/${id}/setup`)).body).toContain(`<p>setup of ${id}</p>`);
    expect((await app.get(`/properties/${id}/conversions`)).body).toContain(`<p>conversions of ${id}</p>`);
    await app.store.createEntry(newFullEntry({ propertyId: id, id: entryId(id, 'cs_test_1') }));
    expect((await app.get(`/properties/${id}/conversions/cs_test_1`)).body).toContain(`<p>payment of ${id}</p>`);
    const { body } = await app.get(`/properties/${id}/doctor`);
    expect(body).toContain(`doctor of ${id}`);
    expect(body).toContain('data-copy="rk_test_&lt;known&gt;"');
    expect(body.indexOf('data-copy')).toBeLessThan(body.indexOf('<p>And that.</p>'));
    expect(body).toContain('<a href="http://127.0.0.1:1/there" target="_blank" rel="noopener">Go there</a>');
  });

  test('send nobody on to a step of which they say that it is to be left', async () => {
    const hint: Hint = { title: 'Here', parts: [], leave: ['only_test_key'] };
    app = await startConsole({}, { findHint: (place) => (place === 'keys' ? undefined : hint) });
    const steps = ['payments', 'value', 'redirect', 'webhook', 'destinations', 'downloads', 'test'];
    const all = [...steps, ...createChecklist().map(({ id }) => id)].map((id) => [id, 1] as const);
    const stripeKeys = { live: null, test: 'v1.sealed' };
    const settings = { hostnames: ['shop.example.com'], stripeKeys, ticked: Object.fromEntries(all) };
    const { id } = await app.addProperty(settings);
    const { body } = await app.get(`/properties/${id}`);
    expect(body).toContain('7 of 10 steps are done, 2 left out by you.');
    for (const text of [body, (await app.get(`/properties/${id}/setup`)).body]) expect(text).not.toContain('Go on:');
    const end = (await app.get(`/properties/${id}/setup/test`)).body;
    expect(end).toContain('From here on, the overview shows what comes in.');
    for (const text of ['See what is left', 'Every step of the set-up is done']) expect(end).not.toContain(text);
    const other = await app.addProperty({ ...settings, ticked: {} });
    expect((await app.get(`/properties/${other.id}`)).body).toContain('Go on: Whose payments');
  });

  test('fold at a step that is done, and stay open at one that wants an eye', async () => {
    app = await startConsole({}, { findHint: () => ({ title: 'Here', parts: [{ text: 'Do it.' }] }) });
    const stripeKeys = { live: null, test: 'v1.sealed' };
    const { id } = await app.addProperty({ ticked: { downloads: 1 }, stripeKeys });
    const folded = /role="note"[^\n]*<details><summary>Here<\/summary><p>Do it\.<\/p><\/details>/;
    expect((await app.get(`/properties/${id}/setup/downloads`)).body).toMatch(folded);
    for (const step of ['payments', 'keys']) {
      const { body } = await app.get(`/properties/${id}/setup/${step}`);
      expect(body).toContain('<p>Do it.</p>');
      expect(body).not.toMatch(folded);
    }
  });

  test('are missing where there is nothing to add', async () => {
    app = await startConsole({}, { findHint: () => undefined });
    const { id } = await app.addProperty();
    expect((await app.get(`/properties/${id}/setup/keys`)).body).not.toContain(marked);
  });

  test('are missing where nobody adds any', async () => {
    app = await startConsole();
    const { id } = await app.addProperty();
    expect((await app.get(`/properties/${id}/setup/keys`)).body).not.toContain(marked);
  });
});
