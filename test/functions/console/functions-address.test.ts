// Where the console says that pages and Stripe ask: as the settings say, else behind its own host.
import { afterEach, describe, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from './start-console.ts';

let running: RunningConsole;
afterEach(() => running.close());

/** The bodies of the pages that name an address. */
async function readPages(env: Record<string, string>): Promise<{ downloads: string; webhook: string; step: string }> {
  running = await startConsole(env);
  const { id } = await running.addProperty({ hostnames: ['shop.example.com'] });
  const [downloads, webhook, step] = await Promise.all(
    ['downloads', 'setup/webhook', 'setup/downloads'].map((page) => running.get(`/properties/${id}/${page}`)),
  );
  return { downloads: downloads?.body ?? '', webhook: webhook?.body ?? '', step: step?.body ?? '' };
}

describe('the addresses of the functions', () => {
  test('are those that the settings name, that of pages in downloads and that of Stripe in the webhook', async () => {
    const { downloads, webhook } = await readPages({
      TILLTAG_CONSOLE_URL: 'https://console.example.com',
      TILLTAG_PUBLIC_URL: 'https://tags.example.com/base',
      TILLTAG_WEBHOOK_URL: 'https://hooks.example.com',
    });
    expect(downloads).toMatch(/name="functions"[^>]* value="https:\/\/tags\.example\.com\/base"/);
    expect(downloads).not.toContain('console.example.com');
    expect(webhook).toContain('<code>https://hooks.example.com/webhooks/stripe/');
    expect(webhook).not.toContain('console.example.com');
  });

  test('are that of the console, with the path below which everything lies, where none is named', async () => {
    const { downloads, webhook } = await readPages({
      TILLTAG_CONSOLE_URL: 'https://console.example.com',
    });
    expect(downloads).toMatch(/name="functions"[^>]* value="https:\/\/console\.example\.com"/);
    expect(webhook).toContain('<code>https://console.example.com/webhooks/stripe/');
  });

  test('are said to be filled in where they are known, and else to be asked for, by the step as by its files', async () => {
    const known = await readPages({ TILLTAG_CONSOLE_URL: 'https://console.example.com' });
    expect(known.step).toContain('Your Property ID and the address of your functions are filled in.');
    await running.close();
    const { step, downloads } = await readPages({});
    expect(downloads).toContain('The console does not know it');
    expect(step).not.toContain('the address of your functions are filled in');
    expect(step).toContain('The address of your functions is not known here; the next page asks for it.');
  });
});
