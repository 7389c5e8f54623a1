___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "MACRO",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tilltag click attribution",
  "categories": [
    "ATTRIBUTION",
    "UTILITY"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "Reads one part of the campaign that the Tilltag payment links tag remembers: source, medium, campaign, click id, landing page, of the first or the last touch.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SELECT",
    "name": "part",
    "displayName": "Part",
    "macrosInSelect": false,
    "selectItems": [
      {
        "value": "utm_source",
        "displayValue": "Source"
      },
      {
        "value": "utm_medium",
        "displayValue": "Medium"
      },
      {
        "value": "utm_campaign",
        "displayValue": "Campaign"
      },
      {
        "value": "utm_term",
        "displayValue": "Term"
      },
      {
        "value": "utm_content",
        "displayValue": "Content"
      },
      {
        "value": "utm_id",
        "displayValue": "Campaign ID"
      },
      {
        "value": "utm_source_platform",
        "displayValue": "Source platform"
      },
      {
        "value": "utm_creative_format",
        "displayValue": "Creative format"
      },
      {
        "value": "utm_marketing_tactic",
        "displayValue": "Marketing tactic"
      },
      {
        "value": "gclid",
        "displayValue": "Google click ID (gclid)"
      },
      {
        "value": "gbraid",
        "displayValue": "Google click ID (gbraid)"
      },
      {
        "value": "wbraid",
        "displayValue": "Google click ID (wbraid)"
      },
      {
        "value": "dclid",
        "displayValue": "Google Display click ID (dclid)"
      },
      {
        "value": "fbclid",
        "displayValue": "Meta click ID (fbclid)"
      },
      {
        "value": "msclkid",
        "displayValue": "Microsoft click ID (msclkid)"
      },
      {
        "value": "ttclid",
        "displayValue": "TikTok click ID (ttclid)"
      },
      {
        "value": "twclid",
        "displayValue": "X click ID (twclid)"
      },
      {
        "value": "li_fat_id",
        "displayValue": "LinkedIn click ID (li_fat_id)"
      },
      {
        "value": "epik",
        "displayValue": "Pinterest click ID (epik)"
      },
      {
        "value": "ScCid",
        "displayValue": "Snapchat click ID (ScCid)"
      },
      {
        "value": "rdt_cid",
        "displayValue": "Reddit click ID (rdt_cid)"
      },
      {
        "value": "yclid",
        "displayValue": "Yandex click ID (yclid)"
      },
      {
        "value": "irclickid",
        "displayValue": "impact.com click ID (irclickid)"
      },
      {
        "value": "landing_page",
        "displayValue": "Landing page"
      },
      {
        "value": "referrer_host",
        "displayValue": "Referring site"
      },
      {
        "value": "custom",
        "displayValue": "Another click ID"
      }
    ],
    "simpleValueType": true,
    "help": "Choose what to read.",
    "defaultValue": "utm_source"
  },
  {
    "type": "TEXT",
    "name": "customName",
    "displayName": "Name of click ID",
    "simpleValueType": true,
    "help": "Enter one of the names that you gave the payment links tag under \u003cb\u003eMore click ids\u003c/b\u003e.",
    "valueHint": "cjevent",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ],
    "enablingConditions": [
      {
        "paramName": "part",
        "paramValue": "custom",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "RADIO",
    "name": "touch",
    "displayName": "Touch",
    "radioItems": [
      {
        "value": "last",
        "displayValue": "Last touch"
      },
      {
        "value": "first",
        "displayValue": "First touch"
      }
    ],
    "simpleValueType": true,
    "help": "Choose whether the first or the last campaign counts that brought this visitor.",
    "defaultValue": "last"
  },
  {
    "type": "GROUP",
    "name": "advancedGroup",
    "displayName": "More settings",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "cookieName",
        "displayName": "Cookie name",
        "simpleValueType": true,
        "help": "Enter the name that the payment links tag has.",
        "defaultValue": "_tilltag",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ]
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// Reads one part of a touch from the cookie of the payment links tag.

const isConsentGranted = require('isConsentGranted');
const getCookieValues = require('getCookieValues');
const makeString = require('makeString');
const decodeUriComponent = require('decodeUriComponent');
const makeNumber = require('makeNumber');
const encodeUriComponent = require('encodeUriComponent');

/** Google, Meta, Microsoft, TikTok, X, LinkedIn, Pinterest, Snapchat, Reddit, Yandex and impact.com, as they spell them. */
const clickIdNames = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'epik',
  'ScCid',
  'rdt_cid',
  'yclid',
  'irclickid',
];

