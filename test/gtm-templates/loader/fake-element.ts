// Elements for the loader's tests, with as much of a document as the loader asks of them.
import type { PageElement } from '../../../gtm-templates/loader/page.ts';

/** An element that remembers its client-reference-id. */
export interface FakeElement extends PageElement {
  localName: string;
  reference?: string;
}

/** A buy button, unless it is named otherwise, with these elements in its open shadow. */
export function createElement(localName = 'stripe-buy-button', shadow?: FakeElement[]): FakeElement {
  const element: FakeElement = {
    localName,
    shadowRoot: shadow ? { querySelectorAll: (selector) => selectElements(shadow, selector) } : null,
    setAttribute: (name, value) => {
      if (name === 'client-reference-id') element.reference = value;
    },
  };
  return element;
}

/** All, or those that the one other selector of the loader means. */
export function selectElements(elements: FakeElement[], selector: string): FakeElement[] {
  return selector === '*'
    ? elements
    : elements.filter(
        ({ localName, reference }) =>
          reference === undefined && selector.includes(`${localName}:not([client-reference-id])`),
      );
}
