___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tilltag payment links",
  "categories": [
    "ATTRIBUTION",
    "CONVERSIONS",
    "ANALYTICS"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "On every page: remembers which campaign brought the visitor, as consent allows, and hands it to Stripe when a payment link is clicked, so that the purchase finds its way back to the campaign.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "propertyId",
    "displayName": "Property ID",
    "simpleValueType": true,
    "help": "Paste the Property ID that Tilltag showed when your shop was added.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "endpoint",
    "displayName": "Endpoint",
    "simpleValueType": true,
    "help": "Paste the https address of your Tilltag function.",
    "valueHint": "https://tags.example.com",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^https://.+"
        ],
        "errorMessage": "The address must begin with https://"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "measurementId",
    "displayName": "Measurement ID",
    "simpleValueType": true,
    "help": "Paste the Measurement ID of your GA4 data stream, so that purchases join the visit that GA4 knows.",
    "valueHint": "G-XXXXXXXXXX"
  },
  {
    "type": "GROUP",
    "name": "linkGroup",
    "displayName": "Payment links",
    "groupStyle": "ZIPPY_OPEN",
    "subParams": [
      {
        "type": "TEXT",
        "name": "paymentDomains",
        "displayName": "Own payment domains",
        "simpleValueType": true,
        "help": "Enter your custom domains for payment links, separated by commas; buy., book. and donate.stripe.com are known.",
        "valueHint": "pay.example.com"
      },
      {
        "type": "CHECKBOX",
        "name": "pushBeginCheckout",
        "checkboxText": "Push begin_checkout",
        "simpleValueType": true,
        "help": "Tick to push the event \u003cb\u003ebegin_checkout\u003c/b\u003e at each click on a payment link, as a trigger for GA4.",
        "defaultValue": false
      },
      {
        "type": "TEXT",
        "name": "dataLayerName",
        "displayName": "Data layer name",
        "simpleValueType": true,
        "help": "Change this only if your GTM snippet names the data layer differently.",
        "defaultValue": "dataLayer",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ],
        "enablingConditions": [
          {
            "paramName": "pushBeginCheckout",
            "paramValue": true,
            "type": "EQUALS"
          }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "campaignGroup",
    "displayName": "Campaigns",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "extraClickIds",
        "displayName": "More click ids",
        "simpleValueType": true,
        "help": "Enter the names of click ids that your other ad networks append, separated by commas; those of Google, Meta, Microsoft, TikTok, X, LinkedIn, Pinterest, Snapchat, Reddit, Yandex and impact.com are known.",
        "valueHint": "cjevent, tblci"
      },
      {
        "type": "TEXT",
        "name": "ignoredReferrers",
        "displayName": "Ignored referrers",
        "simpleValueType": true,
        "help": "Enter hosts that never count as where a visitor came from, such as your login page, separated by commas; their subdomains are meant too.",
        "valueHint": "login.example.net"
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "cookieGroup",
    "displayName": "Cookie",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "cookieName",
        "displayName": "Cookie name",
        "simpleValueType": true,
        "help": "Keep it, or enter the same name in the other Tilltag templates too.",
        "defaultValue": "_tilltag",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "cookieDomain",
        "displayName": "Cookie domain",
        "simpleValueType": true,
        "help": "Keep \u003cb\u003eauto\u003c/b\u003e for the widest domain that the browser allows, so that shop and blog share it.",
        "defaultValue": "auto",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "cookieDays",
        "displayName": "Cookie lifetime",
        "simpleValueType": true,
        "help": "Enter for how many days a campaign is remembered; 90 is as long as Google Ads and Meta keep a click. Safari keeps such cookies for 7 days without a visit, and for 24 hours after a click on an ad whose address carries a click id.",
        "valueUnit": "days",
        "defaultValue": "90",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          },
          {
            "type": "POSITIVE_NUMBER"
          }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "advancedGroup",
    "displayName": "More settings",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "gaCookiePrefix",
        "displayName": "GA cookie prefix",
        "simpleValueType": true,
        "help": "Enter it only if your Google tag sets \u003cb\u003ecookie_prefix\u003c/b\u003e."
      },
      {
        "type": "SELECT",
        "name": "logType",
        "displayName": "Logging",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "no",
            "displayValue": "Never"
          },
          {
            "value": "debug",
            "displayValue": "In preview"
          },
          {
            "value": "always",
            "displayValue": "Always"
          }
        ],
        "simpleValueType": true,
        "help": "Choose when the tag says in the browser’s console what it did and what to change.",
        "defaultValue": "debug"
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// On every page: remembers what brought the visitor, and tells it when a payment link is clicked.

const addConsentListener = require('addConsentListener');
const callInWindow = require('callInWindow');
const callLater = require('callLater');
const injectScript = require('injectScript');
const templateStorage = require('templateStorage');
const Math = require('Math');
const makeNumber = require('makeNumber');
const getTimestampMillis = require('getTimestampMillis');
const Object = require('Object');
const getCookieValues = require('getCookieValues');
const getUrl = require('getUrl');
const setCookie = require('setCookie');
const getQueryParameters = require('getQueryParameters');
const getReferrerUrl = require('getReferrerUrl');
const JSON = require('JSON');
const parseUrl = require('parseUrl');
const encodeUriComponent = require('encodeUriComponent');
const makeString = require('makeString');
const getType = require('getType');
const readAnalyticsStorage = require('readAnalyticsStorage');
const decodeUriComponent = require('decodeUriComponent');
const queryPermission = require('queryPermission');
const getContainerVersion = require('getContainerVersion');
const logToConsole = require('logToConsole');
const copyFromWindow = require('copyFromWindow');
const isConsentGranted = require('isConsentGranted');

/** The state right now. */
function readStorageConsent() {
  return { ads: isConsentGranted('ad_storage'), analytics: isConsentGranted('analytics_storage') };
}

/**
 * Whether the site says anything of consent: something is denied, or Google's own record of consent says that a default or an
 * update was set. That record is not documented, though widely read; should it vanish, less is known and nothing breaks.
 */
function isConsentModeInUse() {
  return (
    !(
      isConsentGranted('ad_storage') &&
      isConsentGranted('analytics_storage') &&
      isConsentGranted('ad_user_data') &&
      isConsentGranted('ad_personalization')
    ) ||
    copyFromWindow('google_tag_data.ics.usedDefault') === true ||
    copyFromWindow('google_tag_data.ics.usedUpdate') === true
  );
}

/**
 * All four, as a click tells them. GTM's API says `true` for granted and for unset. A consent that nobody gave must not be
 * passed on as given, so it is called granted only where the site uses consent mode.
 */
function readClickConsent(usesConsentMode) {
  const granted = usesConsentMode ? 'granted' : 'unset';
  const toState = (isGranted) => (isGranted ? granted : 'denied');
  return {
    ad_storage: toState(isConsentGranted('ad_storage')),
    analytics_storage: toState(isConsentGranted('analytics_storage')),
    ad_user_data: toState(isConsentGranted('ad_user_data')),
    ad_personalization: toState(isConsentGranted('ad_personalization')),
  };
}

/** Prints one sentence, or swallows it: `debug` prints in preview only. */
function createLog(logType) {
  return (sentence) => {
    if (logType === 'always' || (logType === 'debug' && isPreview())) {
      logToConsole('Tilltag: ' + sentence);
    }
  };
}

function isPreview() {
  const version = getContainerVersion();
  return version.previewMode || version.debugMode;
}

/** Why the loader is not there: nobody can tell from inside the page, so the three causes are named, each with its test. */
function explainMissingLoader(place) {
  return (
    'The script of your Tilltag function could not be used. One of three things: a content blocker stops it (try a private window without extensions); ' +
    toPolicyWords(place) +
    '; or the function is down or the endpoint is wrong (open ' +
    place.loaderUrl +
    ' in a new tab: it must show code).'
  );
}

/** What the page's Content-Security-Policy needs for the function, to be copied. */
function toPolicyWords(place) {
  const url = parseUrl(place.endpoint);
  const origin = url ? url.origin : place.endpoint;
  return (
    'the Content-Security-Policy of the page must allow it (add: script-src ' + origin + '; connect-src ' + origin + ')'
  );
}

/** The value as trimmed text; empty for nothing. */
function toText(value) {
  return value === undefined || value === null ? '' : makeString(value).trim();
}

/** The same form that the function accepts. */
const propertyIdPattern = '^[A-Za-z0-9_-]{8,64}$';

/** From what the two fields hold. */
function toPlace(propertyId, endpoint) {
  const base = withoutSlashes(toText(endpoint));
  return {
    endpoint: base,
    loaderUrl: base + '/checkout/tilltag.v1.js',
    pageHost: toText(getUrl('host')),
    propertyId: toText(propertyId),
  };
}

/** What is wrong with the two fields, and the cure, in a sentence or two; undefined where nothing is. */
function findPlaceFault(place) {
  if (place.propertyId.match(propertyIdPattern) === null) {
    return 'The Property ID is empty or incomplete. Copy it again from where your shop was added to Tilltag.';
  }
  if (place.endpoint.indexOf('https://') !== 0 || parseUrl(place.endpoint) === undefined) {
    return 'The Endpoint is not an address that begins with https://. Enter the https address of your Tilltag function.';
  }
  if (!queryPermission('inject_script', place.loaderUrl)) {
    return (
      'This template was built for another host and may not load ' +
      place.loaderUrl +
      '. Build or download it again for the endpoint ' +
      place.endpoint +
      ' and import that file over this template.'
    );
  }
  return undefined;
}

