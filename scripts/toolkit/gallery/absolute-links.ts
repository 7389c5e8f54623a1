// Rewrites the links of a README so that they still lead somewhere from another repository.
import { posix } from 'node:path';

/** A README for another place, and the links that could not be brought along. */
export interface MovedReadme {
  readonly text: string;
  /** Targets inside the old repository, where its address is not known. */
  readonly lost: readonly string[];
}

/**
 * The text with every link into its own repository made absolute. `folder` is where the README lies in that repository,
 * `source` the repository's address, such as https://github.com/owner/name.
 */
export function makeLinksAbsolute(text: string, folder: string, source: string | undefined): MovedReadme {
  const lost: string[] = [];
  const moved = text.replaceAll(/(!?)(\[[^\]]*\])\(([^)\s]+)((?:\s[^)]*)?)\)/g, (whole, bang, label, target, title) => {
    if (/^([a-z][a-z+.-]*:|#|\/\/)/i.test(target)) return whole;
    if (source === undefined) {
      lost.push(target);
      return whole;
    }
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    return `${bang}${label}(${source}/${bang === '!' ? 'raw' : 'blob'}/HEAD/${path}${title})`;
  });
  return { text: moved, lost };
}
