// Asks again for a page that waits for something, and shows what changed in place, without losing focus or place.

/** Begins to ask, as often as the page wants. Where it leads elsewhere, the browser goes there. */
export function refreshWhileWaiting(): void {
  const main = document.querySelector('main');
  const seconds = Number(main?.dataset['refreshSeconds'] ?? 0);
  if (main === null || !(seconds > 0)) return;
  setTimeout(async () => {
    // Nobody looks at a hidden page; it goes on when it is shown again.
    if (document.hidden) {
      document.addEventListener('visibilitychange', refreshWhileWaiting, { once: true });
      return;
    }
    await refresh(main);
    refreshWhileWaiting();
  }, seconds * 1000);
}

async function refresh(main: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(main.dataset['refreshTo'] ?? location.pathname, { headers: { accept: 'text/html' } });
    if (answer.redirected) location.replace(answer.url);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    if (fresh === null || fresh.innerHTML === main.innerHTML) return;
    replaceParts(main, fresh);
  } catch {
    // The network is away for a moment; the next round asks again.
  }
}

/** Parts that announce themselves keep their element, so that screen readers hear what is new in them. */
function replaceParts(main: HTMLElement, fresh: HTMLElement): void {
  const live = [...main.querySelectorAll('[aria-live][id]')];
  for (const part of live) {
    const news = fresh.querySelector(`#${CSS.escape(part.id)}`);
    if (news === null) continue;
    part.innerHTML = news.innerHTML;
    news.replaceWith(part);
  }
  main.replaceChildren(...fresh.childNodes);
  const { refreshSeconds } = fresh.dataset;
  if (refreshSeconds === undefined) delete main.dataset['refreshSeconds'];
  else main.dataset['refreshSeconds'] = refreshSeconds;
}