function withoutSlashes(url) {
  return url.charAt(url.length - 1) === '/' ? withoutSlashes(url.slice(0, url.length - 1)) : url;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Stripe takes 200 characters; 54 and a letter are taken by the rest. https://docs.stripe.com/payment-links/url-parameters */
const maxGoogleClickLength = 145;

/**
 * At most 200 characters of `A-Z a-z 0-9 _ -`: the prefix, 37 bytes (click id, GA4's two numbers, its session, the time,
 * consent, a check) and the click id of Google Ads. What has no place in it, such as a client id of another form, is left out.
 * Undefined where the click id or the time is malformed.
 */
function encodePassport(passport) {
  const clickBytes = readClickId(passport.clickId);
  const seconds = passport.clickedAtSeconds;
  if (clickBytes === undefined || !isWhole(seconds, 4294967296)) {
    return undefined;
  }
  const client = readClientId(passport.gaClientId || '');
  const session = readNumber(passport.gaSessionId || '', 1099511627776) || 0;
  const body = clickBytes.concat(
    toBytes(client.first, 4),
    toBytes(client.second, 4),
    toBytes(session, 5),
    toBytes(seconds, 4),
    [packConsent(passport.consent)]
  );
  const tail = toTail(passport.googleClick);
  return 'tt1_' + toBase64Url(body.concat(toBytes(toCheck(body, tail), 3))) + tail;
}

function isWhole(value, limit) {
  return value >= 0 && value < limit && value % 1 === 0;
}

/** The 16 bytes of a click id; undefined where the text stands for no 16 bytes. */
function readClickId(text) {
  const bytes = [];
  let rest = 0;
  let weight = 1;
  for (let index = 0; index < text.length; index++) {
    const value = alphabet.indexOf(text.charAt(index));
    if (value < 0) {
      return undefined;
    }
    rest = rest * 64 + value;
    weight = weight * 64;
    if (weight >= 256) {
      weight = weight / 256;
      bytes.push((rest - (rest % weight)) / weight);
      rest = rest % weight;
    }
  }
  return text.length === 22 && rest === 0 ? bytes : undefined;
}

/** A number as so many bytes, the highest first. */
function toBytes(value, length) {
  const bytes = [];
  let rest = value;
  for (let index = 0; index < length; index++) {
    bytes.unshift(rest % 256);
    rest = (rest - (rest % 256)) / 256;
  }
  return bytes;
}

/** Zeros where there is no client id of GA4's usual form: two numbers of 32 bits. */
function readClientId(text) {
  const parts = text.split('.');
  const first = readNumber(parts[0] || '', 4294967296);
  const second = readNumber(parts[1] || '', 4294967296);
  if (parts.length !== 2 || first === undefined || second === undefined) {
    return { first: 0, second: 0 };
  }
  return { first: first, second: second };
}

/** Digits as a number; undefined for anything that would not read the same again. */
function readNumber(text, limit) {
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = '0123456789'.indexOf(text.charAt(index));
    if (digit < 0 || (index > 0 && value === 0)) {
      return undefined;
    }
    value = value * 10 + digit;
  }
  return text !== '' && value < limit ? value : undefined;
}

function packConsent(consent) {
  return (
    numberOfState(consent.ad_storage) * 64 +
    numberOfState(consent.analytics_storage) * 16 +
    numberOfState(consent.ad_user_data) * 4 +
    numberOfState(consent.ad_personalization)
  );
}

function numberOfState(state) {
  return state === 'granted' ? 1 : state === 'denied' ? 2 : 0;
}

/** A letter that names the parameter, and its value; nothing where Stripe would refuse the value. */
function toTail(click) {
  if (click === undefined || click.value === '' || click.value.length > maxGoogleClickLength) {
    return '';
  }
  for (let index = 0; index < click.value.length; index++) {
    if (alphabet.indexOf(click.value.charAt(index)) < 0) {
      return '';
    }
  }
  return (click.parameter === 'gclid' ? 'g' : click.parameter === 'gbraid' ? 'b' : 'w') + click.value;
}

/** CRC-24 of OpenPGP (RFC 9580, 6.1.1) over the bytes and the places of the tail's letters in the alphabet. */
function toCheck(body, tail) {
  const values = body.concat(tail === '' ? [] : tail.split('').map((letter) => alphabet.indexOf(letter)));
  return values.reduce((before, value) => {
    let sum = before ^ (value << 16);
    for (let bit = 0; bit < 8; bit++) {
      sum = sum << 1;
      if (sum >= 16777216) {
        sum = sum ^ 25578747;
      }
    }
    return sum;
  }, 11994318);
}

/** Base64url of whole threes of bytes and one byte behind them. */
function toBase64Url(bytes) {
  let text = '';
  let rest = 0;
  let weight = 1;
  bytes.forEach((byte) => {
    rest = rest * 256 + byte;
    weight = weight * 256;
    while (weight >= 64) {
      weight = weight / 64;
      text += alphabet.charAt((rest - (rest % weight)) / weight);
      rest = rest % weight;
    }
  });
  return weight === 1 ? text : text + alphabet.charAt((rest * 64) / weight);
}

/** Google Analytics 4's nine. */
const campaignNames = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'utm_source_platform',
  'utm_creative_format',
  'utm_marketing_tactic',
];

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

/** The short form of a parameter's name. */
function codeOfParameter(name) {
  const found = parameterCodes.filter((pair) => pair[1] === name)[0];
  return found ? found[0] : extraMark + name;
}

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

/** The parameters that pass, as an object of its own. */
function filterParameters(parameters, isWanted) {
  const kept = {};
  Object.entries(parameters).forEach((entry) => {
    if (isWanted(entry[0], entry[1])) {
      kept[entry[0]] = entry[1];
    }
  });
  return kept;
}

