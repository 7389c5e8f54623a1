// How the tags of every known type fire.
import { fireAdsConversion } from './ads-conversion.ts';
import { fireConversionLinker } from './conversion-linker.ts';
import { fireCustomHtml } from './custom-html.ts';
import { fireCustomImage } from './custom-image.ts';
import { fireGoogleAnalyticsEvent } from './google-analytics-event.ts';
import { fireGoogleTag } from './google-tag.ts';
import type { TagRunner } from './tag-run.ts';
import { fireTemplate } from './template-tag.ts';

const runners: Readonly<Record<string, TagRunner>> = {
  awct: fireAdsConversion,
  gaawe: fireGoogleAnalyticsEvent,
  gclidw: fireConversionLinker,
  googtag: fireGoogleTag,
  html: fireCustomHtml,
  img: fireCustomImage,
};

/** The runner of this type; undefined for a type that is not known. */
export function runnerOf(type: string): TagRunner | undefined {
  return type.startsWith('cvt_') ? fireTemplate : Object.hasOwn(runners, type) ? runners[type] : undefined;
}

/** Whether tags of this type can fire here. */
export function isKnownTagType(type: string): boolean {
  return runnerOf(type) !== undefined;
}
