// Where a sign-in leads afterwards, which a link from elsewhere may name: a page of the console, never another site.
import fc from 'fast-check';
import { readNextPath } from '../../../functions/console/access/next-path.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const paths = fc.constantFrom(
  ...['/console/', '/console/properties/tt_1?mode=live#a', '/console/sign-in', '/console/../', '/console/%2e%2e/other'],
  ...[
    '//evil.example/console/',
    '/\\evil.example/console/',
    'https://evil.example/console/',
    '/\t/evil.example',
    '/console//evil.example',
  ],
);

const inputs = fc.record({
  next: mutatedText(paths),
  origin: fc.constantFrom('https://console.example.com', 'http://127.0.0.1:8080'),
  base: fc.constantFrom('', '/base'),
});

/** The reader of `next`. */
export function nextPathTarget(read: typeof readNextPath = readNextPath): Target {
  return toTarget({
    name: 'next-path',
    reads: 'where a sign-in leads, from any link',
    inputs,
    open: () => ({
      examine({ next, origin, base }) {
        const to = (path: string): string => `${base}/console${path}`;
        const ask = (path: string) =>
          read({ query: new URLSearchParams({ next: path }), to, url: new URL(`${origin}/`) });
        const path = ask(next.replaceAll('/console', `${base}/console`));
        const led = new URL(path, `${origin}${to('/sign-in/callback')}`);
        ensure(led.origin === origin, `It leads to ${led.origin}.`);
        ensure(led.pathname.startsWith(to('/')), 'It leads out of the console.');
        ensure(!led.pathname.startsWith(to('/sign-in')), 'It leads back to the sign-in.');
        // What a header can hold.
        ensure(/^[\x21-\x7e]+$/.test(path), 'No header can hold the path.');
        ensureSame(ask(path), path, 'Read again it leads elsewhere.');
      },
    }),
  });
}