/** The touch without what tells visitors apart. */
function withoutClickIds(touch) {
  return toTouch(
    touch.at,
    touch.landing_page || '',
    touch.referrer_host || '',
    filterParameters(touch.parameters, isCampaignName)
  );
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

/** Longer ones would not be taken. */
const maxIdLength = 256;

/**
 * The ids of this browser, as Google's cookies have them now. Without a Measurement ID the session is told only where there is
 * just one: that of another property would be wrong, and none is better.
 */
function readAnalyticsIds(options) {
  const stored =
    options.gaCookiePrefix === ''
      ? readAnalyticsStorage()
      : readAnalyticsStorage({ cookie_prefix: options.gaCookiePrefix });
  const ids = {};
  const clientId = toId(stored && stored.client_id);
  if (clientId !== '') {
    ids.ga_client_id = clientId;
  }
  const sessions = (stored && stored.sessions) || [];
  const own = sessions.filter((session) => session.measurement_id === options.measurementId);
  const chosen = options.measurementId === '' && sessions.length === 1 ? sessions : own;
  const sessionId = toId(chosen[0] && chosen[0].session_id);
  if (sessionId !== '') {
    ids.ga_session_id = sessionId;
  }
  return ids;
}

/** Empty for what is none; some shops make the visitor's address the client id, which the function would drop. */
function toId(value) {
  const type = getType(value);
  const text = type === 'string' || type === 'number' ? makeString(value) : '';
  return text.length <= maxIdLength && !holdsAddress(text) ? text : '';
}

/** That of the visit, else the one that Google's conversion linker remembers; undefined where there is none. */
function readGoogleClick(visit) {
  const parameters = visit ? visit.parameters : {};
  const inVisit = ['gclid', 'gbraid', 'wbraid'].map((name) => toClick(name, parameters[name]));
  const inCookie = getCookieValues('_gcl_aw').map((value) => toClick('gclid', readLinkerValue(value)));
  return inVisit.concat(inCookie).filter((click) => click !== undefined)[0];
}

function toClick(parameter, value) {
  const clean = cleanParameter(parameter, value || '');
  return clean === '' ? undefined : { parameter: parameter, value: clean };
}

/** Both forms: `GCL.<time>.<gclid>`, whose gclid may hold dots, and `2.1.k<gclid>$i<time>` in any order. */
function readLinkerValue(value) {
  const parts = value.split('.');
  if (parts[0] === 'GCL') {
    return parts.slice(2).join('.');
  }
  const fields = parts[0] === '2' ? parts.slice(2).join('.').split('$') : [];
  return fields.filter((field) => field.charAt(0) === 'k').map((field) => field.slice(1))[0];
}

/** `fb.<level>.<milliseconds>.<id>`; longer ones would not be taken. */
const metaIdPattern = '^fb[.][0-9]+[.][0-9]+[.][A-Za-z0-9._-]{1,220}$';

/** Browser id and click id, where they are there. */
function readMetaIds() {
  const ids = {};
  const fbp = getCookieValues('_fbp').filter(isMetaId)[0];
  const fbc = getCookieValues('_fbc').filter(isMetaId)[0];
  if (fbp !== undefined) {
    ids.fbp = fbp;
  }
  if (fbc !== undefined) {
    ids.fbc = fbc;
  }
  return ids;
}

function isMetaId(value) {
  return value.match(metaIdPattern) !== null;
}

/** Of a browser that remembers nothing. */
const emptyJourney = { seenAt: 0, clickId: '', first: undefined, last: undefined, visit: undefined };

/** The touches, each once: first, last, visit. */
function distinctTouches(journey) {
  const touches = [];
  [journey.first, journey.last, journey.visit].forEach((touch) => {
    if (touch !== undefined && touches.indexOf(touch) === -1) {
      touches.push(touch);
    }
  });
  return touches;
}

/** The same journey with each touch changed, or dropped where the change answers undefined; touches stay the same object. */
function mapTouches(journey, change) {
  const touches = distinctTouches(journey);
  const changed = touches.map(change);
  const find = (touch) => (touch === undefined ? undefined : changed[touches.indexOf(touch)]);
  return {
    seenAt: journey.seenAt,
    clickId: journey.clickId,
    first: find(journey.first),
    last: find(journey.last),
    visit: find(journey.visit),
  };
}

/** Dropped first, in this order, behind click ids that only this site knows. */
const optionalNames = [
  'landing_page',
  'utm_creative_format',
  'utm_marketing_tactic',
  'utm_source_platform',
  'irclickid',
  'yclid',
  'rdt_cid',
  'ScCid',
  'epik',
  'li_fat_id',
  'twclid',
  'dclid',
  'utm_term',
  'utm_content',
  'referrer_host',
];

/** Dropped where the texts of campaigns are cut and it still does not fit. */
const usefulNames = ['utm_id', 'ttclid', 'msclkid', 'fbclid'];

/** Dropped last of all, by what nobody but an attacker sends. */
const coreNames = ['wbraid', 'gbraid', 'gclid', 'utm_medium', 'utm_campaign', 'utm_source'];

/**
 * At most `maxCookieLength` characters of ASCII, safe in a cookie as they are. Where not all fits, each step is taken from the
 * first touch, then the last, then the visit, until it does; so what is lost is the least useful of the oldest.
 */
function encodeJourney(journey) {
  const steps = [dropOthers]
    .concat(optionalNames.map(toDrop))
    .concat([(touch) => cutCampaign(touch, 100)])
    .concat(usefulNames.map(toDrop))
    .concat([(touch) => cutCampaign(touch, 40)])
    .concat(coreNames.map(toDrop));
  let fitting = journey;
  let text = writeJourney(fitting);
  for (const shorten of steps) {
    const count = distinctTouches(fitting).length;
    for (let at = 0; at < count && text.length > maxCookieLength; at++) {
      fitting = shortenOne(fitting, at, shorten);
      text = writeJourney(fitting);
    }
  }
  return text;
}

function shortenOne(journey, at, shorten) {
  const chosen = distinctTouches(journey)[at];
  return mapTouches(journey, (touch) => (touch === chosen ? shorten(touch) : touch));
}

function dropOthers(touch) {
  return withParameters(
    touch,
    filterParameters(touch.parameters, (name) => isCampaignName(name) || clickIdNames.indexOf(name) > -1)
  );
}

function toDrop(dropped) {
  return (touch) =>
    toTouch(
      touch.at,
      dropped === 'landing_page' ? '' : touch.landing_page || '',
      dropped === 'referrer_host' ? '' : touch.referrer_host || '',
      filterParameters(touch.parameters, (name) => name !== dropped)
    );
}

function cutCampaign(touch, maxLength) {
  const cut = {};
  Object.entries(touch.parameters).forEach((entry) => {
    cut[entry[0]] = isCampaignName(entry[0]) ? cutText(entry[1], maxLength) : entry[1];
  });
  return withParameters(touch, cut);
}

function withParameters(touch, parameters) {
  return toTouch(touch.at, touch.landing_page || '', touch.referrer_host || '', parameters);
}

function writeJourney(journey) {
  const touches = distinctTouches(journey);
  const place = (touch) => (touch === undefined ? '-' : makeString(touches.indexOf(touch)));
  return ['1', makeString(journey.seenAt), journey.clickId]
    .concat([place(journey.first) + place(journey.last) + place(journey.visit)])
    .concat(touches.map(writeTouch))
    .join('|');
}

function writeTouch(touch) {
  return [makeString(touch.at)]
    .concat(writeField(landingPageCode, touch.landing_page || ''))
    .concat(writeField(referrerHostCode, touch.referrer_host || ''))
    .concat(
      Object.entries(touch.parameters)
        .slice(0, maxParameters)
        .map((entry) => writeField(codeOfParameter(entry[0]), entry[1]).join(''))
    )
    .filter((field) => field !== '')
    .join('&');
}

/** In a list, which is empty where there is nothing to write. */
function writeField(code, value) {
  return value === '' ? [] : [code + '=' + (encodeUriComponent(value) || '')];
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

/** The cookie may have dropped any other name for want of space, never one of these. */
const tellingNames = ['utm_source', 'utm_medium', 'utm_campaign'];

/** Values at least this long may have been cut, by half a character more than was meant. */
const minCutLength = 39;

/**
 * Whether an arrival is the click or the visit that the touch stands for. A click id tells one click from every other, for as
 * long as it is known; a campaign or a referrer alone means the same only while the visit runs.
 */
function isSameCampaign(touch, arrival, isRunning) {
  if (Object.keys(arrival.parameters).length === 0) {
    return isRunning && touch.referrer_host === arrival.referrerHost;
  }
  const isEqual = (name) => isSameValue(touch.parameters[name], arrival.inAddress[name]);
  const kept = Object.keys(touch.parameters);
  const shared = kept.filter((name) => arrival.inAddress[name] !== undefined);
  const isNamedAlike = tellingNames.every((name) => arrival.inAddress[name] === undefined || isEqual(name));
  const isConsistent = isNamedAlike && kept.every(isEqual);
  const isSameClick = shared.some((name) => !isCampaignName(name));
  return isConsistent && shared.length > 0 && (isRunning || isSameClick);
}

function isSameValue(kept, arrived) {
  if (kept === undefined || arrived === undefined) {
    return kept === arrived;
  }
  return kept === arrived || (kept.length >= minCutLength && arrived.indexOf(kept) === 0);
}

/** As in Google Analytics: after so long without a page, the next one begins a new visit. */
const visitSeconds = 1800;

/**
 * The journey with this arrival. Only a campaign, a click id or another site's referrer makes a touch. Applying an arrival
 * again adds what consent held back before, and changes nothing else.
 */
function applyArrival(journey, arrival) {
  if (distinctTouches(journey).some((touch) => touch.at === arrival.at)) {
    return addToSamePage(journey, arrival);
  }
  // Another page or tab has gone on since.
  if (arrival.at < journey.seenAt) {
    return journey;
  }
  const isRunning = journey.visit !== undefined && arrival.at - journey.seenAt <= visitSeconds;
  if (isTouch(arrival)) {
    return applyTouch(journey, arrival, isRunning);
  }
  return withVisit(journey, arrival, isRunning && journey.visit ? journey.visit : toVisit(arrival));
}

/** Whether an arrival says by itself what brought the visitor. */
function isTouch(arrival) {
  return !arrival.isReturn && (Object.keys(arrival.parameters).length > 0 || arrival.referrerHost !== '');
}

function applyTouch(journey, arrival, isRunning) {
  const visit = journey.visit;
  const known = [visit, journey.last].filter(
    (touch) => touch !== undefined && isSameCampaign(touch, arrival, isRunning && touch === visit)
  )[0];
  if (known) {
    const merged = mergeInto(known, arrival);
    const changed = mapTouches(journey, (touch) => (touch === known ? merged : touch));
    return withVisit(changed, arrival, merged);
  }
  return withoutClick(withTouch(journey, arrival, toVisit(arrival)));
}

/** A click of an earlier campaign has not led to what is bought after this one. */
function withoutClick(journey) {
  return { seenAt: journey.seenAt, clickId: '', first: journey.first, last: journey.last, visit: journey.visit };
}

/** The page that began a visit is applied again: what it brought may be more than it was allowed to be then. */
function addToSamePage(journey, arrival) {
  const isOfArrival = (touch) => touch.at === arrival.at;
  const changed = arrival.isReturn
    ? journey
    : mapTouches(journey, (touch) => (isOfArrival(touch) ? mergeInto(touch, arrival) : touch));
  const visit = changed.visit;
  const isNews = visit !== undefined && isOfArrival(visit) && isTouch(arrival) && changed.last !== visit;
  return isNews ? withTouch(changed, arrival, visit) : changed;
}

function withTouch(journey, arrival, touch) {
  return {
    seenAt: Math.max(journey.seenAt, arrival.at),
    clickId: journey.clickId,
    first: journey.first || touch,
    last: touch,
    visit: touch,
  };
}

function withVisit(journey, arrival, visit) {
  return {
    seenAt: arrival.at,
    clickId: journey.clickId,
    first: journey.first,
    last: journey.last,
    visit: visit,
  };
}

/** A visitor who was on the site already did not land here. */
function toVisit(arrival) {
  const landingPage = arrival.isInternal && !isTouch(arrival) ? '' : arrival.landingPage;
  return arrival.isReturn
    ? toTouch(arrival.at, landingPage, '', {})
    : toTouch(arrival.at, landingPage, arrival.referrerHost, arrival.parameters);
}

function mergeInto(touch, arrival) {
  const parameters = {};
  Object.entries(arrival.parameters).forEach((entry) => {
    parameters[entry[0]] = entry[1];
  });
  Object.entries(touch.parameters).forEach((entry) => {
    parameters[entry[0]] = entry[1];
  });
  return toTouch(touch.at, touch.landing_page || '', touch.referrer_host || '', parameters);
}

/** The items without blanks around them, in their order; none for an empty field. */
function splitList(value) {
  return [',', ';', '\n', '\r', '\t']
    .reduce((text, separator) => text.split(separator).join(' '), toText(value))
    .split(' ')
    .filter((item) => item !== '');
}

/** Where Stripe and what it sends buyers on to live. Banks are unknown; a return from there has the session id in its address. */
const paymentHosts = [
  'stripe.com',
  'stripe.network',
  'link.com',
  'paypal.com',
  'klarna.com',
  'affirm.com',
  'afterpay.com',
  'clearpay.co.uk',
  'zip.co',
  'cash.app',
  'alipay.com',
  'revolut.com',
  'twint.ch',
  'mobilepay.dk',
  'swish.nu',
  'satispay.com',
  'ideal.nl',
  'bancontact.com',
  'eps-ueberweisung.at',
  'przelewy24.pl',
  'blik.com',
];

/** Whether a buyer comes back from paying where this is the referrer. */
function isPaymentHost(host, ownPaymentDomains) {
  return paymentHosts.concat(ownPaymentDomains).some((domain) => isUnder(host, domain));
}

/** Whether both belong to one site as far as their names tell: the same, with or without www., or one below the other. */
function isSameSite(host, other) {
  const first = withoutWww(host);
  const second = withoutWww(other);
  return isUnder(first, second) || isUnder(second, first);
}

/** Whether the host is the domain or lies below it. */
function isUnder(host, domain) {
  return ('.' + host).slice(-domain.length - 1) === '.' + domain;
}

/** The hosts that a field lists, as browsers spell them; whole addresses are taken for their hosts. */
function splitHosts(value) {
  return splitList(value)
    .map(toHost)
    .filter((host) => host.indexOf('.') > 0);
}

function toHost(text) {
  const withoutScheme = text.split('://').pop() || '';
  const bare = withoutScheme.indexOf('*.') === 0 ? withoutScheme.slice(2) : withoutScheme;
  // Browsers spell the letters of all scripts in ASCII, and so must a host that is compared with theirs.
  const url = parseUrl('https://' + bare);
  return url ? url.host : '';
}

function withoutWww(host) {
  return host.indexOf('www.') === 0 ? host.slice(4) : host;
}

/** Whether an address with this query is one that Stripe sends buyers back to: it has a session id, or its placeholder. */
function holdsSession(query) {
  return query.match('=cs_(live|test)_[A-Za-z0-9]') !== null || query.indexOf('CHECKOUT_SESSION_ID') > -1;
}

/** The arrival on the page as it is now; `earlier` are the views of a single-page application before this one. */
function readArrival(options, earlier) {
  const isFirst = earlier.length === 0;
  const pageHost = cleanHost(toText(getUrl('host')));
  // A single-page application keeps the referrer of its first view.
  const referrer = isFirst ? cleanHost(toText(getReferrerUrl('host'))) : '';
  const isOwn = referrer !== '' && isSameSite(referrer, pageHost);
  const isPayment = referrer !== '' && isPaymentHost(referrer, options.paymentDomains);
  const inAddress = readParameters(options.extraNames);
  const isIgnored = options.ignoredReferrers.some((domain) => isUnder(referrer, domain));
  return {
    at: Math.floor(getTimestampMillis() / 1000),
    landingPage: cleanText(pageHost + toText(getUrl('path')), maxLandingPageLength),
    referrerHost: isOwn || isPayment || isIgnored ? '' : referrer,
    inAddress: inAddress,
    parameters: inAddress,
    // Browsers and banks on the way often leave no referrer.
    isReturn: isPayment || holdsSession(toText(getUrl('query'))) || isReturnAgain(inAddress, earlier),
    isInternal: isOwn || !isFirst,
  };
}

/** The arrival without what `ad_storage` covers. */
function withoutAdIds(arrival) {
  return {
    at: arrival.at,
    landingPage: arrival.landingPage,
    referrerHost: arrival.referrerHost,
    inAddress: arrival.inAddress,
    parameters: filterParameters(arrival.inAddress, isCampaignName),
    isReturn: arrival.isReturn,
    isInternal: arrival.isInternal,
  };
}

function readParameters(extraNames) {
  const parameters = {};
  campaignNames
    .concat(clickIdNames)
    .concat(extraNames)
    .map((name) => [name, cleanParameter(name, toText(getQueryParameters(name)))])
    .filter((pair) => pair[1] !== '')
    .slice(0, maxParameters)
    .forEach((pair) => {
      parameters[pair[0]] = pair[1];
    });
  return parameters;
}

/** The session id may be gone from the address by now, what Stripe made of the campaign is still there. */
function isReturnAgain(inAddress, earlier) {
  const text = JSON.stringify(inAddress);
  return (
    Object.keys(inAddress).length > 0 &&
    earlier.some((arrival) => arrival.isReturn && JSON.stringify(arrival.inAddress) === text)
  );
}

/** Clocks are set right now and then. */
const maxAheadSeconds = 86400;

/**
 * The journey as consent allows it now, written into the cookie where `analytics_storage` is granted. Where it is denied the
 * cookie is neither read nor written, and deleted as soon as the denial is known to be the visitor's own. Without
 * `ad_storage` no new click id is kept, and then the old ones go too. A click id that is given is kept from now on.
 */
function recall(options, notes, clickId) {
  const consent = readStorageConsent();
  const nowSeconds = Math.floor(getTimestampMillis() / 1000);
  const remembered = consent.analytics ? readJourney(options.cookieName, options.extraNames) : undefined;
  const arrivals = consent.ads ? notes.arrivals : notes.arrivals.map(withoutAdIds);
  const journey = withClickId(
    arrivals.reduce(applyArrival, withoutOld(remembered || emptyJourney, nowSeconds, options.cookieSeconds)),
    clickId
  );
  const kept = !consent.ads && notes.isSettled ? mapTouches(journey, withoutClickIds) : journey;
  const text = encodeJourney(kept);
  if (consent.analytics) {
    writeCookie(options, text, options.cookieSeconds);
  } else if (notes.isSettled && getCookieValues(options.cookieName, false).length > 0) {
    writeCookie(options, '', 0);
  }
  const fitting = decodeJourney(text, options.extraNames) || kept;
  return consent.ads ? fitting : mapTouches(fitting, withoutClickIds);
}

/** What has happened longer ago than the cookie's lifetime is forgotten, whichever visit has made the cookie live on. */
function withoutOld(journey, nowSeconds, lifetimeSeconds) {
  const current = mapTouches(journey, (touch) =>
    touch.at > nowSeconds - lifetimeSeconds && touch.at < nowSeconds + maxAheadSeconds ? touch : undefined
  );
  return {
    // A page that lies ahead would keep every arrival from counting.
    seenAt: Math.min(current.seenAt, nowSeconds),
    clickId: current.clickId,
    first: current.first || current.last,
    last: current.last,
    visit: current.visit,
  };
}

function withClickId(journey, clickId) {
  return {
    seenAt: journey.seenAt,
    clickId: clickId || journey.clickId,
    first: journey.first,
    last: journey.last,
    visit: journey.visit,
  };
}

function writeCookie(options, value, maxAgeSeconds) {
  setCookie(
    options.cookieName,
    value,
    {
      domain: options.cookieDomain,
      path: '/',
      'max-age': maxAgeSeconds,
      samesite: 'lax',
      secure: getUrl('protocol') === 'https',
    },
    false
  );
}

/**
 * The description for the loader. Consent decides what is in it: without `ad_storage` no click ids and no ids of Meta, without
 * `analytics_storage` no ids of GA. What the address itself says of the campaign stays, and the consent itself.
 * Undefined for an element that is only shown while both are denied: it gets its reference when consent comes. Undefined too for
 * a click id that the loader cannot have made.
 */
function describeClick(options, notes, one) {
  notes.usesConsentMode = notes.usesConsentMode || isConsentModeInUse();
  const consent = readClickConsent(notes.usesConsentMode);
  const mayAdvertise = consent.ad_storage !== 'denied';
  const mayAnalyse = consent.analytics_storage !== 'denied';
  if (!isClickId(one.clickId) || (one.how === 'element' && !mayAdvertise && !mayAnalyse)) {
    return undefined;
  }
  const journey = recall(options, notes, one.clickId);
  const report = toReport(one, consent, [
    toTouches(journey),
    mayAnalyse ? readAnalyticsIds(options) : {},
    mayAdvertise ? readMetaIds() : {},
  ]);
  const description = {
    reference: toReference(report, mayAdvertise ? readGoogleClick(journey.visit) : undefined),
    report: report,
  };
  if (one.how === 'click' && options.dataLayerName !== '') {
    description.push = { dataLayer: options.dataLayerName, messages: [{ event: 'begin_checkout' }] };
  }
  return description;
}

/** Empty where none can be made; then the link gets none that Stripe would take. */
function toReference(report, googleClick) {
  const passport = encodePassport({
    clickId: report.click_id,
    clickedAtSeconds: report.clicked_at,
    consent: report.consent,
    gaClientId: report.ga_client_id,
    gaSessionId: report.ga_session_id,
    googleClick: googleClick,
  });
  return passport || '';
}

/** Keys without a value are not there, because the function would refuse them. */
function toReport(one, consent, parts) {
  const report = {
    property_id: one.propertyId,
    click_id: one.clickId,
    clicked_at: Math.floor(getTimestampMillis() / 1000),
    consent: consent,
  };
  parts.forEach((part) => {
    Object.entries(part).forEach((entry) => {
      if (entry[1] !== undefined) {
        report[entry[0]] = entry[1];
      }
    });
  });
  return report;
}

function toTouches(journey) {
  return { visit: journey.visit, first: journey.first, last: journey.last };
}

const daySeconds = 86400;

/** Browsers keep no cookie for longer. */
const maxDays = 400;

/** Reads the form. */
function toOptions(data) {
  const domain = toText(data.cookieDomain);
  const days = makeNumber(toText(data.cookieDays));
  return {
    cookieName: toCookieName(data.cookieName),
    // Whatever else stands in a cookie's attributes would be read as another attribute.
    cookieDomain: domain.match('^[A-Za-z0-9.-]+$') !== null ? domain : 'auto',
    cookieSeconds: (days > 0 ? Math.min(days, maxDays) : 90) * daySeconds,
    paymentDomains: splitHosts(data.paymentDomains),
    ignoredReferrers: splitHosts(data.ignoredReferrers),
    extraNames: splitList(data.extraClickIds).filter(isExtraName),
    measurementId: toText(data.measurementId).toUpperCase(),
    gaCookiePrefix: toText(data.gaCookiePrefix),
    dataLayerName: data.pushBeginCheckout ? toText(data.dataLayerName) || 'dataLayer' : '',
  };
}

/** The notes of the tags that share this cookie, to be read and written by all of them. */
function readPageNotes(cookieName) {
  const known = templateStorage.getItem(cookieName);
  if (isPageNotes(known)) {
    return known;
  }
  const notes = {
    arrivals: [],
    isListening: false,
    isWatching: false,
    usesConsentMode: false,
    isSettled: false,
  };
  templateStorage.setItem(cookieName, notes);
  return notes;
}

/** Nothing else is ever put there, and it is kept by reference. */
function isPageNotes(value) {
  return value !== undefined && value !== null;
}

/** One line for a page: what it brought, where that is kept, and that payment links are taken care of. */
function describePage(arrival, journey, consent) {
  return describeArrival(arrival, journey) + describeKeeping(consent) + ' Clicks on payment links are listened to.';
}

/** One line for a click. */
function describeReport(description, options) {
  const report = description.report;
  const session =
    report.ga_session_id === undefined
      ? 'without a GA4 session' + explainMissingSession(report, options)
      : 'with its GA4 session';
  return 'a click on a payment link is told: ' + nameTouch(report.visit) + ', ' + session + '.';
}

function describeArrival(arrival, journey) {
  if (arrival.isReturn) {
    return 'the visitor comes back from a payment; the campaign stays as it was.';
  }
  if (journey.visit !== undefined && journey.visit === journey.last && journey.visit.at === arrival.at) {
    return 'a new visit is remembered: ' + nameTouch(journey.visit) + '.';
  }
  return journey.visit !== undefined && journey.visit.at === arrival.at
    ? 'a new visit without a campaign; an earlier campaign stays as it was.'
    : 'the visit goes on: ' + nameTouch(journey.visit) + '.';
}

function describeKeeping(consent) {
  if (!consent.analytics) {
    return ' Only this page knows it, because analytics_storage is denied; no cookie is set.';
  }
  return consent.ads ? '' : ' Click ids are left out, because ad_storage is denied.';
}

function explainMissingSession(report, options) {
  if (report.consent.analytics_storage === 'denied') {
    return ', because analytics_storage is denied';
  }
  if (report.ga_client_id === undefined) {
    return ', because no Google tag has set its cookie';
  }
  return options.measurementId === ''
    ? '; enter the Measurement ID to say which one is meant'
    : ', because none of ' + options.measurementId + ' is known here';
}

/** Its campaign, never its click ids. */
function nameTouch(touch) {
  if (touch === undefined) {
    return 'no campaign is known';
  }
  const parameters = touch.parameters;
  const names = [parameters['utm_source'], parameters['utm_medium'], parameters['utm_campaign']];
  const campaign = names.filter((name) => name !== undefined).join(' / ');
  if (campaign !== '') {
    return campaign;
  }
  if (touch.referrer_host !== undefined) {
    return 'from ' + touch.referrer_host;
  }
  return 'no campaign in its address';
}

/** Consent tools restore a returning visitor's choice within a second or two. Deleting earlier would lose the first touch. */
const settleMs = 5000;

/**
 * Ends in exactly one of `gtmOnSuccess` and `gtmOnFailure`. What brought the visitor is remembered even where the script of the
 * function cannot be used; then payment links stay as they are.
 */
function run(data) {
  const options = toOptions(data);
  const notes = readPageNotes(options.cookieName);
  const thisRun = {
    data: data,
    options: options,
    notes: notes,
    place: toPlace(data.propertyId, data.endpoint),
    log: createLog(data.logType),
  };
  const arrival = readArrival(options, notes.arrivals);
  notes.arrivals.push(arrival);
  const journey = recall(options, notes, '');
  const sentence = describePage(arrival, journey, readStorageConsent());
  listen(thisRun);
  const fault = findPlaceFault(thisRun.place);
  if (fault !== undefined) {
    fail(thisRun, fault);
    return;
  }
  const loaderUrl = thisRun.place.loaderUrl;
  injectScript(
    loaderUrl,
    () => watchLinks(thisRun, sentence),
    () => fail(thisRun, explainMissingLoader(thisRun.place)),
    loaderUrl
  );
}

function watchLinks(thisRun, sentence) {
  // Anything but true: a blocker put an empty script in the loader's place, or the browser is too old for it.
  if (!offerDescriptions(thisRun)) {
    fail(thisRun, explainMissingLoader(thisRun.place));
    return;
  }
  thisRun.notes.isWatching = true;
  callInWindow('tilltag.after', settleMs, () => settle(thisRun));
  thisRun.log(sentence);
  thisRun.data.gtmOnSuccess();
}

/** Asked for again, the loader looks after elements that got no reference before. */
function offerDescriptions(thisRun) {
  const request = {
    endpoint: thisRun.place.endpoint,
    property_id: thisRun.place.propertyId,
    domains: thisRun.options.paymentDomains.slice(),
  };
  const describe = (clickId, how) => describeAloud(thisRun, clickId, how);
  return callInWindow('tilltag.links', request, describe) === true;
}

function describeAloud(thisRun, clickId, how) {
  const description = describeClick(thisRun.options, thisRun.notes, {
    propertyId: thisRun.place.propertyId,
    clickId: clickId,
    how: how,
  });
  if (description && how === 'click') {
    thisRun.log(describeReport(description, thisRun.options));
  }
  return description;
}

/** Listeners cannot be taken back, so a page has them once, however often the tag runs. */
function listen(thisRun) {
  if (thisRun.notes.isListening) {
    return;
  }
  thisRun.notes.isListening = true;
  thisRun.notes.usesConsentMode = isConsentModeInUse();
  const onChange = (_type, isGranted) => {
    // A denial that is the first word on consent is the default of a banner that came late and may restore an earlier choice.
    if (!isGranted && thisRun.notes.usesConsentMode) {
      thisRun.notes.isSettled = true;
    }
    // One update changes several types, one after the other; the next turn sees them all.
    callLater(() => {
      thisRun.notes.usesConsentMode = true;
      recall(thisRun.options, thisRun.notes, '');
      if (thisRun.notes.isWatching) {
        offerDescriptions(thisRun);
      }
    });
  };
  addConsentListener('ad_storage', onChange);
  addConsentListener('analytics_storage', onChange);
}

/** By now a denial is the visitor's own, so what consent no longer covers is deleted. */
function settle(thisRun) {
  if (!thisRun.notes.isSettled) {
    thisRun.notes.isSettled = true;
    recall(thisRun.options, thisRun.notes, '');
  }
}

function fail(thisRun, sentence) {
  thisRun.log(sentence);
  thisRun.data.gtmOnFailure();
}

run(data);


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://*.run.app/*"
              },
              {
                "type": 1,
                "string": "https://*.cloudfunctions.net/*"
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
  },
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag.links"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag.after"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "google_tag_data.ics.usedDefault"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
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
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "google_tag_data.ics.usedUpdate"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
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
                    "string": "ad_user_data"
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
                    "string": "ad_personalization"
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
  },
  {
    "instance": {
      "key": {
        "publicId": "get_url",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urlParts",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "protocol",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "host",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "path",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "query",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "queriesAllowed",
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
        "publicId": "get_referrer",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urlParts",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "host",
          "value": {
            "type": 8,
            "boolean": true
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
        "publicId": "set_cookies",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedCookies",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "name"
                  },
                  {
                    "type": 1,
                    "string": "domain"
                  },
                  {
                    "type": 1,
                    "string": "path"
                  },
                  {
                    "type": 1,
                    "string": "secure"
                  },
                  {
                    "type": 1,
                    "string": "session"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "*"
                  },
                  {
                    "type": 1,
                    "string": "*"
                  },
                  {
                    "type": 1,
                    "string": "*"
                  },
                  {
                    "type": 1,
                    "string": "any"
                  },
                  {
                    "type": 1,
                    "string": "any"
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
  },
  {
    "instance": {
      "key": {
        "publicId": "read_analytics_storage",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_template_storage",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "read_container_data",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "all"
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
- name: Remembers a campaign with its landing page, click ids and the site that linked
    here
  code: |-
    page.path = '/offer';
    page.referrer = 'mail.example.net';
    query['utm_source'] = 'letter';
    query['utm_creative_format'] = 'text';
    query['gclid'] = 'abc-1';
    query['ScCid'] = 'snap';
    query['unknown'] = 'x';
    view();
    assertThat(cookies['_tilltag']).isEqualTo(
      '1|1763700000||000|1763700000&l=shop.example.com%2Foffer&r=mail.example.net&s=letter&f=text&gc=abc-1&sc=snap'
    );
    expectSuccess('a new visit is remembered: letter. Clicks on payment links are listened to.');
- name: Tells all of it at a click as first touch, last touch and visit
  code: |-
    openLetter();
    const landing = {
      at: 1763700000,
      landing_page: 'shop.example.com/',
      parameters: { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' },
    };
    const report = click().report;
    assertThat(report.first).isEqualTo(landing);
    assertThat(report.last).isEqualTo(landing);
    assertThat(report.visit).isEqualTo(landing);
- name: Keeps the first touch and replaces the last one
  code: |-
    openLetter();
    openPage('/', { utm_source: 'ads' }, '', 5);
    openPage('/', { utm_source: 'partner' }, '', 500);
    assertThat(sources()).isEqualTo(['letter', 'partner', 'partner']);
- name: Takes another site that links here for a touch
  code: |-
    openLetter();
    openPage('/', {}, 'www.google.com', 60);
    const report = click().report;
    assertThat(report.last && report.last.referrer_host).isEqualTo('www.google.com');
    assertThat(report.first && report.first.parameters['utm_source']).isEqualTo('letter');
    assertThat(page.lines[1]).contains('a new visit is remembered: from www.google.com.');
- name: Keeps the campaign on a direct visit, and tells that the visit itself has
    none
  code: |-
    openLetter();
    openPage('/', {}, '', 31);
    expectSuccess('a new visit without a campaign; an earlier campaign stays as it was.');
    assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
- name: Goes on with the visit for 30 minutes after each page
  code: |-
    openLetter();
    openPage('/books', {}, 'shop.example.com', 30);
    openPage('/book', {}, 'shop.example.com', 30);
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
    openPage('/cart', {}, 'shop.example.com', 31);
    assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
- name: Takes a reload of the landing page for the same touch
  code: |-
    openLetter();
    openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 20);
    const last = click().report.last;
    assertThat(last && last.at).isEqualTo(1763700000);
    assertThat(page.lines[1]).contains('the visit goes on: letter / email / autumn.');
- name: Takes a reload for the same touch also where the site has cleaned its address
  code: |-
    openPage('/', { utm_source: 'letter' }, 'mail.example.net', 0);
    openPage('/', {}, 'mail.example.net', 1);
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
- name: Takes the same campaign on another day for a new touch
  code: |-
    openLetter();
    openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 1440);
    const report = click().report;
    assertThat(report.first && report.first.at).isEqualTo(1763700000);
    assertThat(report.last && report.last.at).isEqualTo(1763700000 + 86400);
- name: Takes a click id for the same click whenever it comes again, as in a restored
    tab
  code: |-
    openPage('/', { gclid: 'abc' }, 'www.google.com', 0);
    openPage('/', { gclid: 'abc' }, '', 1440);
    const report = click().report;
    assertThat(report.last && report.last.at).isEqualTo(1763700000);
    assertThat(report.visit && report.visit.at).isEqualTo(1763700000);
- name: Takes another click on the same ad for a new touch
  code: |-
    openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
    openPage('/', { utm_source: 'google', gclid: 'def' }, '', 1);
    const last = click().report.last;
    assertThat(last && last.parameters['gclid']).isEqualTo('def');
- name: Takes another campaign of the same source for a new touch
  code: |-
    openPage('/', { utm_source: 'letter' }, '', 0);
    openPage('/', { utm_source: 'letter', utm_campaign: 'winter' }, '', 1);
    const report = click().report;
    assertThat(report.first && report.first.parameters).isEqualTo({ utm_source: 'letter' });
    assertThat(report.last && report.last.parameters).isEqualTo({ utm_source: 'letter', utm_campaign: 'winter' });
- name: Keeps the campaign on the way back from Stripe, whatever its address says
  code: |-
    openLetter();
    openPage('/thanks', { session_id: 'cs_live_a1B2', utm_source: 'let-ter', gclid: 'x' }, 'checkout.stripe.com', 5);
    expectSuccess('the visitor comes back from a payment; the campaign stays as it was.');
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
- name: Knows the way back by the session id where a bank or nobody is the referrer
  code: |-
    openLetter();
    openPage('/thanks', { checkout: 'cs_test_a1B2', utm_source: 'let-ter' }, 'bank.example.org', 5);
    openPage('/thanks', { session_id: '{CHECKOUT_SESSION_ID}', utm_source: 'let-ter' }, '', 1);
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
- name: Keeps the campaign where the session id is taken out of the address of the
    way back
  code: |-
    openLetter();
    openPage('/thanks', { session_id: 'cs_live_a1B2', utm_source: 'let-ter' }, '', 5);
    query['session_id'] = '';
    page.nowMs += 1000;
    view();
    expectSuccess('the visitor comes back from a payment; the campaign stays as it was.');
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
    query['utm_source'] = 'banner';
    page.nowMs += 1000;
    view();
    assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
- name: Keeps the campaign on the way back from other payment hosts and the own one
  code: |-
    data.paymentDomains = 'https://pay.example.org/, PAY2.example.org';
    openLetter();
    ['www.paypal.com', 'pay.klarna.com', 'link.com', 'hooks.stripe.com', 'pay.example.org', 'pay2.example.org'].forEach(
      (host) => {
        openPage('/cart', { utm_source: 'other' }, host, 1);
      }
    );
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
    openPage('/', {}, 'notstripe.com', 1);
    assertThat(sources()).isEqualTo(['letter', undefined, undefined]);
- name: Takes the own site and ignored referrers for no touch
  code: |-
    data.ignoredReferrers = 'login.example.net; help.example.org';
    openLetter();
    [
      'www.shop.example.com',
      'example.com',
      'www.example.com',
      'blog.shop.example.com',
      'login.example.net',
      'a.help.example.org',
    ].forEach((host) => {
      openPage('/', {}, host, 1);
    });
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
- name: Counts a campaign in the address though an ignored site links to it
  code: |-
    data.ignoredReferrers = 'login.example.net';
    openPage('/', { utm_source: 'letter' }, 'login.example.net', 0);
    const report = click().report;
    assertThat(report.last && report.last.parameters).isEqualTo({ utm_source: 'letter' });
    assertThat(report.last && report.last.referrer_host).isUndefined();
- name: Counts the referrer of a single-page application once, and each campaign in
    its addresses
  code: |-
    openPage('/', { utm_source: 'letter' }, 'mail.example.net', 0);
    query['utm_source'] = '';
    page.path = '/books';
    view();
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
    query['utm_source'] = 'banner';
    page.nowMs += 1000;
    view();
    assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
    const last = click().report.last;
    assertThat(last && last.referrer_host).isUndefined();
    query['utm_source'] = '';
    page.nowMs += 1000;
    view();
    assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
- name: Takes a click on an ad for a new touch though the same site linked here before
  code: |-
    openPage('/', {}, 'www.google.com', 0);
    openPage('/', { gclid: 'abc' }, 'www.google.com', 1);
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ gclid: 'abc' });
    assertThat(last && last.at).isEqualTo(1763700060);
- name: Does not bring back the campaign of one tab where another has gone on
  code: |-
    openLetter();
    cookies['_tilltag'] = '1|1763700500||011|1763600000&s=ads|1763700500&s=banner';
    page.nowMs += 900000;
    assertThat(sources()).isEqualTo(['ads', 'banner', 'banner']);
- name: Names no landing page where the visitor was on the site before, unknown to
    the tag
  code: |-
    openPage('/cart', {}, 'shop.example.com', 0);
    assertThat(click().report.visit).isEqualTo({ at: 1763700000, parameters: {} });
- name: Reads click ids with names of the own choice
  code: |-
    data.extraClickIds = 'cjevent, tblci utm_x gclid first 9x __proto__';
    query['cjevent'] = 'c1';
    query['tblci'] = 't1';
    query['utm_x'] = 'no';
    query['first'] = 'no';
    view();
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ cjevent: 'c1', tblci: 't1' });
- name: Forgets a touch that is older than the lifetime, and takes the next one for
    the first
  code: |-
    data.cookieDays = '10';
    openLetter();
    openPage('/', { utm_source: 'ads' }, '', 6 * 1440);
    assertThat(sources()).isEqualTo(['letter', 'ads', 'ads']);
    openPage('/', {}, '', 5 * 1440);
    assertThat(sources()).isEqualTo(['ads', 'ads', undefined]);
- name: Hands property, endpoint and own payment domains to the loader
  code: |-
    data.endpoint = ' https://tags.example.com/base/ ';
    data.paymentDomains = 'pay.example.com, https://Shop.example.org/x\nlocalhost, kasse.müller.example';
    view();
    assertThat(page.requests).isEqualTo([
      {
        endpoint: 'https://tags.example.com/base',
        property_id: 'prop_12345678',
        domains: ['pay.example.com', 'shop.example.org', 'kasse.xn--mller-kva.example'],
      },
    ]);
- name: Tells the GA4 client and the session of the Measurement ID
  code: |-
    data.measurementId = ' g-shop ';
    analytics.sessions.unshift({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 });
    openLetter();
    const report = click().report;
    assertThat(report.ga_client_id).isEqualTo('1234567890.1700000000');
    assertThat(report.ga_session_id).isEqualTo('1763690000');
    assertThat(page.lines[1]).isEqualTo(
      'Tilltag: a click on a payment link is told: letter / email / autumn, with its GA4 session.'
    );
- name: Tells no session rather than that of another Measurement ID
  code: |-
    data.measurementId = 'G-ELSE';
    openLetter();
    const report = click().report;
    assertThat(report.ga_client_id).isDefined();
    assertThat(report.ga_session_id).isUndefined();
    assertThat(page.lines[1]).contains('without a GA4 session, because none of G-ELSE is known here.');
- name: Without a Measurement ID tells the only session, and none of several
  code: |-
    data.measurementId = '';
    openLetter();
    assertThat(click().report.ga_session_id).isEqualTo('1763690000');
    analytics.sessions.push({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 });
    assertThat(click().report.ga_session_id).isUndefined();
    assertThat(page.lines[2]).contains('enter the Measurement ID to say which one is meant');
- name: Tells no id of GA that is longer than the function takes
  code: |-
    const long = 'abcdefghijklmnopq'.split('').join('0123456789abcdef');
    analytics.client_id = long.slice(0, 256);
    openLetter();
    assertThat(click().report.ga_client_id).isEqualTo(long.slice(0, 256));
    analytics.client_id = long.slice(0, 257);
    assertThat(click().report.ga_client_id).isUndefined();
- name: Reads the cookies of GA under their prefix
  code: |-
    data.gaCookiePrefix = ' shop ';
    openLetter();
    click();
    assertApi('readAnalyticsStorage').wasCalledWith({ cookie_prefix: 'shop' });
- name: Reads GA at each click, because on a first visit its cookie comes after the
    page
  code: |-
    mock('readAnalyticsStorage', () => (page.nowMs > 1763700000000 ? analytics : undefined));
    openLetter();
    assertThat(click().report.ga_client_id).isUndefined();
    assertThat(page.lines[1]).contains('because no Google tag has set its cookie');
    page.nowMs += 1;
    assertThat(click().report.ga_client_id).isDefined();
- name: Puts the click id of Google Ads of the visit into the passport, gclid before
    the others
  code: |-
    query['wbraid'] = 'w1';
    query['gclid'] = 'g1';
    cookies['_gcl_aw'] = 'GCL.1763600000.old';
    view();
    assertThat(googleClick()).isEqualTo('gg1');
- name: Puts gbraid or wbraid into the passport where the visit has no gclid
  code: |-
    query['wbraid'] = 'w1';
    view();
    assertThat(googleClick()).isEqualTo('ww1');
- name: Reads the click id from the cookie of the conversion linker in all its forms
  code: |-
    openLetter();
    [
      ['GCL.1763600000.Cj0K', 'Cj0K'],
      ['2.1.kCj0K$i1763600000', 'Cj0K'],
      ['2.1.i1763600000$kCj0K-x_y$u1', 'Cj0K-x_y'],
    ].forEach((pair) => {
      cookies['_gcl_aw'] = pair[0] || '';
      assertThat(googleClick(), pair[0]).isEqualTo('g' + pair[1]);
    });
    ['', 'GCL', 'GCL.1763600000.', 'GCL.1763600000.a.b', 'GCL.1.<b>', '2.1.i1763600000', 'nonsense'].forEach((value) => {
      cookies['_gcl_aw'] = value;
      assertThat(googleClick(), value).isEqualTo('');
    });
- name: Tells the ids of Meta where they are what they should be
  code: |-
    cookies['_fbp'] = 'fb.1.1763600000000.1234567890';
    cookies['_fbc'] = 'fb.2.1763600000000.IwAR_x-y';
    openLetter();
    assertThat(click().report.fbp).isEqualTo('fb.1.1763600000000.1234567890');
    assertThat(click().report.fbc).isEqualTo('fb.2.1763600000000.IwAR_x-y');
    cookies['_fbp'] = 'fb.1.x';
    cookies['_fbc'] = '<b>';
    assertThat(click().report.fbp).isUndefined();
    assertThat(click().report.fbc).isUndefined();
- name: Keeps the id of the click in the cookie, over the next pages too
  code: |-
    openLetter();
    click();
    assertThat(cookies['_tilltag']).contains('1|1763700000|' + clickId + '|000|');
    openPage('/thanks', { session_id: 'cs_live_a1B2' }, '', 10);
    assertThat(cookies['_tilltag']).contains(clickId);
- name: Forgets the click where another campaign brings the visitor later
  code: |-
    openLetter();
    click();
    openPage('/', {}, '', 60);
    assertThat(cookies['_tilltag']).contains(clickId);
    openPage('/', { utm_source: 'ads' }, '', 60);
    assertThat((cookies['_tilltag'] || '').indexOf(clickId)).isEqualTo(-1);
- name: Keeps no click id that the loader cannot have made
  code: |-
    openLetter();
    const before = cookies['_tilltag'];
    page.describe('<b>', 'click');
    assertThat(cookies['_tilltag']).isEqualTo(before);
- name: Pushes begin_checkout where the field says so, at clicks alone
  code: |-
    openLetter();
    assertThat(click().push).isUndefined();
    data.pushBeginCheckout = true;
    data.dataLayerName = 'shopLayer';
    openLetter();
    assertThat(click().push).isEqualTo({ dataLayer: 'shopLayer', messages: [{ event: 'begin_checkout' }] });
    const shown = page.describe(clickId, 'element');
    assertThat(shown && shown.push).isUndefined();
    const held = page.describe(clickId, 'menu');
    assertThat(held && held.push).isUndefined();
    assertThat(held && held.report).isEqualTo(click().report);
    data.dataLayerName = '';
    openLetter();
    assertThat(click().push).isEqualTo({ dataLayer: 'dataLayer', messages: [{ event: 'begin_checkout' }] });
- name: Tells what this page knows where the cookie was deleted in between
  code: |-
    openLetter();
    cookies['_tilltag'] = '';
    const report = click().report;
    assertThat(report.visit && report.visit.parameters['utm_source']).isEqualTo('letter');
- name: Sets no cookie where analytics_storage is denied, and tells the campaign of
    this page all the same
  code: |-
    denied.push('analytics_storage');
    query['utm_source'] = 'letter';
    query['gclid'] = 'abc';
    view();
    assertThat(cookies['_tilltag']).isUndefined();
    assertThat(page.lines[0]).contains('because analytics_storage is denied; no cookie is set.');
    const report = click().report;
    assertThat(report.visit && report.visit.parameters).isEqualTo({ utm_source: 'letter', gclid: 'abc' });
    assertThat(report.ga_client_id).isUndefined();
    assertThat(report.ga_session_id).isUndefined();
    assertThat(cookies['_tilltag']).isUndefined();
- name: Starts where analytics_storage is granted later, with what the landing page
    had
  code: |-
    denied.push('analytics_storage', 'ad_storage');
    query['utm_source'] = 'letter';
    query['gclid'] = 'abc';
    view();
    page.onTimeUp();
    page.nowMs += 20000;
    decide('analytics_storage', true);
    assertThat(cookies['_tilltag']).isEqualTo('1|1763700000||000|1763700000&l=shop.example.com%2F&s=letter');
    decide('ad_storage', true);
    assertThat(cookies['_tilltag']).isEqualTo('1|1763700000||000|1763700000&l=shop.example.com%2F&s=letter&gc=abc');
- name: Sends the loader after elements without a reference at each change of consent
  code: |-
    denied.push('analytics_storage', 'ad_storage');
    view();
    assertThat(page.requests).hasLength(1);
    decide('analytics_storage', true);
    assertThat(page.requests).hasLength(2);
    assertThat(page.requests[1]).isEqualTo(page.requests[0]);
- name: Asks nothing of a loader that is not there when consent changes
  code: |-
    denied.push('analytics_storage');
    data.propertyId = '';
    view();
    decide('analytics_storage', true);
    assertThat(page.requests).hasLength(0);
- name: Makes a touch of a click id alone once ad_storage is granted
  code: |-
    denied.push('ad_storage');
    query['gclid'] = 'abc';
    view();
    assertThat(click().report.last).isUndefined();
    decide('ad_storage', true);
    const report = click().report;
    assertThat(report.first && report.first.parameters).isEqualTo({ gclid: 'abc' });
    assertThat(report.last && report.last.parameters).isEqualTo({ gclid: 'abc' });
- name: Keeps and tells no click ids where ad_storage is denied
  code: |-
    denied.push('ad_storage');
    query['utm_source'] = 'letter';
    query['gclid'] = 'abc';
    cookies['_gcl_aw'] = 'GCL.1763600000.def';
    cookies['_fbp'] = 'fb.1.1763600000000.123';
    cookies['_fbc'] = 'fb.1.1763600000000.IwAR';
    view();
    assertThat(cookies['_tilltag']).doesNotContain('abc');
    assertThat(page.lines[0]).contains('Click ids are left out, because ad_storage is denied.');
    const description = click();
    assertThat(description.reference.slice(54)).isEqualTo('');
    assertThat(description.report).isEqualTo({
      property_id: 'prop_12345678',
      click_id: clickId,
      clicked_at: 1763700000,
      consent: {
        ad_storage: 'denied',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
      ga_client_id: '1234567890.1700000000',
      ga_session_id: '1763690000',
      visit: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
      first: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
      last: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
    });
- name: Tells the campaign and nothing of the visitor where both are denied
  code: |-
    denied.push('ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization');
    cookies['_fbp'] = 'fb.1.1763600000000.123';
    openLetter();
    const landing = {
      at: 1763700000,
      landing_page: 'shop.example.com/',
      parameters: { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' },
    };
    const description = click();
    assertThat(description.push).isUndefined();
    assertThat(description.report).isEqualTo({
      property_id: 'prop_12345678',
      click_id: clickId,
      clicked_at: 1763700000,
      consent: {
        ad_storage: 'denied',
        analytics_storage: 'denied',
        ad_user_data: 'denied',
        ad_personalization: 'denied',
      },
      visit: landing,
      first: landing,
      last: landing,
    });
- name: Is silent about an element that is only shown where both are denied, until
    one is granted
  code: |-
    denied.push('ad_storage', 'analytics_storage');
    openLetter();
    assertThat(page.describe(clickId, 'element')).isUndefined();
    assertThat(page.describe(clickId, 'menu')).isDefined();
    decide('analytics_storage', true);
    assertThat(page.describe(clickId, 'element')).isDefined();
- name: Neither reads nor deletes the cookie of a returning visitor before the banner
    had time
  code: |-
    openLetter();
    const before = cookies['_tilltag'];
    denied.push('ad_storage', 'analytics_storage');
    openPage('/', {}, '', 60);
    assertThat(cookies['_tilltag']).isEqualTo(before);
    assertThat(sources()).isEqualTo([undefined, undefined, undefined]);
    decide('ad_storage', true);
    decide('analytics_storage', true);
    assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
- name: Deletes the cookie where analytics_storage is still denied after five seconds
  code: |-
    openLetter();
    denied.push('analytics_storage');
    openPage('/', {}, '', 60);
    assertThat(page.waits).isEqualTo([5000, 5000]);
    page.onTimeUp();
    assertThat(cookies['_tilltag']).isUndefined();
- name: Keeps the click ids of a returning visitor until the banner had time, and
    then drops them
  code: |-
    openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
    denied.push('ad_storage');
    openPage('/', {}, 'shop.example.com', 1);
    assertThat(cookies['_tilltag']).contains('gc=abc');
    const visit = click().report.visit;
    assertThat(visit && visit.parameters).isEqualTo({ utm_source: 'google' });
    page.onTimeUp();
    assertThat(cookies['_tilltag']).doesNotContain('abc');
    assertThat(cookies['_tilltag']).contains('s=google');
- name: Deletes at once what the visitor withdraws
  code: |-
    page.usedDefault = true;
    openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
    decide('ad_storage', false);
    assertThat(cookies['_tilltag']).contains('s=google');
    assertThat(cookies['_tilltag']).doesNotContain('abc');
    decide('analytics_storage', false);
    assertThat(cookies['_tilltag']).isUndefined();
- name: Takes a denial that is the first word on consent for a late banner, and waits
  code: |-
    openLetter();
    const before = cookies['_tilltag'];
    decide('analytics_storage', false);
    assertThat(cookies['_tilltag']).isEqualTo(before);
    page.onTimeUp();
    assertThat(cookies['_tilltag']).isUndefined();
- name: Listens to consent once, however often it runs on a page
  code: |-
    denied.push('analytics_storage');
    openLetter();
    view();
    view();
    decide('analytics_storage', true);
    assertThat(cookies['_tilltag']).contains('s=letter');
    assertThat(page.listened).isEqualTo(['ad_storage', 'analytics_storage']);
- name: Tells consent as unset where the site has no consent mode
  code: |-
    openLetter();
    assertThat(click().report.consent).isEqualTo({
      ad_storage: 'unset',
      analytics_storage: 'unset',
      ad_user_data: 'unset',
      ad_personalization: 'unset',
    });
- name: Tells consent as granted where a consent mode is in use
  code: |-
    page.usedDefault = true;
    openLetter();
    assertThat(click().report.consent).isEqualTo({
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    });
- name: Tells consent as granted where another purpose is denied
  code: |-
    ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'].forEach((type) => {
      denied.push(type);
      openLetter();
      const consent = click().report.consent;
      assertThat(consent[type]).isEqualTo('denied');
      assertThat(consent[type === 'ad_user_data' ? 'ad_storage' : 'ad_user_data']).isEqualTo('granted');
      denied.pop();
    });
- name: Tells consent as granted where it was denied before on this page
  code: |-
    denied.push('analytics_storage');
    openLetter();
    decide('analytics_storage', true);
    assertThat(click().report.consent.analytics_storage).isEqualTo('granted');
- name: Reads consent at the click, not when the page began
  code: |-
    openLetter();
    denied.push('analytics_storage');
    assertThat(analytics.client_id).isDefined();
    assertThat(click().report.ga_client_id).isUndefined();
- name: Leaves out values with an e-mail address in them
  code: |-
    query['utm_source'] = 'letter';
    query['utm_term'] = 'buyer@example.com';
    query['utm_content'] = 'to-buyer%40example.com';
    page.path = '/bye/buyer@example.com';
    view();
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ utm_source: 'letter' });
    assertThat(last && last.landing_page).isUndefined();
