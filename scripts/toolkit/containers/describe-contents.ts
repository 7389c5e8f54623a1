// Says in a few words what a container is and holds.
import type { ExportVersion } from '../../../functions/downloads/container-export.ts';
import { count } from '../count.ts';

/** `web container`, `server container`; for apps and AMP, GTM's own word: `IOS container`. */
export function nameContainer({ container }: ExportVersion): string {
  const { usageContext } = container;
  const words = usageContext.map((context) => (/^(WEB|SERVER)$/.test(context) ? context.toLowerCase() : context));
  return `${words.join(', ')} container`;
}

/** `2 clients`, `1 tag` …; what there is none of is left out, but for tags. */
export function listContents(version: ExportVersion): string[] {
  const { client = [], tag = [], trigger = [], variable = [], transformation = [], customTemplate = [] } = version;
  const parts = { client, tag, trigger, variable, transformation, template: customTemplate };
  return Object.entries(parts)
    .filter(([noun, { length }]) => length > 0 || noun === 'tag')
    .map(([noun, { length }]) => count(length, noun));
}
