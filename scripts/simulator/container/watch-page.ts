// Tells the data layer what happens on the page, as GTM does: the document is there, everything is loaded, a click.
//
// Decisions where GTM's behaviour is not public: clicks and changes of the address are watched for only where a trigger
// of the container asks for them; a tag never holds up the link that was clicked.
import type { WebPage } from '../web/web-page.ts';
import type { Message } from './data-layer-queue.ts';
import type { RunnableContainer } from './runnable-container.ts';

/** Pushes `gtm.dom` and `gtm.load`, and what the container's triggers need besides. */
export function watchPage({ tags }: RunnableContainer, page: WebPage, push: (message: Message) => void): void {
  const types = new Set(tags.flatMap(({ triggers, blockers }) => [...triggers, ...blockers]).map(({ type }) => type));
  page.whenReady(() => push({ event: 'gtm.dom' }));
  page.whenLoaded(() => push({ event: 'gtm.load' }));
  if (types.has('CLICK') || types.has('LINK_CLICK')) {
    page.onClick(({ element, link }) => {
      if (types.has('CLICK')) {
        push({ event: 'gtm.click', ...element });
      }
      if (types.has('LINK_CLICK') && link !== undefined) {
        push({ event: 'gtm.linkClick', ...link });
      }
    });
  }
  if (types.has('HISTORY_CHANGE')) {
    page.onHistoryChange((source, oldUrl, newUrl) => {
      push({
        event: 'gtm.historyChange',
        'gtm.historyChangeSource': source,
        'gtm.oldUrl': oldUrl,
        'gtm.newUrl': newUrl,
        'gtm.oldUrlFragment': new URL(oldUrl).hash.slice(1),
        'gtm.newUrlFragment': new URL(newUrl).hash.slice(1),
      });
    });
  }
}