- name: Keeps letters and emoji of all scripts as they are
  code: |-
    query['utm_source'] = 'Müller & Söhne';
    query['utm_campaign'] = 'Été 🎁 50%|=&';
    view();
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ utm_source: 'Müller & Söhne', utm_campaign: 'Été 🎁 50%|=&' });
- name: Cuts a campaign of 1000 characters to 500, and leaves out a click id that
    is too long
  code: |-
    const long = 'abcdefghij'
      .split('')
      .join(
        'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz12345678'
      );
    query['utm_source'] = long;
    query['gclid'] = long;
    query['fbclid'] = long.slice(0, 500);
    view();
    assertThat(long.length).isGreaterThan(999);
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ utm_source: long.slice(0, 500), fbclid: long.slice(0, 500) });
- name: Takes a reload for the same touch though the cookie had to cut the campaign
  code: |-
    const long = 'abcdefghij'.split('').join('€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€');
    openPage('/', { utm_source: long, utm_medium: long, utm_campaign: long }, '', 0);
    openPage('/', { utm_source: long, utm_medium: long, utm_campaign: long }, '', 1);
    const last = click().report.last;
    assertThat(last && last.parameters['utm_campaign']).isEqualTo(long.slice(0, 40));
    assertThat(last && last.at).isEqualTo(1763700000);
    assertThat((cookies['_tilltag'] || '').length).isLessThanOrEqualTo(1500);
