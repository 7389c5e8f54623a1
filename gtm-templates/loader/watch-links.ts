// Notices that a payment link is about to be followed, in all the ways that a page and its visitor have.
import type { Decorate } from './decorate.ts';
import type { Page, PageFormData } from './page.ts';
import { silently } from './silently.ts';

/** From now on. Nothing is done to a link before; one that is added later needs nothing. `decorate` must not throw. */
export function watchLinks(page: Page, decorate: Decorate): void {
  ['click', 'auxclick'].forEach((type) => {
    page.addEventListener(
      type,
      (event) => {
        // What is drawn inside of a link may have an address of its own, which leads nowhere.
        const link = event.composedPath().find(({ localName }) => /^a(rea)?$/.test(localName));
        // Of the buttons above the middle one, none opens a link.
        if (link && event.button < 2) {
          const drawn = Object(link.href);
          if (drawn.baseVal) {
            decorate(drawn, 'baseVal');
          } else {
            decorate(link, 'href');
          }
        }
      },
      true,
    );
  });

  page.addEventListener(
    'submit',
    ({ target }) => {
      if (target.method === 'post') {
        decorate(target, 'action');
      }
    },
    true,
  );
  page.addEventListener(
    'formdata',
    silently(({ target, formData }: PageFormData): void => {
      if (target.method === 'get') {
        // Browsers drop the query of the action and send the form's fields instead.
        const address: [string] = [new URL(`?${new URLSearchParams(Object(formData))}`, target.action).href];
        decorate(address, 0);
        new URL(address[0]).searchParams.forEach((value, name) => {
          if (!formData.has(name)) {
            formData.append(name, value);
          }
        });
      }
    }),
    true,
  );

  // A proxy keeps the function's name, length and text, which some pages look at.
  page.open = new Proxy(page.open, {
    apply(open, self, args: [string]) {
      decorate(args, 0);
      return open.apply(self, args);
    },
  });
}
