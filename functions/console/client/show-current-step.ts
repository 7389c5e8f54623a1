// Brings the step of a set-up that is open into view, where the bar of steps is wider than the window.

/** Scrolls the bar alone, never the page. */
export function showCurrentStep(): void {
  const link = document.querySelector<HTMLElement>('.steps [aria-current]');
  const bar = link?.closest('ol');
  if (!link || !bar) return;
  const [seen, wanted] = [bar.getBoundingClientRect(), link.getBoundingClientRect()];
  bar.scrollLeft += wanted.left - seen.left - (seen.width - wanted.width) / 2;
}