- name: Leaves out click ids that are none, and markup in them
  code: |-
    query['utm_source'] = 'letter';
    query['gclid'] = '<script>alert(1)</script>';
    query['fbclid'] = 'a b';
    query['ttclid'] = 'x;path=/';
    view();
    const last = click().report.last;
    assertThat(last && last.parameters).isEqualTo({ utm_source: 'letter' });
- name: Takes a cookie that it cannot read for none
  code: |-
    ['', '1', 'nonsense', '1|99999999999||000', '2|1763700000||---', '1|1763700000||000|<b>'].forEach((value) => {
      cookies['_tilltag'] = value;
      openPage('/', { utm_source: 'letter' }, '', 60);
      assertThat(sources(), value).isEqualTo(['letter', 'letter', 'letter']);
    });
- name: Is not misled by a cookie from the future
  code: |-
    cookies['_tilltag'] = '1|4000000000||000|4000000000&s=future';
    openLetter();
    assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
- name: Writes its cookie for the site, for as long and under the name that the fields
    say
  code: |-
    data.cookieName = 'shop_touch';
    data.cookieDomain = 'example.com';
    data.cookieDays = '30';
    openLetter();
    assertThat(cookies['_tilltag']).isUndefined();
    assertThat(cookies['shop_touch']).isDefined();
    assertThat(written.options).isEqualTo({
      domain: 'example.com',
      path: '/',
      'max-age': 2592000,
      samesite: 'lax',
      secure: true,
    });
