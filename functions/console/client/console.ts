// What the console's pages do in the browser, all of it optional: pages work without it.
import { refreshWhileWaiting } from './refresh.ts';
import { showCurrentStep } from './show-current-step.ts';

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset['copy'] ?? '');
    button.textContent = '✓';
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
}

showCurrentStep();
refreshWhileWaiting();