/** The function takes no other names. */
const extraNamePattern = '^[A-Za-z][A-Za-z0-9_]{0,39}$';

/** In a touch these are something else than a parameter. */
const takenNames = ['at', 'landing_page', 'referrer_host', 'first', 'last'];

/** Whether a name of the user's choice can be a click id; what is known already, and every utm_, cannot. */
function isExtraName(name) {
  const empty = {};
  // An object has some names before anything is put into it, such as hasOwnProperty.
  const isFree = takenNames.indexOf(name) === -1 && empty[name] === undefined;
  return isFree && clickIdNames.indexOf(name) === -1 && name.match(extraNamePattern) !== null && !isCampaignName(name);
}

/** Whether a parameter says which campaign it was; every other one is a click id, which tells visitors apart. */
function isCampaignName(name) {
  return name.toLowerCase().indexOf('utm_') === 0;
}

/** As long as the function reads one. Longer ones are cut. */
const maxCampaignLength = 500;

/** A click id that was cut would be another one, so a longer one is dropped. */
const maxClickIdLength = 500;

const clickIdPattern = '^[A-Za-z0-9._~:/+=*|-]+$';

/** Mailing tools put the recipient into a campaign parameter; the function drops the same. */
const addressInside = '[^\\s@](@|%40)[^\\s@]+(\\.|%2[eE])[^\\s@]';

const controlCharacter = '[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]';

/** Whether there is an e-mail address in the text, percent-encoded or not. */
function holdsAddress(text) {
  return text.match(addressInside) !== null;
}

/** The value as it may be kept: a campaign's cut to its bound, and empty for what is no click id, too long for one, or personal. */
function cleanParameter(name, value) {
  if (isCampaignName(name)) {
    return cleanText(value, maxCampaignLength);
  }
  return value.length <= maxClickIdLength && value.match(clickIdPattern) !== null ? value : '';
}

/** The text, cut; empty where it holds an e-mail address or what is no text. */
function cleanText(text, maxLength) {
  const isUnfit = holdsAddress(text) || text.match(controlCharacter) !== null;
  return isUnfit ? '' : cutText(text.trim(), maxLength);
}

/** No longer than this, without a blank or half a character at its end; empty where the text itself is broken. */
function cutText(text, maxLength) {
  const cut = text.slice(0, maxLength).trim();
  if (encodeUriComponent(cut) !== undefined) {
    return cut;
  }
  // An emoji is two units long.
  const shorter = cut.slice(0, cut.length - 1).trim();
  return encodeUriComponent(shorter) !== undefined ? shorter : '';
}

/** The longest cookie that is written or read, in characters, which are all ASCII. */
const maxCookieLength = 1500;

/** The most parameters of one touch that the function takes. */
const maxParameters = 24;

const landingPageCode = 'l';

const referrerHostCode = 'r';