- name: Keeps its cookie for no longer than browsers do, and 90 days where the field
    holds no number
  code: |-
    data.cookieDays = '1000';
    openLetter();
    assertThat(written.maxAge).isEqualTo(400 * 86400);
    data.cookieDays = 'long';
    openLetter();
    assertThat(written.maxAge).isEqualTo(90 * 86400);
- name: Falls back to the usual cookie where the fields hold what no cookie can have
  code: |-
    data.cookieName = 'a; domain=evil.example';
    data.cookieDomain = 'example.com; path=/x';
    data.cookieDays = '-5';
    page.protocol = 'http';
    openLetter();
    assertThat(cookies['_tilltag']).isDefined();
    assertThat(written.options).isEqualTo({
      domain: 'auto',
      path: '/',
      'max-age': 7776000,
      samesite: 'lax',
      secure: false,
    });
- name: Names the three causes where the script does not load
  code: |-
    mock('injectScript', (_url, _onSuccess, onFailure) => onFailure());
    openLetter();
    expectFailure('The script of your Tilltag function could not be used');
    assertThat(page.lines[0]).contains('open https://tags.example.com/checkout/tilltag.v1.js in a new tab');
    assertThat(cookies['_tilltag']).contains('s=letter');
- name: Names the same causes where a blocker put an empty script in its place
  code: |-
    page.answer = undefined;
    openLetter();
    expectFailure('The script of your Tilltag function could not be used');
    assertThat(page.waits).isEmpty();
