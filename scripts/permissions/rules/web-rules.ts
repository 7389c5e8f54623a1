// The rules of the permissions of web containers. Each takes the values that GTM's own queryPermission takes.
// https://developers.google.com/tag-platform/tag-manager/templates/permissions
//
// Decisions where GTM's behaviour is not public:
// - the whole address, and the whole query, need "any"; a list of query keys opens only single keys;
// - parts of an address written as a list, as some hand-made files have them, are the parts stated;
// - local storage keys, like globals, are compared exactly;
// - consent is asked for as type and access in Google's examples, and the other way round by everything else; both do.
import { unknownValue } from '../unknown-value.ts';
import { isSame, matchesKeyPatterns } from './matching.ts';
import { type Rule, rowsIn, textsIn } from './settings.ts';
import { asked, keyPatternRule, sharedRules, urlRule } from './shared-rules.ts';

/** Takes an access (`read`, `write`, `readwrite`, `execute`) and a key. */
function keyedRule(listName: string, keyName: string): Rule {
  return (settings, [access, key]) =>
    rowsIn(settings, listName).some((row) => {
      if (!isSame(row[keyName], key)) return false;
      if (access === unknownValue) return true;
      return access === 'readwrite' ? row['read'] === true && row['write'] === true : row[String(access)] === true;
    });
}

const consentTypes = keyedRule('consentTypes', 'consentType');

const consentRule: Rule = (settings, [first, second]) =>
  consentTypes(settings, second === 'read' || second === 'write' ? [second, first] : [first, second]);

/** Takes a component of an address, none for all of it, and a key of its query. */
const addressRule: Rule = (settings, [component, key]) => {
  const allowsAnyPart = settings['urlParts'] === 'any';
  if (component === undefined) return allowsAnyPart;
  if (component === unknownValue) return true;
  const isStated = settings[String(component)] === true || textsIn(settings, 'urlParts').includes(String(component));
  if (!allowsAnyPart && !isStated) return false;
  if (component !== 'query' || settings['queriesAllowed'] !== 'specific') return true;
  return key !== undefined && textsIn(settings, 'queryKeys').some((stated) => isSame(stated, key));
};

/** One rule per permission of web containers. */
export const webRules: Readonly<Record<string, Rule>> = {
  ...sharedRules,
  access_consent: consentRule,
  access_globals: keyedRule('keys', 'key'),
  access_local_storage: keyedRule('keys', 'key'),
  get_referrer: addressRule,
  get_url: addressRule,
  inject_hidden_iframe: urlRule,
  inject_script: urlRule,
  read_analytics_storage: asked,
  read_character_set: asked,
  read_data_layer: keyPatternRule('allowedKeys'),
  read_title: asked,
  send_pixel: urlRule,
  write_data_layer: (settings, [key]) => matchesKeyPatterns(textsIn(settings, 'keyPatterns'), key),
};
