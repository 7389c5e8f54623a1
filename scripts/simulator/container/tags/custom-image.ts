// Fires a Custom Image tag.
import { settingsOf, type TagRunner } from './tag-run.ts';

/** Asks for the image; the tag fails where it does not arrive. */
export const fireCustomImage: TagRunner = (run) => {
  const { page, container, settle } = run;
  const { url, useCacheBuster, cacheBusterQueryParam } = settingsOf(run);
  const plain = container.mapHosts(String(url ?? ''));
  const joint = plain.includes('?') ? '&' : '?';
  const buster = `${joint}${String(cacheBusterQueryParam || 'gtmcb')}=${Math.floor(page.random() * 2_147_483_647)}`;
  page.loadPixel(
    useCacheBuster === true ? plain + buster : plain,
    () => settle('succeeded'),
    () => settle('failed'),
  );
};
