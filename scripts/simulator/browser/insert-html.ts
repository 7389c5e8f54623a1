// Adds the markup of a Custom HTML tag to the page, where its scripts run.

/** The nonce of the page's scripts, which GTM hands on to those that it adds; undefined where there is none. */
export function findNonce(document: Document): string | undefined {
  const element = document.querySelector<HTMLScriptElement>('script[nonce]');
  return element?.nonce || undefined;
}

/** A script that runs when it is added; a parsed one would not. */
function copyScript(document: Document, parsed: HTMLScriptElement): HTMLScriptElement {
  const script = document.createElement('script');
  for (const { name, value } of parsed.attributes) {
    script.setAttribute(name, value);
  }
  const nonce = findNonce(document);
  if (nonce && !script.nonce) {
    script.nonce = nonce;
  }
  script.async = false;
  script.text = parsed.text;
  return script;
}

function runNext(document: Document, waiting: HTMLScriptElement[], onDone: () => void, onError: () => void): void {
  const parsed = waiting.shift();
  if (parsed === undefined) {
    onDone();
    return;
  }
  const goOn = (): void => runNext(document, waiting, onDone, onError);
  const script = copyScript(document, parsed);
  if (script.src === '') {
    parsed.replaceWith(script);
    goOn();
    return;
  }
  script.addEventListener('load', goOn);
  script.addEventListener('error', onError);
  parsed.replaceWith(script);
}

/** Adds the elements to the end of the body, once there is one; scripts run in their order, one after the other. */
export function insertHtml(document: Document, html: string, onDone: () => void, onError: () => void): void {
  // The field is null while the head is still being read, whatever the type says.
  const body: HTMLElement | null = document.body;
  if (body === null) {
    document.addEventListener('DOMContentLoaded', () => insertHtml(document, html, onDone, onError), { once: true });
    return;
  }
  const template = document.createElement('template');
  template.innerHTML = html;
  const scripts = [...template.content.querySelectorAll('script')];
  body.append(template.content);
  runNext(document, scripts, onDone, onError);
}
