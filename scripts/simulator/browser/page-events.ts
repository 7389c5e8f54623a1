// Watches a real page for clicks and for changes of its address.
import type { ElementFacts, PageClick } from '../web/web-page.ts';

function factsOf(element: Element): ElementFacts {
  const link = element.closest('a');
  return {
    'gtm.element': element,
    'gtm.elementClasses': element.getAttribute('class') ?? '',
    'gtm.elementId': element.id,
    'gtm.elementTarget': element.getAttribute('target') ?? '',
    'gtm.elementText': element.textContent?.trim() ?? '',
    'gtm.elementUrl': link?.href ?? element.getAttribute('src') ?? '',
  };
}

/** Calls back at each click on an element, before the page's own listeners on the document. */
export function onClick(document: Document, listener: (click: PageClick) => void): void {
  document.addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element) {
        const link = target.closest('a[href]');
        listener({ element: factsOf(target), ...(link !== null && { link: factsOf(link) }) });
      }
    },
    { capture: true },
  );
}

/** Calls back when the address changes without a new page. */
export function onHistoryChange(
  window: Window,
  listener: (source: string, oldUrl: string, newUrl: string) => void,
): void {
  let known = window.location.href;
  const tell = (source: string): void => {
    const old = known;
    known = window.location.href;
    listener(source, old, known);
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = window.history[name].bind(window.history);
    window.history[name] = (...values) => {
      original(...values);
      tell(name);
    };
  }
  window.addEventListener('popstate', () => tell('popstate'));
}