const parameterCodes = [
  ['s', 'utm_source'],
  ['m', 'utm_medium'],
  ['c', 'utm_campaign'],
  ['t', 'utm_term'],
  ['n', 'utm_content'],
  ['i', 'utm_id'],
  ['p', 'utm_source_platform'],
  ['f', 'utm_creative_format'],
  ['a', 'utm_marketing_tactic'],
  ['gc', 'gclid'],
  ['gb', 'gbraid'],
  ['wb', 'wbraid'],
  ['dc', 'dclid'],
  ['fb', 'fbclid'],
  ['ms', 'msclkid'],
  ['tt', 'ttclid'],
  ['tw', 'twclid'],
  ['li', 'li_fat_id'],
  ['ep', 'epik'],
  ['sc', 'ScCid'],
  ['rd', 'rdt_cid'],
  ['yc', 'yclid'],
  ['ir', 'irclickid'],
];

/** In front of a name that has no code of its own, so that none of these can be taken for one. */
const extraMark = '_';

/** The name behind a short form; undefined for what is neither known nor one of the extra names. */
function parameterOfCode(code, extraNames) {
  const found = parameterCodes.filter((pair) => pair[0] === code)[0];
  if (found) {
    return found[1];
  }
  return extraNames.filter((name) => extraMark + name === code)[0];
}

/** A touch of these parts; empty texts are left out. */
function toTouch(at, landingPage, referrerHost, parameters) {
  const touch = { at: at, parameters: parameters };
  if (landingPage !== '') {
    touch.landing_page = landingPage;
  }
  if (referrerHost !== '') {
    touch.referrer_host = referrerHost;
  }
  return touch;
}

/** As the function takes them. */
const maxLandingPageLength = 200;
const maxHostLength = 253;

/** 16 random bytes in base64url. */
const clickIdForm = '^[A-Za-z0-9_-]{22}$';

/**
 * The journey, or undefined for whatever is none: too long, of another version, or broken. Of a touch, only what an address
 * could have brought is read; extra names are those of click ids that this site has besides the known ones.
 */
function decodeJourney(text, extraNames) {
  const parts = text.split('|');
  const seenAt = readSeconds(parts[1]);
  const clickId = parts[2];
  const places = parts[3];
  if (text.length > maxCookieLength || parts[0] !== '1' || seenAt === undefined || !isClickIdOrNothing(clickId)) {
    return undefined;
  }
  const touches = parts.slice(4).map((part) => readTouch(part, extraNames));
  if (places === undefined || places.match('^[-012]{3}$') === null || touches.some((touch) => touch === undefined)) {
    return undefined;
  }
  const wanted = places.split('').filter((place) => place !== '-');
  if (wanted.some((place) => makeNumber(place) >= touches.length)) {
    return undefined;
  }
  const find = (at) => (places.charAt(at) === '-' ? undefined : touches[makeNumber(places.charAt(at))]);
  return { seenAt: seenAt, clickId: clickId || '', first: find(0), last: find(1), visit: find(2) };
}

/** Whether the loader could have made this id. */
function isClickId(text) {
  return text.match(clickIdForm) !== null;
}

function isClickIdOrNothing(text) {
  return text !== undefined && (text === '' || isClickId(text));
}

function readSeconds(text) {
  return text !== undefined && text.match('^(0|[1-9][0-9]{0,9})$') !== null ? makeNumber(text) : undefined;
}

function readTouch(text, extraNames) {
  const fields = text.split('&');
  const at = readSeconds(fields[0]);
  if (at === undefined) {
    return undefined;
  }
  const parameters = {};
  let count = 0;
  fields.slice(1).forEach((field) => {
    const name = parameterOfCode(codeOf(field), extraNames);
    const value = name === undefined ? '' : cleanParameter(name, valueOf(field));
    if (name !== undefined && value !== '' && count < maxParameters) {
      parameters[name] = value;
      count += 1;
    }
  });
  const find = (code) => valueOf(fields.filter((field) => codeOf(field) === code)[0] || '');
  const landingPage = cleanText(find(landingPageCode), maxLandingPageLength);
  return toTouch(at, landingPage, cleanHost(find(referrerHostCode)), parameters);
}

function codeOf(field) {
  return field.split('=')[0] || '';
}

function valueOf(field) {
  return decodeUriComponent(field.split('=').slice(1).join('=')) || '';
}