- name: Asks for Property ID and Endpoint where they are missing or wrong
  code: |-
    data.propertyId = '';
    openLetter();
    assertThat(page.lines.pop()).contains('The Property ID is empty or incomplete');
    data.propertyId = 'prop_12345678';
    data.endpoint = 'http://tags.example.com';
    openLetter();
    expectFailure('The Endpoint is not an address that begins with https://');
    assertApi('injectScript').wasNotCalled();
    assertThat(cookies['_tilltag']).contains('s=letter');
- name: Says so where the template was built for another host
  code: |-
    mock('queryPermission', false);
    openLetter();
    expectFailure('This template was built for another host');
- name: Says nothing in the console where the field says so
  code: |-
    data.logType = 'no';
    openLetter();
    page.describe('AbCdEfGhIjKlMnOpQrStUg', 'click');
    assertThat(page.lines).isEmpty();
    assertApi('gtmOnSuccess').wasCalled();
setup: |-
  // What the payment link tag does, as the tests that GTM shows beside it.
  // There is no page here. The setup plays the page, the visitor and the loader, and notes what the tag does.

  const Object = require('Object');

  /** What the form of the tag holds. */
  const data = {
    propertyId: 'prop_12345678',
    endpoint: 'https://tags.example.com',
    measurementId: 'G-SHOP',
    paymentDomains: '',
    pushBeginCheckout: false,
    extraClickIds: '',
    ignoredReferrers: '',
    cookieName: '_tilltag',
    cookieDomain: 'auto',
    cookieDays: '90',
    gaCookiePrefix: '',
    logType: 'always',
  };

  /** What the page is like, and what the tag asked of it. */
  const page = {
    host: 'shop.example.com',
    path: '/',
    protocol: 'https',
    referrer: '',
    nowMs: 1763700000000,
    usedDefault: undefined,
    answer: true,
    requests: [],
    listened: [],
    waits: [],
    lines: [],
    describe: () => undefined,
    onTimeUp: () => undefined,
  };

  /** The parameters in the address of the page. */
  const query = {};

  /** The cookies of the browser. */
  const cookies = {};

  /** How the tag wrote its cookie last. */
  const written = { options: undefined, maxAge: 0 };

  /** What Google Analytics has stored. */
  const analytics = {
    client_id: '1234567890.1700000000',
    sessions: [{ measurement_id: 'G-SHOP', session_id: '1763690000', session_number: 3 }],
  };

  /** What the visitor has denied. */
  const denied = [];

  const memory = {};

  const listeners = [];

  mock('getUrl', (component) => {
    const parts = {
      host: page.host,
      path: page.path,
      protocol: page.protocol,
      query: Object.entries(query)
        .map((entry) => entry[0] + '=' + entry[1])
        .join('&'),
    };
    return parts[component || ''] || '';
  });
  mock('getQueryParameters', (key) => query[key]);
  mock('getReferrerUrl', (component) => (component === 'host' ? page.referrer : ''));
  mock('getTimestampMillis', () => page.nowMs);
  mock('getContainerVersion', {
    containerId: 'GTM-SHOP',
    debugMode: false,
    environmentName: '',
    environmentMode: false,
    previewMode: false,
    version: '1',
  });
  mock('queryPermission', true);
  mock('isConsentGranted', (type) => denied.indexOf(type) === -1);
  mock('copyFromWindow', (path) => (path === 'google_tag_data.ics.usedDefault' ? page.usedDefault : undefined));
  mock('callLater', (callback) => callback());
  mock('logToConsole', (line) => {
    page.lines.push(line);
  });
  mock('addConsentListener', (type, listener) => {
    page.listened.push(type);
    listeners.push({ type: type, listener: listener });
  });
  mock('getCookieValues', (name) => {
    const value = cookies[name];
    return value === undefined ? [] : [value];
  });
  mock('setCookie', (name, value, options) => {
    written.options = options;
    written.maxAge = options['max-age'] || 0;
    if (value === '') {
      Object.delete(cookies, name);
    } else {
      cookies[name] = value;
    }
  });
  mock('readAnalyticsStorage', () => analytics);
  mockObject('templateStorage', {
    getItem: (key) => memory[key],
    setItem: (key, value) => {
      memory[key] = value;
    },
  });
  mock('injectScript', (_url, onSuccess) => onSuccess());
  mock('callInWindow', (path, first, second) => {
    if (path === 'tilltag.after') {
      return wait(first, second);
    }
    assertThat(path).isEqualTo('tilltag.links');
    return watch(first, second);
  });

  function watch(request, describe) {
    page.requests.push(request);
    page.describe = describe;
    return page.answer;
  }

  function wait(milliseconds, onTimeUp) {
    page.waits.push(milliseconds);
    page.onTimeUp = onTimeUp;
    return true;
  }

  /** Runs the tag on the page as it is. */
  function view() {
    runCode(data);
  }

  /** Another page of the same browser, so many minutes later: nothing but the cookies is left. */
  function openPage(path, parameters, referrer, minutes) {
    Object.keys(query).forEach((key) => {
      Object.delete(query, key);
    });
    Object.entries(parameters).forEach((entry) => {
      query[entry[0]] = entry[1];
    });
    Object.keys(memory).forEach((key) => {
      Object.delete(memory, key);
    });
    listeners.splice(0, listeners.length);
    page.path = path;
    page.referrer = referrer;
    page.nowMs += minutes * 60000;
    view();
  }

  /** The first page of a visitor from the newsletter. */
  function openLetter() {
    openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 0);
  }

  const clickId = 'AbCdEfGhIjKlMnOpQrStUg';

  /** What the tag says when a payment link is clicked now. */
  function click() {
    const description = page.describe(clickId, 'click');
    assertThat(description).isDefined();
    return description || { reference: '', report: { property_id: '', click_id: '', clicked_at: 0, consent: unset } };
  }

  /** The click id of Google Ads in the passport behind the letter of its parameter; empty where it has none. */
  function googleClick() {
    return click().reference.slice(54);
  }

  const unset = {
    ad_storage: 'unset',
    analytics_storage: 'unset',
    ad_user_data: 'unset',
    ad_personalization: 'unset',
  };

  /** The visitor changes what is granted. */
  function decide(type, isGranted) {
    const at = denied.indexOf(type);
    if (isGranted && at > -1) {
      denied.splice(at, 1);
    } else if (!isGranted && at === -1) {
      denied.push(type);
    }
    listeners.forEach((one) => {
      if (one.type === type) {
        one.listener(type, isGranted);
      }
    });
  }

  /** The campaigns of first touch, last touch and visit, as a click tells them now. */
  function sources() {
    const report = click().report;
    return [report.first, report.last, report.visit].map((touch) => touch && touch.parameters['utm_source']);
  }

  /** The tag ended once and well, and its last line in the console has these words. */
  function expectSuccess(words) {
    assertThat(page.lines[page.lines.length - 1]).contains(words);
    assertApi('gtmOnSuccess').wasCalled();
    assertApi('gtmOnFailure').wasNotCalled();
  }

  /** The tag ended once and failed, and its last line in the console has these words. */
  function expectFailure(words) {
    assertThat(page.lines[page.lines.length - 1]).contains(words);
    assertApi('gtmOnFailure').wasCalled();
    assertApi('gtmOnSuccess').wasNotCalled();
  }


___NOTES___

- First version.


