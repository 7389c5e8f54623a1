// The rules of the permissions that web and server containers share.
import { unknownValue } from '../unknown-value.ts';
import { isSame, isSameOrAny, matchesKeyPatterns } from './matching.ts';
import { type Rule, rowsIn, textsIn, valueIn } from './settings.ts';
import { isAnyPermissibleUrl, matchesUrlPatterns } from './url-pattern.ts';

/** It is enough that the permission is asked for. */
export const asked: Rule = () => true;

/** Takes a URL; in templates from before 2020 only the list of patterns is there. */
export const urlRule: Rule = (settings, [url]) =>
  settings['allowedUrls'] === 'any' ? isAnyPermissibleUrl(url) : matchesUrlPatterns(textsIn(settings, 'urls'), url);

/** A rule that takes a key path, from the name of the setting that may say `any`. */
export function keyPatternRule(anyName: string): Rule {
  return (settings, [key]) => settings[anyName] === 'any' || matchesKeyPatterns(textsIn(settings, 'keyPatterns'), key);
}

/** Takes a cookie's name. */
const getCookies: Rule = (settings, [name]) =>
  settings['cookieAccess'] === 'any' || textsIn(settings, 'cookieNames').some((stated) => isSame(stated, name));

/** Takes a cookie's name and its options. */
const setCookies: Rule = (settings, [name, options = {}]) => {
  const domain = optionOf(options, 'domain') ?? '';
  const path = optionOf(options, 'path') ?? '';
  return rowsIn(settings, 'allowedCookies').some(
    (row) =>
      isSameOrAny(row['name'], name) &&
      isSameOrAny(row['domain'], domain) &&
      isSameOrAny(row['path'], path) &&
      isSecureEnough(row['secure'], optionOf(options, 'secure')) &&
      isLifetime(row['session'], options),
  );
};

function optionOf(options: unknown, key: string): unknown {
  return options === unknownValue ? unknownValue : valueIn(options, key);
}

function isSecureEnough(stated: unknown, secure: unknown): boolean {
  if (stated === 'secure' || stated === 'require_secure') return isSame(true, secure);
  return stated !== 'non_secure' || secure !== true;
}

function isLifetime(stated: unknown, options: unknown): boolean {
  const ends = [optionOf(options, 'max-age'), optionOf(options, 'expires')];
  const lasts = ends.some((end) => end !== undefined && end !== unknownValue);
  const mayLast = lasts || ends.includes(unknownValue);
  if (stated === 'session' || stated === 'require_session') return !lasts;
  return stated !== 'non_session' || mayLast;
}

/** Takes whether somebody looks on: preview or debug mode. */
const logging: Rule = (settings, [isPreview]) => settings['environments'] === 'all' || isSame(true, isPreview);

/** One rule per permission that both kinds of container have. */
export const sharedRules = {
  access_template_storage: asked,
  get_cookies: getCookies,
  logging,
  read_container_data: asked,
  read_event_metadata: asked,
  set_cookies: setCookies,
} satisfies Readonly<Record<string, Rule>>;