/** The host in small letters; empty where it is none. */
function cleanHost(host) {
  const isHost = host.length <= maxHostLength && host.match('^[A-Za-z0-9._-]+$') !== null;
  return isHost ? host.toLowerCase() : '';
}

/** The value as trimmed text; empty for nothing. */
function toText(value) {
  return value === undefined || value === null ? '' : makeString(value).trim();
}

const defaultCookieName = '_tilltag';

/** What this browser remembers; undefined where there is no such cookie, or none that can be read. */
function readJourney(cookieName, extraNames) {
  return getCookieValues(cookieName, false)
    .map((value) => decodeJourney(value, extraNames))
    .filter((journey) => journey !== undefined)[0];
}

/** The name as the field has it; the usual one where the field is empty or no cookie can be called so. */
function toCookieName(value) {
  const name = toText(value);
  return name.match('^[A-Za-z0-9_.-]{1,64}$') !== null ? name : defaultCookieName;
}

/**
 * The part's text, or undefined where it is not known or not allowed: without `analytics_storage` the cookie is not read,
 * without `ad_storage` no click id is.
 */
function run(data) {
  const name = data.part === 'custom' ? toClickIdName(data.customName) : data.part;
  if (!isConsentGranted('analytics_storage') || (isClickIdName(name) && !isConsentGranted('ad_storage'))) {
    return undefined;
  }
  const journey = readJourney(toCookieName(data.cookieName), isExtraName(name) ? [name] : []);
  const touch = journey && (data.touch === 'first' ? journey.first : journey.last);
  if (!touch) {
    return undefined;
  }
  if (name === 'landing_page') {
    return touch.landing_page;
  }
  return name === 'referrer_host' ? touch.referrer_host : touch.parameters[name];
}

/** Empty for what no click id can be called. */
function toClickIdName(value) {
  const name = toText(value);
  return isExtraName(name) || clickIdNames.indexOf(name) > -1 ? name : '';
}

function isClickIdName(name) {
  return name !== 'landing_page' && name !== 'referrer_host' && !isCampaignName(name);
}

