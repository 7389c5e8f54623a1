// The steps as pages: one button that leads on, fields that nobody blames before anything was typed, names in the bar.
import { describe, expect, test } from 'vitest';
import { stepIds } from '../../../../functions/console/setup/setup-steps.ts';
import { stepTexts } from '../../../../functions/console/texts/setup-texts.ts';
import { testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty } = setup;

/** What stands out on the page as it is opened: not in a table, nor in what is folded away, nor in its head. */
function findPrimary(body: string): string[] {
  const [, main = ''] = body.split('<main');
  const seen = main.replace(/<details[\s\S]*?<\/details>/g, '').replace(/<td[\s\S]*?<\/td>/g, '');
  const buttons = [...seen.matchAll(/<(button|a)([^>]*)>([^<]*)/g)];
  return buttons.flatMap(([, tag = '', rest = '', words = '']) => {
    const isButton = tag === 'button' || /class="button\b/.test(rest);
    return isButton && !/class="[^"]*(quiet|danger)|class=(quiet|danger)/.test(rest) ? [words] : [];
  });
}

describe('every step', () => {
  test.each([...stepIds, ''])('"%s" has at most one button that stands out, with a key and without', async (step) => {
    const id = await makeProperty();
    const page = `/properties/${id}/${step === '' ? 'downloads' : `setup/${step}`}`;
    const without = await setup.world.app.get(page);
    expect(findPrimary(without.body).length, findPrimary(without.body).join(', ')).toBeLessThanOrEqual(1);
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const { body } = await setup.world.app.get(page);
    expect(findPrimary(body).length, findPrimary(body).join(', ')).toBeLessThanOrEqual(1);
  });

  test('finds no fault with a field before anything was typed', async () => {
    const id = await makeProperty();
    for (const step of stepIds) {
      const { body } = await setup.world.app.get(`/properties/${id}/setup/${step}`);
      expect(body, step).not.toContain('aria-invalid');
    }
  });

  test('names all steps in its bar, and each by a part of its title', async () => {
    const { body } = await setup.world.app.get(`/properties/${await makeProperty()}/setup/value`);
    const bar = body.slice(body.indexOf('class="steps"'), body.indexOf('</nav>', body.indexOf('class="steps"')));
    stepIds.forEach((id, index) => {
      const { title, short } = stepTexts[id];
      expect(title.toLowerCase()).toContain(short.toLowerCase());
      expect(bar).toContain(`>${index + 1} ${short}<span`);
    });
  });
});
