// Hints on the console's pages: whoever opens the console may add them, and nobody else sees any.
import { afterEach, describe, expect, test } from 'vitest';
import { stepIds } from '../../../../functions/console/setup/setup-steps.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let app: RunningConsole;
afterEach(() => app.close());

const marked = 'role="note"';

describe('hints', () => {
  test('stand at a new property, at its steps and their list, and at the check-up, told for which property', async () => {
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
    const { body } = await app.get(`/properties/${id}/doctor`);
    expect(body).toContain(`doctor of ${id}`);
    expect(body).toContain('data-copy="rk_test_&lt;known&gt;"');
    expect(body.indexOf('data-copy')).toBeLessThan(body.indexOf('<p>And that.</p>'));
    expect(body).toContain('<a href="http://127.0.0.1:1/there" target="_blank" rel="noopener">Go there</a>');
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