return run(data);


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "get_cookies",
        "versionId": "1"
      },
      "param": [
        {
          "key": "cookieAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_consent",
        "versionId": "1"
      },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "analytics_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Reads each part of the campaign of the last touch
  code: |-
    assertThat(readLast('utm_source')).isEqualTo('letter');
    assertThat(readLast('utm_medium')).isEqualTo('email');
    assertThat(readLast('utm_campaign')).isEqualTo('autumn 🎁');
    assertThat(readLast('utm_term')).isEqualTo('books');
    assertThat(readLast('utm_content')).isEqualTo('top');
    assertThat(readLast('utm_id')).isEqualTo('7');
    assertThat(readLast('utm_source_platform')).isEqualTo('Mailer');
    assertThat(readLast('utm_creative_format')).isEqualTo('text');
    assertThat(readLast('utm_marketing_tactic')).isEqualTo('retention');
- name: Reads the first touch where the field says so
  code: |-
    assertThat(readFirst('utm_source')).isEqualTo('google');
    assertThat(readFirst('gclid')).isEqualTo('abc-1');
- name: Reads landing page and referring site
  code: |-
    assertThat(readFirst('landing_page')).isEqualTo('shop.example.com/offer');
    assertThat(readFirst('referrer_host')).isEqualTo('www.google.com');
- name: Reads every click id by its name
  code: |-
    cookies['_tilltag'] =
      '1|1763700000||000|1763700000&gc=1&gb=2&wb=3&dc=4&fb=5&ms=6&tt=7&tw=8&li=9&ep=10&sc=11&rd=12&yc=13&ir=14';
    const parts = ['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'ttclid'];
    const others = ['twclid', 'li_fat_id', 'epik', 'ScCid', 'rdt_cid', 'yclid', 'irclickid'];
    assertThat(parts.map(readLast)).isEqualTo(['1', '2', '3', '4', '5', '6', '7']);
    assertThat(others.map(readLast)).isEqualTo(['8', '9', '10', '11', '12', '13', '14']);
- name: Reads a click id that only this site knows
  code: |-
    assertThat(runCode({ part: 'custom', touch: 'first', customName: ' cjevent ' })).isEqualTo('c1');
    assertThat(runCode({ part: 'custom', touch: 'first', customName: 'gclid' })).isEqualTo('abc-1');
- name: Is undefined for a name that no click id can have
  code: |-
    ['', '__proto__', 'constructor', 'hasOwnProperty', '9', 'a b', 'utm_source', 'first'].forEach((name) => {
      assertThat(runCode({ part: 'custom', touch: 'first', customName: name }), name).isUndefined();
    });
- name: Is undefined where the touch has no such part
  code: |-
    assertThat(readLast('gclid')).isUndefined();
    assertThat(readLast('referrer_host')).isUndefined();
    assertThat(readFirst('utm_campaign')).isUndefined();
- name: Is undefined where nothing is remembered
  code: |-
    cookies['_tilltag'] = '1|1763700000||--0|1763700000&l=shop.example.com%2F';
    assertThat(readFirst('landing_page')).isUndefined();
    assertThat(readLast('landing_page')).isUndefined();
    mock('getCookieValues', []);
    assertThat(readLast('utm_source')).isUndefined();
- name: Is undefined where the cookie cannot be read
  code: |-
    ['', '1', 'nonsense', '2|1||---', '1|1||000', '1|1||000|x&s=letter'].forEach((value) => {
      cookies['_tilltag'] = value;
      assertThat(readLast('utm_source'), value).isUndefined();
    });
- name: Reads the cookie that the field names, and the usual one where it names none
  code: |-
    cookies['shop_touch'] = '1|1||000|1&s=other';
    assertThat(runCode({ part: 'utm_source', touch: 'last', cookieName: ' shop_touch ' })).isEqualTo('other');
    assertThat(runCode({ part: 'utm_source', touch: 'last', cookieName: '' })).isEqualTo('letter');
- name: Reads no click id where ad_storage is denied, and the campaign all the same
  code: |-
    denied.push('ad_storage');
    assertThat(readFirst('gclid')).isUndefined();
    assertThat(runCode({ part: 'custom', touch: 'first', customName: 'cjevent' })).isUndefined();
    assertThat(readFirst('utm_source')).isEqualTo('google');
    assertThat(readFirst('landing_page')).isEqualTo('shop.example.com/offer');
- name: Does not read the cookie where analytics_storage is denied
  code: |-
    denied.push('analytics_storage');
    assertThat(readLast('utm_source')).isUndefined();
    assertApi('getCookieValues').wasNotCalled();
setup: |-
  // What the click attribution variable does, as the tests that GTM shows beside it.

  /** The visitor came with an ad first, and with the newsletter last. */
  const first = '1763600000&l=shop.example.com%2Foffer&r=www.google.com&s=google&m=cpc&gc=abc-1&_cjevent=c1';
  const last =
    '1763700000&l=shop.example.com%2F&s=letter&m=email&c=autumn%20%F0%9F%8E%81&t=books&n=top&i=7&p=Mailer&f=text&a=retention';

  const cookies = { _tilltag: '1|1763700000|AbCdEfGhIjKlMnOpQrStUv|011|' + first + '|' + last };

  const denied = [];

  mock('getCookieValues', (name) => {
    const value = cookies[name];
    return value === undefined ? [] : [value];
  });
  mock('isConsentGranted', (type) => denied.indexOf(type) === -1);

  function readLast(part) {
    return runCode({ part: part, touch: 'last', cookieName: '_tilltag' });
  }

  function readFirst(part) {
    return runCode({ part: part, touch: 'first', cookieName: '_tilltag' });
  }


___NOTES___

- First version.


