// Notices that a payment link is about to be followed, in all the ways that a page and its visitor have.
import type { LinkUse } from '../../functions/contract/loader-protocol.ts';
import type { Decorate } from './decorate.ts';
import type { Page, PageEvent, PageSender } from './page.ts';
import { silently } from './silently.ts';

/** From now on. Nothing is done to a link before; one that is added later needs nothing. `decorate` must not throw. */
export function watchLinks(page: Page, decorate: Decorate): void {
  const listen = (type: string, listener: (event: PageEvent) => void): void =>
    page.addEventListener(type, silently(listener), true);

  const follow = (type: string, how?: LinkUse): void =>
    listen(type, (event) => {
      // What is drawn inside of a link may have an address of its own, which leads nowhere.
      const link = event.composedPath().find(({ localName }) => /^a(rea)?$/.test(localName));
      // Of the buttons above the middle one, none opens a link but by its menu.
      if (link && (how || event.button < 2)) {
        const drawn = Object(link.href);
        if (drawn.baseVal) {
          decorate(drawn, 'baseVal', how);
        } else {
          decorate(link, 'href', how);
        }
      }
    });
  follow('click');
  follow('auxclick');
  follow('contextmenu', 'menu');

  /** The button that sends a form to another place than the form's own. */
  let sender: PageSender | null;
  listen('submit', ({ target, submitter }) => {
    sender = submitter?.hasAttribute('formaction') ? submitter : null;
    if (target.method === 'post') {
      if (sender) {
        decorate(sender, 'formAction');
      } else {
        decorate(target, 'action');
      }
    }
    // What a script sends later is sent without the button.
    page.setTimeout(() => {
      sender = null;
    }, 0);
  });
  listen('formdata', ({ target, formData }) => {
    if (target.method === 'get') {
      // Browsers drop the query of the action and send the form's fields instead.
      const fields = `?${new URLSearchParams(Object(formData))}`;
      const address: [string] = [new URL(fields, sender ? sender.formAction : target.action).href];
      decorate(address, 0);
      new URL(address[0]).searchParams.forEach((value, name) => {
        if (!formData.has(name)) {
          formData.append(name, value);
        }
      });
    }
  });

  // A proxy keeps the function's name, length and text, which some pages look at.
  page.open = new Proxy(page.open, {
    apply(open, self, args: [string]) {
      decorate(args, 0);
      return open.apply(self, args);
    },
  });
}
