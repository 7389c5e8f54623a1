// Defines `<stripe-buy-button>` or `<stripe-pricing-table>`, by the name under which the page loads this script.
//
// What it proves: that a reference which is set on the element, early or late, once or by several scripts, goes where Stripe's
// would: into a frame of another origin that no script of the page sees into, and from there to a session. The element takes
// the attributes that Stripe documents (https://docs.stripe.com/payment-links/buy-button) and drops invalid ones without a word.
// What only Stripe's own script can prove: whether it heeds an attribute that changes after the frame has been made. Public
// tools do it both ways, so this one heeds changes, and with `?reads=once` behind its address it does not.

interface EmbedElement {
  isConnected: boolean;
  getAttribute(name: string): string | null;
  attachShadow(options: { mode: 'closed' }): { replaceChildren(...children: object[]): void };
}

// Only what is used of the browser is declared: the rest of this folder runs in Node, without the types of a page.
declare const HTMLElement: new () => EmbedElement;
declare const customElements: { get(name: string): unknown; define(name: string, element: object): void };
declare const document: {
  currentScript: { src: string } | null;
  createElement(name: 'iframe'): { src: string; title: string; style: { cssText: string } };
};

const script = new URL(document.currentScript?.src ?? '');
const kind = script.pathname.endsWith('/pricing-table.js') ? 'pricing-table' : 'buy-button';
const readsOnce = script.searchParams.get('reads') === 'once';
const attributes = [`${kind}-id`, 'publishable-key', 'client-reference-id', 'customer-email'];

class StripeEmbed extends HTMLElement {
  static readonly observedAttributes = attributes;
  readonly #root = this.attachShadow({ mode: 'closed' });
  #isDue = false;
  #isMade = false;

  connectedCallback(): void {
    this.#renderSoon();
  }

  attributeChangedCallback(): void {
    if (!this.#isMade || !readsOnce) {
      this.#renderSoon();
    }
  }

  /** Several attributes that are set in a row make one frame. */
  #renderSoon(): void {
    if (!this.#isDue) {
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        this.#render();
      });
    }
  }

  #render(): void {
    if (!this.isConnected) {
      return;
    }
    const frame = document.createElement('iframe');
    const given = new URLSearchParams();
    for (const name of attributes) {
      given.append(name, this.getAttribute(name) ?? '');
    }
    frame.src = `${script.origin}/v3/${kind}?${given}`;
    frame.title = kind === 'buy-button' ? 'Buy button' : 'Pricing table';
    frame.style.cssText = `border: 0; width: 100%; height: ${kind === 'buy-button' ? '112px' : '184px'}`;
    this.#root.replaceChildren(frame);
    this.#isMade = true;
  }
}

if (customElements.get(`stripe-${kind}`) === undefined) {
  customElements.define(`stripe-${kind}`, StripeEmbed);
}
