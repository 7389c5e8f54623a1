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
  "displayName": "Tilltag checkout conversion",
  "categories": [
    "CONVERSIONS",
    "ANALYTICS",
    "ADVERTISING"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "On the thank-you page of a Stripe Payment Link or Checkout: asks your Tilltag function what was bought and pushes it to the data layer, once.",
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
    "name": "checkoutSessionId",
    "displayName": "Checkout Session ID",
    "simpleValueType": true,
    "help": "Keep what is filled in: it reads the id from the address of the thank-you page.",
    "defaultValue": "{{Checkout Session ID}}"
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
    "type": "GROUP",
    "name": "eventGroup",
    "displayName": "Event",
    "groupStyle": "ZIPPY_OPEN",
    "subParams": [
      {
        "type": "TEXT",
        "name": "eventName",
        "displayName": "Event name",
        "simpleValueType": true,
        "help": "The data layer event of a purchase; enter the name that your GA4 trigger waits for.",
        "defaultValue": "purchase",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ]
      },
      {
        "type": "SELECT",
        "name": "testSessions",
        "displayName": "Test sessions",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "separate",
            "displayValue": "Push with _test behind the event name"
          },
          {
            "value": "as_live",
            "displayValue": "Push like live sessions"
          },
          {
            "value": "ignore",
            "displayValue": "Push nothing"
          }
        ],
        "simpleValueType": true,
        "help": "Choose what happens after a payment in Stripe’s test mode.",
        "defaultValue": "separate"
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
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "privacyGroup",
    "displayName": "Privacy",
    "groupStyle": "ZIPPY_OPEN",
    "subParams": [
      {
        "type": "SELECT",
        "name": "personalData",
        "displayName": "Personal data",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "plain",
            "displayValue": "Plain and hashed"
          },
          {
            "value": "hashed",
            "displayValue": "Hashed only"
          },
          {
            "value": "none",
            "displayValue": "None"
          }
        ],
        "simpleValueType": true,
        "help": "Choose how much of the buyer’s e-mail, phone and address is pushed; consent and your property can only lessen it.",
        "defaultValue": "plain"
      },
      {
        "type": "TEXT",
        "name": "consentWaitMs",
        "displayName": "Wait for consent",
        "simpleValueType": true,
        "help": "Enter how long to wait for a consent banner to restore an earlier choice; 0 does not wait.",
        "valueUnit": "ms",
        "defaultValue": "1000",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          },
          {
            "type": "NON_NEGATIVE_NUMBER"
          }
        ]
      },
      {
        "type": "CHECKBOX",
        "name": "stripSessionId",
        "checkboxText": "Clean the address bar",
        "simpleValueType": true,
        "help": "Tick to take the session id out of the page’s address once the event is pushed.",
        "defaultValue": false
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
        "name": "timeoutMs",
        "displayName": "Time-out",
        "simpleValueType": true,
        "help": "Enter how long to wait for the function’s answer.",
        "valueUnit": "ms",
        "defaultValue": "5000",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          },
          {
            "type": "POSITIVE_NUMBER"
          }
        ]
      },
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

// On the thank-you page: asks what was bought, pushes it to the data layer once, and says in words what happened.

const callInWindow = require('callInWindow');
const getTimestampMillis = require('getTimestampMillis');
const injectScript = require('injectScript');
const copyFromWindow = require('copyFromWindow');
const isConsentGranted = require('isConsentGranted');
const getType = require('getType');
const makeString = require('makeString');
const readAnalyticsStorage = require('readAnalyticsStorage');
const getCookieValues = require('getCookieValues');
const decodeUriComponent = require('decodeUriComponent');
const makeNumber = require('makeNumber');
const Object = require('Object');
const addConsentListener = require('addConsentListener');
const callLater = require('callLater');
const getQueryParameters = require('getQueryParameters');
const encodeUriComponent = require('encodeUriComponent');
const getUrl = require('getUrl');
const parseUrl = require('parseUrl');
const queryPermission = require('queryPermission');
const getContainerVersion = require('getContainerVersion');
const logToConsole = require('logToConsole');

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

/** The number, or the fallback where the field is empty, negative or no number at all. */
function toMilliseconds(value, fallback) {
  const text = toText(value);
  const milliseconds = makeNumber(text);
  return text !== '' && milliseconds >= 0 ? milliseconds : fallback;
}

/** Whether a parameter says which campaign it was; every other one is a click id, which tells visitors apart. */
function isCampaignName(name) {
  return name.toLowerCase().indexOf('utm_') === 0;
}

/** The attribution as consent allows it now; the journey is undefined where there is none, or where it may not be read. */
function toAttribution(answer, pageCampaign, journey, consent) {
  const known = answer.click || {};
  const remembered = journey && journey.last && toTexts(journey.last);
  const isUnknown = Object.keys(known).length === 0;
  // A click record without a campaign says that there was none; a passport says nothing of campaigns.
  const hasRecord = isObject(known['last']);
  const allow = (texts) => (texts && !consent.adStorage ? withoutIds(texts) : texts);
  return {
    campaign:
      hasRecord && isKnown(answer) ? answer : toCampaign(answer, pageCampaign, hasRecord ? undefined : remembered),
    click: allow(withoutCampaign(isUnknown && remembered ? remembered : pickTexts(known))) || {},
    firstTouch: allow(readToldTouch(known['first']) || (journey && journey.first && toTexts(journey.first))),
    lastTouch: allow(readToldTouch(known['last']) || remembered),
  };
}

/** Each by itself, because the page keeps long ones to itself; what this browser remembers counts only where none is known. */
function toCampaign(answer, page, remembered) {
  const campaign = {
    utm_source: answer.utm_source || page.utm_source,
    utm_medium: answer.utm_medium || page.utm_medium,
    utm_campaign: answer.utm_campaign || page.utm_campaign,
    utm_term: answer.utm_term || page.utm_term,
    utm_content: answer.utm_content || page.utm_content,
  };
  if (!remembered || isKnown(campaign)) {
    return campaign;
  }
  return {
    utm_source: remembered['utm_source'] || null,
    utm_medium: remembered['utm_medium'] || null,
    utm_campaign: remembered['utm_campaign'] || null,
    utm_term: remembered['utm_term'] || null,
    utm_content: remembered['utm_content'] || null,
  };
}

function isKnown(campaign) {
  return (
    campaign.utm_source !== null ||
    campaign.utm_medium !== null ||
    campaign.utm_campaign !== null ||
    campaign.utm_term !== null ||
    campaign.utm_content !== null
  );
}

function readToldTouch(value) {
  return isObject(value) ? pickTexts(value) : undefined;
}

function isObject(value) {
  return getType(value) === 'object';
}

function isText(value) {
  return getType(value) === 'string';
}

function pickTexts(source) {
  const texts = {};
  Object.entries(source).forEach((entry) => {
    const value = entry[1];
    if (isText(value)) {
      texts[entry[0]] = value;
    }
  });
  return texts;
}

function filterTexts(texts, isWanted) {
  const kept = {};
  Object.entries(texts).forEach((entry) => {
    if (isWanted(entry[0])) {
      kept[entry[0]] = entry[1];
    }
  });
  return kept;
}

/** In the event itself the campaign stands under its own keys, and a time without its touch means nothing. */
function withoutCampaign(texts) {
  return filterTexts(texts, (name) => name !== 'at' && !isCampaignName(name));
}

function withoutIds(texts) {
  const others = ['at', 'landing_page', 'referrer_host'];
  return filterTexts(texts, (name) => isCampaignName(name) || others.indexOf(name) > -1);
}

function toTexts(touch) {
  const texts = { at: makeString(touch.at) };
  if (touch.landing_page !== undefined) {
    texts['landing_page'] = touch.landing_page;
  }
  if (touch.referrer_host !== undefined) {
    texts['referrer_host'] = touch.referrer_host;
  }
  Object.entries(touch.parameters).forEach((entry) => {
    texts[entry[0]] = entry[1];
  });
  return texts;
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

/** The five, as the address has them; `null` where it has none, or one with an e-mail address in it. */
function readPageCampaign() {
  return {
    utm_source: readParameter('utm_source'),
    utm_medium: readParameter('utm_medium'),
    utm_campaign: readParameter('utm_campaign'),
    utm_term: readParameter('utm_term'),
    utm_content: readParameter('utm_content'),
  };
}

function readParameter(name) {
  const value = toText(getQueryParameters(name));
  return value === '' || holdsAddress(value) ? null : value;
}

/** The state right now. */
function readConsent() {
  return {
    adUserData: isConsentGranted('ad_user_data'),
    adStorage: isConsentGranted('ad_storage'),
    analyticsStorage: isConsentGranted('analytics_storage'),
  };
}

/**
 * Goes on at once where everything is granted, else at the first change or when the time is over. Consent tools restore a
 * returning visitor's choice only after the page has begun. Needs the loader, which has the clock.
 */
function whenConsentIsKnown(waitMs, goOn) {
  const consent = readConsent();
  if (waitMs <= 0 || (consent.adUserData && consent.adStorage && consent.analyticsStorage)) {
    goOn();
    return;
  }
  // Listeners cannot be taken back: later changes must find that it is over.
  let isOver = false;
  const goOnOnce = () => {
    if (!isOver) {
      isOver = true;
      goOn();
    }
  };
  // One update changes several types, one after the other; the next turn sees them all.
  const onChange = () => callLater(goOnOnce);
  addConsentListener('ad_user_data', onChange);
  addConsentListener('ad_storage', onChange);
  addConsentListener('analytics_storage', onChange);
  if (callInWindow('tilltag.after', waitMs, goOnOnce) !== true) {
    goOnOnce();
  }
}

/** The stricter of field, consent and answer. */
function toPersonalPart(answer, wanted, consent) {
  const part = { customer_email: null };
  if (wanted === 'none' || !consent.adUserData) {
    return part;
  }
  if (wanted === 'plain') {
    part.customer_email = answer.customer_email;
  }
  const userData = wanted === 'plain' ? answer.user_data : toHashedUserData(answer.user_data);
  if (userData) {
    part.user_data = userData;
  }
  const metaUserData = toMetaUserData(answer.meta_user_data, consent);
  if (metaUserData) {
    part.meta_user_data = metaUserData;
  }
  return part;
}

function toHashedUserData(userData) {
  if (!userData) {
    return undefined;
  }
  const hashed = pickKeys(userData, isHashed) || {};
  const address = userData.address && pickKeys(userData.address, isHashed);
  if (address) {
    hashed.address = address;
  }
  return Object.keys(hashed).length > 0 ? hashed : undefined;
}

/** Meta's browser id and click id come from cookies for ads, so they follow another consent than the hashes. */
function toMetaUserData(metaUserData, consent) {
  if (!metaUserData || consent.adStorage) {
    return metaUserData;
  }
  return pickKeys(metaUserData, (key) => key !== 'fbp' && key !== 'fbc');
}

function isHashed(key) {
  return key.indexOf('sha256_') === 0;
}

/** A copy with the keys that pass; undefined where none does. */
function pickKeys(source, isWanted) {
  const picked = {};
  let isEmpty = true;
  Object.entries(source).forEach((entry) => {
    if (isWanted(entry[0])) {
      picked[entry[0]] = entry[1];
      isEmpty = false;
    }
  });
  return isEmpty ? undefined : picked;
}

/** One event for the data layer: flat, in the contract's words. Keys whose value nobody may see are missing or `null`. */
function toEvent(answer, options, consent, attribution) {
  const event = {
    event: toEventName(answer, options),
    event_id: answer.event_id,
    status: answer.status,
    livemode: answer.livemode,
    mode: answer.mode,
    customer_id: answer.customer_id,
    customer_type: answer.customer_type,
    client_reference_id: toClientReference(answer.client_reference_id, consent),
    payment_link: answer.payment_link,
    subscription_id: answer.subscription_id,
    utm_source: attribution.campaign.utm_source,
    utm_medium: attribution.campaign.utm_medium,
    utm_campaign: attribution.campaign.utm_campaign,
    utm_term: attribution.campaign.utm_term,
    utm_content: attribution.campaign.utm_content,
  };
  if (answer.ecommerce) {
    event['ecommerce'] = answer.ecommerce;
  }
  Object.entries(toPersonalPart(answer, options.personalData, consent)).forEach((entry) => {
    event[entry[0]] = entry[1];
  });
  if (attribution.firstTouch) {
    event['first_touch'] = attribution.firstTouch;
  }
  if (attribution.lastTouch) {
    event['last_touch'] = attribution.lastTouch;
  }
  addClick(event, attribution.click);
  return event;
}

/** The event's name: a purchase is renamed, a test is told apart, and where the server sends it the page must not say purchase. */
function toEventName(answer, options) {
  let name = answer.event;
  if (answer.sender === 'server' && answer.status !== 'pending') {
    name = 'checkout_complete';
  } else if (answer.event === 'purchase') {
    name = toText(options.eventName) || 'purchase';
  }
  return answer.livemode || options.testSessions === 'as_live' ? name : name + '_test';
}

/** The event in a few words for the console: its name and, where money moved, how much. Nothing personal. */
function describeEvent(name, answer) {
  return answer.ecommerce ? name + ' ' + toAmount(answer.ecommerce.value) + ' ' + answer.ecommerce.currency : name;
}

/** The keys that an event may lack, and those that GTM takes for its own: whoever tells a click chooses its names. */
const reservedKeys = ['ecommerce', 'user_data', 'meta_user_data', 'first_touch', 'last_touch', 'eventModel', 'gtm'];

/** Never over a key of the event itself, nor in the place of one that it lacks. */
function addClick(event, click) {
  Object.entries(click).forEach((entry) => {
    if (event[entry[0]] === undefined && reservedKeys.indexOf(entry[0]) === -1) {
      event[entry[0]] = entry[1];
    }
  });
}

/** Our own reference carries ids of GA and of the click; a shop's own order number carries nothing of the kind. */
function toClientReference(reference, consent) {
  const isPassport = reference !== null && reference.indexOf('tt1_') === 0;
  return isPassport && !(consent.adStorage && consent.analyticsStorage) ? null : reference;
}

function toAmount(value) {
  const parts = makeString(value).split('.');
  const decimals = parts[1];
  return decimals !== undefined && decimals.length === 1 ? parts[0] + '.' + decimals + '0' : makeString(value);
}

/** Why a lookup failed. */
function explainFailure(result, place) {
  if (result.reason === 'error') {
    return explainCode(result.code, place) || toUnknownWords(result.code, result.status, result.message);
  }
  if (result.reason === 'timeout') {
    return 'The function did not answer within the time-out. If this happens often, raise the time-out of this tag and see whether the function or Stripe has a problem.';
  }
  if (result.reason === 'csp') {
    return 'The page’s Content-Security-Policy forbids the question: ' + toPolicyWords(place) + '.';
  }
  // Also what a later loader may call by another name: it is served anew, this tag stays as it was imported.
  return (
    'The function could not be reached. A content blocker may stop the question, or the function is down: open ' +
    place.endpoint +
    '/health in a new tab to tell.'
  );
}

function explainCode(code, place) {
  switch (code) {
    case 'placeholder_session_id':
      return 'Stripe did not put a session id into the address. Enter the redirect URL in Stripe with session_id={CHECKOUT_SESSION_ID} exactly like this.';
    case 'host_not_allowed':
      return (
        'This page is on ' +
        place.pageHost +
        ', which is not one of the hostnames of the property ' +
        place.propertyId +
        '. Add ' +
        place.pageHost +
        ' to the hostnames of the property.'
      );
    case 'unknown_property':
      return (
        'There is no property ' +
        place.propertyId +
        ' at ' +
        place.endpoint +
        '. Copy the Property ID and the Endpoint again.'
      );
    case 'unknown_session':
      return 'Stripe does not know this session in the account of the property. Check that the payment link and the Stripe key of the property belong to the same Stripe account.';
    case 'mode_mismatch':
      return 'The property has no Stripe key for this session’s mode. A payment in test mode needs a restricted key that begins with rk_test_, a real one rk_live_; add it to the property.';
    default:
      return explainPassingCode(code);
  }
}

/** Codes about one session or one moment, where mostly nothing is set up wrongly. */
function explainPassingCode(code) {
  switch (code) {
    case 'session_open':
      return 'This checkout is not completed yet, so there is nothing to push. The tag must fire on the page that Stripe sends the buyer to after the payment.';
    case 'session_expired':
      return 'This checkout expired without a payment, so there is nothing to push.';
    case 'session_too_old':
      return 'This checkout is too old to be answered, as after a bookmark or an old link. Nothing needs to change.';
    case 'read_limit':
      return 'This session was asked for too often. Check that the tag fires once per page, not on every event.';
    case 'rate_limited':
      return 'There were too many questions at once. If this happens with few visitors, check that the tag fires once per page.';
    case 'stripe_key_rejected':
      return 'Stripe refuses the key of the property: it was revoked or lacks a permission. Create a new restricted key and put it into the property.';
    case 'stripe_unavailable':
      return 'Stripe did not answer the function. Nothing needs to change; a reload of the page asks again.';
    case 'store_unavailable':
      return 'The database of the function did not answer. A reload of the page asks again; if it stays so, the log of the function says why.';
    case 'internal':
      return 'Something went wrong inside the function. Its log says what.';
    case 'unexpected_answer':
      return 'Something else than Tilltag answers at the endpoint. Enter the https address of your Tilltag function as Endpoint.';
    default:
      return undefined;
  }
}

function toUnknownWords(code, status, message) {
  return 'The function answered with an error: ' + message + ' (' + code + ', HTTP ' + makeString(status) + ')';
}

/** The same form that the function accepts. */
const sessionIdPattern = '^cs_(test|live)_[A-Za-z0-9]{10,240}$';

/** Whether Stripe could have made this id. */
function isSessionId(text) {
  return text.match(sessionIdPattern) !== null;
}

/**
 * Whether this is Stripe's placeholder, which Stripe replaces only where it stands exactly as documented. Its name alone
 * decides: extra braces, small letters and percent-encoded braces are what people and forms make of the rest.
 */
function isPlaceholder(text) {
  return text.toUpperCase().indexOf('CHECKOUT_SESSION_ID') > -1;
}

/** The fault and its cure in one sentence or two; undefined where there is none. */
function findFault(sessionId, place) {
  if (isPlaceholder(sessionId)) {
    return 'Stripe did not put a session id into the address. In Stripe, open the payment link, choose not to show the confirmation page, and enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this, one pair of braces and nothing encoded.';
  }
  if (!isSessionId(sessionId)) {
    return 'The Checkout Session ID is not one of Stripe’s: it begins with cs_live_ or cs_test_ and goes on with letters and digits. Check that the field holds {{Checkout Session ID}} and that nothing shortens the address of the thank-you page.';
  }
  return findPlaceFault(place);
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

/** What this browser remembers; undefined where it remembers nothing, or where consent forbids to look. */
function readKnownJourney(data, consent) {
  return consent.analyticsStorage ? readJourney(toCookieName(data.cookieName), []) : undefined;
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

/**
 * The state right now, a letter each for ad_storage, analytics_storage, ad_user_data and ad_personalization: `g` granted,
 * `d` denied, `u` unset, which is all four where the site has no consent mode.
 */
function readConsentLetters() {
  const consent = readClickConsent(isConsentModeInUse());
  return (
    toLetter(consent.ad_storage) +
    toLetter(consent.analytics_storage) +
    toLetter(consent.ad_user_data) +
    toLetter(consent.ad_personalization)
  );
}

function toLetter(state) {
  return state.charAt(0);
}

/** Stripe forwards no longer ones, and five of them must fit into one query. Longer ones stay on the page. */
const maxSentUtmLength = 150;

/** Each UTM, and the name under which its value before the repair is sent. */
const sentNames = [
  ['utm_source', 'original_utm_source'],
  ['utm_medium', 'original_utm_medium'],
  ['utm_campaign', 'original_utm_campaign'],
  ['utm_term', 'original_utm_term'],
  ['utm_content', 'original_utm_content'],
];

/** The question as the loader takes it; consent is the visitor's at this moment. */
function toLookupRequest(place, sessionId, data) {
  const consent = readConsent();
  const query = {
    property_id: place.propertyId,
    checkout_session_id: sessionId,
    // For what the function sends itself: it is newer than what the click on the payment link told.
    consent: readConsentLetters(),
  };
  addCampaign(query);
  const journey = readKnownJourney(data, consent);
  if (journey && journey.clickId !== '') {
    query.click_id = journey.clickId;
  }
  if (journey && journey.last) {
    addOriginals(query, journey.last.parameters);
  }
  if (consent.analyticsStorage) {
    addAnalyticsIds(query, data);
  }
  if (!consent.adUserData || data.personalData === 'none') {
    query.personal_data = 'none';
  } else if (data.personalData === 'hashed') {
    query.personal_data = 'hashed';
  }
  return {
    endpoint: place.endpoint,
    query: query,
    timeoutMs: toMilliseconds(data.timeoutMs, 5000),
    remember: consent.analyticsStorage,
  };
}

/** What came back through Stripe. */
function addCampaign(query) {
  const campaign = readPageCampaign();
  sentNames.forEach((names) => {
    const value = campaign[names[0]];
    if (value !== null && value.length <= maxSentUtmLength) {
      query[names[0]] = value;
    }
  });
}

/** The purchase is told to GA4 under these; what the server tells later, such as a refund, is to count for the same visitor. */
function addAnalyticsIds(query, data) {
  const ids = readAnalyticsIds({
    measurementId: toText(data.measurementId).toUpperCase(),
    gaCookiePrefix: toText(data.gaCookiePrefix),
  });
  if (ids.ga_client_id !== undefined) {
    query.ga_client_id = ids.ga_client_id;
    if (ids.ga_session_id !== undefined) {
      query.ga_session_id = ids.ga_session_id;
    }
  }
}

/** It was repaired on the way there; only this browser may know what it was before. */
function addOriginals(query, remembered) {
  if (!sentNames.some((names) => query[names[0]] !== undefined)) {
    return;
  }
  sentNames.forEach((names) => {
    const value = remembered[names[0]];
    if (value !== undefined) {
      query[names[1]] = value;
    }
  });
}

/** Ends in exactly one of `gtmOnSuccess` and `gtmOnFailure`; without a session id at once and silently in success. */
function run(data) {
  const sessionId = toText(data.checkoutSessionId);
  if (sessionId === '') {
    data.gtmOnSuccess();
    return;
  }
  const startMs = getTimestampMillis();
  const thisRun = toRun(data, sessionId);
  const loaderUrl = thisRun.place.loaderUrl;
  const fault = findFault(sessionId, thisRun.place);
  if (fault !== undefined) {
    thisRun.fail(fault);
    return;
  }
  injectScript(
    loaderUrl,
    () => {
      const waitedMs = getTimestampMillis() - startMs;
      whenConsentIsKnown(toMilliseconds(data.consentWaitMs, 1000) - waitedMs, () => ask(thisRun));
    },
    () => thisRun.fail(explainMissingLoader(thisRun.place)),
    loaderUrl
  );
}

function toRun(data, sessionId) {
  const log = createLog(data.logType);
  return {
    data: data,
    sessionId: sessionId,
    place: toPlace(data.propertyId, data.endpoint),
    succeed: (sentence) => {
      log(sentence);
      data.gtmOnSuccess();
    },
    fail: (sentence) => {
      log(sentence);
      data.gtmOnFailure();
    },
  };
}

function ask(thisRun) {
  const onResult = (result) => {
    if (result.ok) {
      settle(thisRun, result.answer);
    } else {
      thisRun.fail(explainFailure(result, thisRun.place));
    }
  };
  // Anything but true: a blocker put an empty script in the loader's place, or the browser is too old for it.
  const request = toLookupRequest(thisRun.place, thisRun.sessionId, thisRun.data);
  if (callInWindow('tilltag.lookup', request, onResult) !== true) {
    thisRun.fail(explainMissingLoader(thisRun.place));
  }
}

function settle(thisRun, answer) {
  const data = thisRun.data;
  const name = toEventName(answer, data);
  if (!answer.livemode && data.testSessions === 'ignore') {
    thisRun.succeed('nothing pushed: this is a test session, and the tag is set to ignore those.');
    return;
  }
  if (!answer.first_view) {
    strip(thisRun, answer);
    thisRun.succeed('nothing pushed: ' + name + ' of this session was pushed before, or another tab is at it.');
    return;
  }
  push(thisRun, answer, name);
}

function push(thisRun, answer, name) {
  const data = thisRun.data;
  const dataLayerName = toText(data.dataLayerName) || 'dataLayer';
  // Read again: between question and answer the visitor may have decided.
  const consent = readConsent();
  const attribution = toAttribution(answer, readPageCampaign(), readKnownJourney(data, consent), consent);
  const request = {
    endpoint: thisRun.place.endpoint,
    report: {
      property_id: thisRun.place.propertyId,
      checkout_session_id: thisRun.sessionId,
      event_id: answer.event_id,
    },
    dataLayer: dataLayerName,
    // GTM merges objects: without the null, items of an earlier ecommerce event would shine through.
    messages: [{ ecommerce: null }, toEvent(answer, data, consent, attribution)],
    remember: consent.analyticsStorage,
  };
  const outcome = callInWindow('tilltag.push', request, () => strip(thisRun, answer));
  if (outcome === 'pushed') {
    thisRun.succeed('pushed ' + describeEvent(name, answer) + '.');
  } else if (outcome === 'already_pushed') {
    thisRun.succeed('nothing pushed: ' + name + ' of this session was pushed on this page before.');
  } else if (outcome === 'no_data_layer') {
    thisRun.fail(
      'The page has something else than a data layer under the name ' +
        dataLayerName +
        '. Enter the name from your GTM snippet.'
    );
  } else {
    thisRun.fail(
      'Another script on this page has put its own push function into ' +
        dataLayerName +
        ', and that one fails. Type ' +
        dataLayerName +
        '.push({}) into the console to see its error.'
    );
  }
}

/** A pending checkout keeps its id: a reload may find that the money has come. */
function strip(thisRun, answer) {
  if (thisRun.data.stripSessionId && answer.status !== 'pending') {
    callInWindow('tilltag.strip', thisRun.sessionId);
  }
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
                    "string": "tilltag.lookup"
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
                    "string": "tilltag.push"
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
                    "string": "tilltag.strip"
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
          "key": "host",
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
            "string": "specific"
          }
        },
        {
          "key": "queryKeys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "utm_source"
              },
              {
                "type": 1,
                "string": "utm_medium"
              },
              {
                "type": 1,
                "string": "utm_campaign"
              },
              {
                "type": 1,
                "string": "utm_term"
              },
              {
                "type": 1,
                "string": "utm_content"
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
- name: Pushes a purchase with value, items and e-mail, behind a message that clears
    the last one
  code: |-
    visit();
    assertThat(page.pushed).isEqualTo([
      { ecommerce: null },
      {
        event: 'purchase',
        event_id: 'purchase:' + sessionId,
        status: 'paid',
        livemode: true,
        mode: 'payment',
        customer_id: 'cus_buyer',
        customer_email: 'buyer@example.com',
        customer_type: 'new',
        client_reference_id: 'order-77',
        payment_link: 'plink_shop',
        subscription_id: null,
        utm_source: 'newsletter',
        utm_medium: 'email',
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
        ecommerce: checkout.ecommerce,
        user_data: checkout.user_data,
        meta_user_data: checkout.meta_user_data,
      },
    ]);
    expectSuccess('pushed purchase 49.50 EUR.');
- name: Loads the script of the endpoint and asks once, about this property and session
  code: |-
    data.endpoint = ' https://tags.example.com/base/ ';
    visit();
    assertThat(page.scripts).isEqualTo(['https://tags.example.com/base/checkout/tilltag.v1.js']);
    assertThat(page.asked).isEqualTo([
      {
        endpoint: 'https://tags.example.com/base',
        query: {
          property_id: 'prop_12345678',
          checkout_session_id: sessionId,
          consent: 'uuuu',
        },
        timeoutMs: 5000,
        remember: true,
      },
    ]);
- name: Ends at once and silently on a page without a session id
  code: |-
    data.checkoutSessionId = ' ';
    visit();
    assertApi('gtmOnSuccess').wasCalled();
    assertApi('gtmOnFailure').wasNotCalled();
    assertApi('injectScript').wasNotCalled();
    assertThat(page.lines).isEmpty();
- name: Pushes nothing for a purchase that was pushed before
  code: |-
    checkout.first_view = false;
    visit();
    assertThat(page.pushed).isEmpty();
    expectSuccess('nothing pushed: purchase of this session was pushed before, or another tab is at it.');
- name: Pushes nothing that another tag on the page has pushed
  code: |-
    page.outcome = 'already_pushed';
    visit();
    assertThat(page.pushed).isEmpty();
    expectSuccess('nothing pushed: purchase of this session was pushed on this page before.');
- name: Pushes checkout_pending while the money is on its way
  code: |-
    checkout.event = 'checkout_pending';
    checkout.status = 'pending';
    visit();
    assertThat(eventValue('event')).isEqualTo('checkout_pending');
    assertThat(eventValue('status')).isEqualTo('pending');
    expectSuccess('pushed checkout_pending 49.50 EUR.');
- name: Pushes a purchase of 0 where a discount made it free
  code: |-
    checkout.status = 'free';
    checkout.ecommerce = {
      transaction_id: sessionId,
      value: 0,
      currency: 'EUR',
      tax: 0,
      shipping: 0,
      discount: 49.5,
      items: [],
    };
    visit();
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(eventValue('status')).isEqualTo('free');
    expectSuccess('pushed purchase 0 EUR.');
- name: Pushes trial_start where a subscription begins without a payment
  code: |-
    checkout.event = 'trial_start';
    checkout.status = 'free';
    checkout.mode = 'subscription';
    visit();
    assertThat(eventValue('event')).isEqualTo('trial_start');
- name: Pushes setup_complete without money where a payment method was saved
  code: |-
    checkout.event = 'setup_complete';
    checkout.status = 'free';
    checkout.mode = 'setup';
    checkout.ecommerce = null;
    visit();
    assertThat(eventValue('event')).isEqualTo('setup_complete');
    assertThat(eventValue('ecommerce')).isUndefined();
    expectSuccess('pushed setup_complete.');
- name: Pushes checkout_complete where the server sends the purchase
  code: |-
    checkout.sender = 'server';
    visit();
    assertThat(eventValue('event')).isEqualTo('checkout_complete');
- name: Pushes checkout_pending also where the server sends the purchase
  code: |-
    checkout.sender = 'server';
    checkout.event = 'checkout_pending';
    checkout.status = 'pending';
    visit();
    assertThat(eventValue('event')).isEqualTo('checkout_pending');
- name: Gives a purchase the name that the field holds
  code: |-
    data.eventName = 'sale';
    visit();
    assertThat(eventValue('event')).isEqualTo('sale');
- name: Calls a purchase purchase, and its data layer dataLayer, where the fields
    are empty
  code: |-
    data.eventName = '';
    data.dataLayerName = '';
    visit();
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(page.dataLayers).isEqualTo(['dataLayer']);
- name: Leaves the other events their own names
  code: |-
    data.eventName = 'sale';
    checkout.event = 'trial_start';
    visit();
    assertThat(eventValue('event')).isEqualTo('trial_start');
- name: Puts _test behind the name after a payment in test mode
  code: |-
    checkout.livemode = false;
    visit();
    assertThat(eventValue('event')).isEqualTo('purchase_test');
- name: Pushes test sessions like live ones where the field says so
  code: |-
    data.testSessions = 'as_live';
    checkout.livemode = false;
    visit();
    assertThat(eventValue('event')).isEqualTo('purchase');
- name: Pushes nothing in test mode where the field says so
  code: |-
    data.testSessions = 'ignore';
    checkout.livemode = false;
    visit();
    assertThat(page.pushed).isEmpty();
    expectSuccess('nothing pushed: this is a test session, and the tag is set to ignore those.');
- name: Pushes into the data layer that the field names
  code: |-
    data.dataLayerName = 'shopLayer';
    visit();
    assertThat(page.dataLayers).isEqualTo(['shopLayer']);
- name: Fills in what is unknown of the campaign from the address of the page
  code: |-
    query['utm_source'] = 'of the address';
    query['utm_campaign'] = 'summer';
    query['utm_term'] = 'books';
    checkout.utm_term = 'of Tilltag';
    checkout.utm_content = 'of Tilltag';
    visit();
    assertThat(eventValue('utm_source')).isEqualTo('newsletter');
    assertThat(eventValue('utm_medium')).isEqualTo('email');
    assertThat(eventValue('utm_campaign')).isEqualTo('summer');
    assertThat(eventValue('utm_term')).isEqualTo('of Tilltag');
    assertThat(eventValue('utm_content')).isEqualTo('of Tilltag');
- name: Sends the campaign of the address with the question
  code: |-
    query['utm_source'] = 'letter';
    query['utm_medium'] = 'post';
    query['utm_campaign'] = 'summer';
    query['utm_term'] = 'books';
    query['utm_content'] = 'cover';
    visit();
    assertThat(page.asked.map((one) => one.query)).isEqualTo([
      {
        property_id: 'prop_12345678',
        checkout_session_id: sessionId,
        consent: 'uuuu',
        utm_source: 'letter',
        utm_medium: 'post',
        utm_campaign: 'summer',
        utm_term: 'books',
        utm_content: 'cover',
      },
    ]);
- name: Keeps to itself what is longer than Stripe hands on, and pushes it all the
    same
  code: |-
    const long = 'abcdefghij'.split('').join('abcdefghijklmno') + 'abcdef';
    query['utm_term'] = long.slice(0, 150);
    query['utm_campaign'] = long;
    visit();
    assertThat(long).hasLength(151);
    assertThat(page.asked.map((one) => [one.query.utm_campaign, one.query.utm_term])).isEqualTo([
      [undefined, long.slice(0, 150)],
    ]);
    assertThat(eventValue('utm_campaign')).isEqualTo(long);
- name: Leaves out a campaign with an e-mail address in it
  code: |-
    query['utm_campaign'] = 'buyer@example.com';
    query['utm_term'] = 'to-buyer%40example.com';
    visit();
    assertThat(page.asked.map((one) => [one.query.utm_campaign, one.query.utm_term])).isEqualTo([[undefined, undefined]]);
    assertThat(eventValue('utm_campaign')).isNull();
    assertThat(eventValue('utm_term')).isNull();
- name: Pushes click ids beside the event, never in the place of one of its own keys
  code: |-
    checkout.click = { gclid: 'click-1', event: 'other', utm_source: 'other', first: { gclid: 'click-0' } };
    visit();
    assertThat(eventValue('gclid')).isEqualTo('click-1');
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(eventValue('utm_source')).isEqualTo('newsletter');
    assertThat(eventValue('first')).isUndefined();
- name: Pushes no click id in the place of a key that the event lacks or that GTM
    takes for its own
  code: |-
    data.personalData = 'none';
    checkout.ecommerce = null;
    checkout.click = { gclid: 'click-1' };
    const names = ['ecommerce', 'user_data', 'meta_user_data', 'first_touch', 'last_touch', 'eventModel', 'gtm'];
    names.forEach((name) => {
      checkout.click[name] = 'forged';
    });
    visit();
    assertThat(eventValue('gclid')).isEqualTo('click-1');
    assertThat(names.map(eventValue)).isEqualTo(names.map(() => undefined));
- name: Sends the click id that the payment links tag has left in its cookie
  code: |-
    cookies['_tilltag'] = remembered;
    visit();
    assertThat(page.asked.map((one) => one.query.click_id)).isEqualTo([clickId]);
- name: Sends no click id where the cookie has none
  code: |-
    cookies['_tilltag'] = '1|1763700000||---';
    visit();
    assertThat(page.asked.filter((one) => one.query.click_id !== undefined)).isEmpty();
- name: Reads the cookie that the field names
  code: |-
    data.cookieName = ' shop_touch ';
    cookies['shop_touch'] = remembered;
    visit();
    assertThat(page.asked.map((one) => one.query.click_id)).isEqualTo([clickId]);
- name: Neither reads the cookie nor sends its click id where analytics_storage is
    denied
  code: |-
    cookies['_tilltag'] = remembered;
    forgetCampaign();
    denied.push('analytics_storage');
    visit();
    assertThat(page.asked.filter((one) => one.query.click_id !== undefined)).isEmpty();
    assertThat(eventValue('last_touch')).isUndefined();
    assertThat(eventValue('utm_source')).isNull();
    assertApi('getCookieValues').wasNotCalled();
- name: Pushes the touches and click ids that Tilltag knows, whatever the cookie says
  code: |-
    cookies['_tilltag'] = remembered;
    checkout.click = {
      gclid: 'click-1',
      landing_page: 'shop.example.com/',
      first: { at: '1', utm_source: 'first', gclid: 'click-0', count: 7 },
      last: { at: '2', utm_source: 'last', gclid: 'click-1' },
    };
    visit();
    assertThat(eventValue('first_touch')).isEqualTo({ at: '1', utm_source: 'first', gclid: 'click-0' });
    assertThat(eventValue('last_touch')).isEqualTo({ at: '2', utm_source: 'last', gclid: 'click-1' });
    assertThat(eventValue('gclid')).isEqualTo('click-1');
    assertThat(eventValue('landing_page')).isEqualTo('shop.example.com/');
    assertThat(eventValue('fbclid')).isUndefined();
- name: Pushes what the cookie remembers where Tilltag knows nothing
  code: |-
    cookies['_tilltag'] = remembered;
    forgetCampaign();
    visit();
    assertThat(eventValue('first_touch')).isEqualTo({
      at: '1763600000',
      landing_page: 'shop.example.com/offer',
      referrer_host: 'www.google.com',
      utm_source: 'google',
      gclid: 'old',
    });
    assertThat(eventValue('last_touch')).isEqualTo({
      at: '1763700000',
      utm_source: 'letter',
      utm_medium: 'post',
      utm_campaign: 'autumn',
      utm_term: 'books',
      utm_content: 'top',
      fbclid: 'new',
    });
    assertThat(eventValue('fbclid')).isEqualTo('new');
    assertThat(eventValue('at')).isUndefined();
    assertThat(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'].map(eventValue)).isEqualTo([
      'letter',
      'post',
      'autumn',
      'books',
      'top',
    ]);
- name: Does not mix the campaign of the cookie into another one
  code: |-
    cookies['_tilltag'] = remembered;
    forgetCampaign();
    query['utm_source'] = 'of the address';
    visit();
    assertThat(eventValue('utm_source')).isEqualTo('of the address');
    assertThat(eventValue('utm_campaign')).isNull();
- name: Pushes no campaign of the cookie where the click is known to have had none
  code: |-
    cookies['_tilltag'] = remembered;
    forgetCampaign();
    checkout.click = { landing_page: 'shop.example.com/', last: { at: '2', landing_page: 'shop.example.com/' } };
    visit();
    assertThat(eventValue('utm_source')).isNull();
    assertThat(eventValue('last_touch')).isEqualTo({ at: '2', landing_page: 'shop.example.com/' });
- name: Pushes the campaign of the click alone, whatever the address adds
  code: |-
    checkout.click = { last: { at: '2', utm_source: 'newsletter' } };
    query['utm_source'] = 'shelf';
    query['utm_term'] = 'footer';
    visit();
    assertThat(eventValue('utm_source')).isEqualTo('newsletter');
    assertThat(eventValue('utm_medium')).isEqualTo('email');
    assertThat(eventValue('utm_term')).isNull();
- name: Sends what the cookie remembers of the campaign where the address has one
  code: |-
    cookies['_tilltag'] = remembered;
    query['utm_source'] = 'letter';
    visit();
    assertThat(page.asked.map((one) => one.query)).isEqualTo([
      {
        property_id: 'prop_12345678',
        checkout_session_id: sessionId,
        consent: 'uuuu',
        utm_source: 'letter',
        click_id: clickId,
        original_utm_source: 'letter',
        original_utm_medium: 'post',
        original_utm_campaign: 'autumn',
        original_utm_term: 'books',
        original_utm_content: 'top',
      },
    ]);
- name: Keeps to itself what the cookie remembers where the address has no campaign
  code: |-
    cookies['_tilltag'] = remembered;
    visit();
    assertThat(page.asked).hasLength(1);
    assertThat(page.asked.filter((one) => one.query.original_utm_source !== undefined)).isEmpty();
- name: Adds campaign and touches of the cookie where Tilltag knows the passport alone
  code: |-
    cookies['_tilltag'] = remembered;
    forgetCampaign();
    checkout.click = { gclid: 'of the passport' };
    visit();
    assertThat(eventValue('utm_campaign')).isEqualTo('autumn');
    assertThat(eventValue('gclid')).isEqualTo('of the passport');
    assertThat(eventValue('fbclid')).isUndefined();
    const last = eventValue('last_touch');
    assertThat(last).isNotNull();
    assertThat(last).isDefined();
- name: Pushes touches without click ids where ad_storage is denied
  code: |-
    cookies['_tilltag'] = remembered;
    checkout.click = {
      gclid: 'click-1',
      landing_page: 'shop.example.com/',
      first: { at: '1', utm_source: 'first', gclid: 'click-0', cjevent: 'c', referrer_host: 'www.google.com' },
    };
    denied.push('ad_storage');
    visit();
    assertThat(eventValue('gclid')).isUndefined();
    assertThat(eventValue('landing_page')).isEqualTo('shop.example.com/');
    assertThat(eventValue('first_touch')).isEqualTo({ at: '1', utm_source: 'first', referrer_host: 'www.google.com' });
    assertThat(eventValue('last_touch')).isEqualTo({
      at: '1763700000',
      utm_source: 'letter',
      utm_medium: 'post',
      utm_campaign: 'autumn',
      utm_term: 'books',
      utm_content: 'top',
    });
- name: Takes a cookie that it cannot read for none
  code: |-
    cookies['_tilltag'] = '1|x|<b>|000';
    forgetCampaign();
    visit();
    assertThat(eventValue('first_touch')).isUndefined();
    assertThat(eventValue('last_touch')).isUndefined();
    assertThat(eventValue('utm_source')).isNull();
- name: Pushes hashes alone where the field says so, and asks for nothing else
  code: |-
    data.personalData = 'hashed';
    visit();
    assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['hashed']);
    assertThat(eventValue('customer_email')).isNull();
    assertThat(eventValue('user_data')).isEqualTo({
      sha256_email_address: 'hash of the address',
      address: { sha256_first_name: 'hash of the name' },
    });
- name: Pushes no user data where the field wants hashes and there are none
  code: |-
    data.personalData = 'hashed';
    checkout.user_data = { email: 'buyer@example.com', address: { city: 'Berlin' } };
    visit();
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(eventValue('user_data')).isUndefined();
- name: Pushes no personal data where the field says none
  code: |-
    data.personalData = 'none';
    visit();
    assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['none']);
    assertThat(eventValue('customer_email')).isNull();
    assertThat(eventValue('user_data')).isUndefined();
    assertThat(eventValue('meta_user_data')).isUndefined();
- name: Pushes no personal data where ad_user_data is denied
  code: |-
    denied.push('ad_user_data');
    visit();
    assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['none']);
    assertThat(eventValue('customer_email')).isNull();
    assertThat(eventValue('user_data')).isUndefined();
    assertThat(eventValue('meta_user_data')).isUndefined();
    assertThat(eventValue('event')).isEqualTo('purchase');
- name: Pushes no click ids and no ids of Meta cookies where ad_storage is denied
  code: |-
    denied.push('ad_storage');
    checkout.click = { gclid: 'click-1' };
    visit();
    assertThat(eventValue('gclid')).isUndefined();
    assertThat(eventValue('meta_user_data')).isEqualTo({ em: 'hash of the address' });
    assertThat(eventValue('customer_email')).isEqualTo('buyer@example.com');
- name: Remembers nothing in the browser where analytics_storage is denied
  code: |-
    denied.push('analytics_storage');
    checkout.client_reference_id = 'tt1_ids-of-click-and-visitor';
    visit();
    assertThat(page.asked.map((one) => one.remember)).isEqualTo([false]);
    assertThat(eventValue('client_reference_id')).isNull();
- name: Pushes the reference of Tilltag, which holds ids, under full consent alone
  code: |-
    checkout.client_reference_id = 'tt1_ids-of-click-and-visitor';
    visit();
    assertThat(eventValue('client_reference_id')).isEqualTo('tt1_ids-of-click-and-visitor');
    denied.push('ad_storage');
    visit();
    assertThat(eventValue('client_reference_id')).isNull();
- name: Pushes a reference of the shop whatever is denied, and none where there is
    none
  code: |-
    denied.push('ad_storage', 'analytics_storage');
    visit();
    assertThat(eventValue('client_reference_id')).isEqualTo('order-77');
    checkout.client_reference_id = null;
    visit();
    assertThat(eventValue('client_reference_id')).isNull();
- name: Waits for a denied consent as long as the field says, then pushes what is
    allowed
  code: |-
    data.consentWaitMs = '700';
    denied.push('ad_user_data');
    startVisit();
    assertThat(page.waits).isEqualTo([700]);
    assertThat(page.listened).isEqualTo(['ad_user_data', 'ad_storage', 'analytics_storage']);
    assertThat(page.asked).isEmpty();
    page.onTimeUp();
    page.onResult({ ok: true, answer: checkout });
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(eventValue('customer_email')).isNull();
- name: Goes on as soon as consent is granted, and only once
  code: |-
    denied.push('ad_user_data');
    startVisit();
    assertThat(page.asked).isEmpty();
    denied.pop();
    page.onConsentChange('ad_user_data', true);
    page.onConsentChange('ad_user_data', false);
    page.onTimeUp();
    assertThat(page.asked).hasLength(1);
    assertThat(page.asked.filter((one) => one.query.personal_data !== undefined)).isEmpty();
    page.onResult({ ok: true, answer: checkout });
    expectSuccess('pushed purchase 49.50 EUR.');
- name: Counts the loading of the script as waiting
  code: |-
    denied.push('ad_user_data');
    page.nowMs = 5000;
    mock('injectScript', (_url, onSuccess) => {
      page.nowMs = 5600;
      onSuccess();
    });
    startVisit();
    assertThat(page.waits).isEqualTo([400]);
- name: Waits one second for consent, and five for the answer, where the fields hold
    no number
  code: |-
    denied.push('ad_user_data');
    ['', 'soon', '-5'].forEach((time) => {
      data.consentWaitMs = time;
      data.timeoutMs = time;
      visit();
    });
    assertThat(page.waits).isEqualTo([1000, 1000, 1000]);
    assertThat(page.asked.map((one) => one.timeoutMs)).isEqualTo([5000, 5000, 5000]);
- name: Waits for no consent where the field says 0
  code: |-
    data.consentWaitMs = '0';
    denied.push('ad_storage');
    visit();
    assertThat(page.waits).isEmpty();
    assertThat(eventValue('event')).isEqualTo('purchase');
- name: Pushes no personal data where consent is withdrawn between question and answer
  code: |-
    startVisit();
    denied.push('ad_user_data');
    page.onResult({ ok: true, answer: checkout });
    assertThat(eventValue('event')).isEqualTo('purchase');
    assertThat(eventValue('customer_email')).isNull();
- name: Tells consent with the question, purpose by purpose
  code: |-
    denied.push('ad_storage', 'ad_personalization');
    visit();
    assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['dggd']);
    denied.splice(0, 2);
    denied.push('analytics_storage', 'ad_user_data');
    visit();
    assertThat(page.asked[1] && page.asked[1].query.consent).isEqualTo('gddg');
- name: Tells consent as granted where a consent mode is in use, and as unset where
    there is none
  code: |-
    page.usesConsentMode = true;
    visit();
    page.usesConsentMode = false;
    visit();
    assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['gggg', 'uuuu']);
- name: Tells the consent that the visitor gives while the tag waits for it
  code: |-
    page.usesConsentMode = true;
    denied.push('analytics_storage');
    startVisit();
    denied.pop();
    page.onConsentChange('analytics_storage', true);
    assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['gggg']);
- name: Tells the GA4 client and its session with the question, so that a refund counts
    for the same visitor
  code: |-
    analytics.client_id = '1234567890.1700000000';
    analytics.sessions.push(session);
    visit();
    assertThat(page.asked.map((one) => one.query.ga_client_id)).isEqualTo(['1234567890.1700000000']);
    assertThat(page.asked.map((one) => one.query.ga_session_id)).isEqualTo(['1763690000']);
- name: Tells the session of the Measurement ID where the browser has several, and
    else none
  code: |-
    analytics.client_id = '1234567890.1700000000';
    analytics.sessions.push({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 }, session);
    [' g-shop ', ''].forEach((measurementId) => {
      data.measurementId = measurementId;
      visit();
    });
    assertThat(page.asked.map((one) => one.query.ga_session_id)).isEqualTo(['1763690000', undefined]);
- name: Reads the cookies of GA under their prefix
  code: |-
    data.gaCookiePrefix = ' shop ';
    visit();
    assertApi('readAnalyticsStorage').wasCalledWith({ cookie_prefix: 'shop' });
- name: Reads and tells no ids of GA where analytics_storage is denied
  code: |-
    analytics.client_id = '1234567890.1700000000';
    analytics.sessions.push(session);
    denied.push('analytics_storage');
    visit();
    assertThat(page.asked).hasLength(1);
    assertThat(page.asked.filter((one) => one.query.ga_client_id !== undefined)).isEmpty();
    assertThat(page.asked.filter((one) => one.query.ga_session_id !== undefined)).isEmpty();
    assertApi('readAnalyticsStorage').wasNotCalled();
- name: Tells the ids where consent comes while the tag waits for it
  code: |-
    analytics.client_id = '1234567890.1700000000';
    denied.push('analytics_storage');
    startVisit();
    denied.pop();
    page.onConsentChange('analytics_storage', true);
    assertThat(page.asked.map((one) => one.query.ga_client_id)).isEqualTo(['1234567890.1700000000']);
- name: Tells no session where GA has set no client yet
  code: |-
    analytics.sessions.push(session);
    visit();
    assertThat(page.asked).hasLength(1);
    assertThat(page.asked.filter((one) => one.query.ga_session_id !== undefined)).isEmpty();
- name: Takes the session id out of the address once the event is pushed
  code: |-
    data.stripSessionId = true;
    visit();
    assertThat(page.stripped).isEqualTo([sessionId]);
- name: Leaves the address as it is where the box is not ticked
  code: |-
    visit();
    assertThat(page.stripped).isEmpty();
- name: Keeps the session id of a pending checkout, whose reload may find the money
  code: |-
    data.stripSessionId = true;
    checkout.event = 'checkout_pending';
    checkout.status = 'pending';
    visit();
    assertThat(page.stripped).isEmpty();
- name: Names the redirect URL where Stripe left the placeholder in the address
  code: |-
    data.checkoutSessionId = '{CHECKOUT_SESSION_ID}';
    visit();
    assertThat(page.scripts).isEmpty();
    expectFailure('enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this');
- name: Says what a session id looks like where the address holds another or a part
    of one
  code: |-
    data.checkoutSessionId = 'cs_live_shortened';
    visit();
    assertThat(page.scripts).isEmpty();
    expectFailure('it begins with cs_live_ or cs_test_');
- name: Asks for the Property ID where it is missing
  code: |-
    data.propertyId = '';
    visit();
    assertThat(page.scripts).isEmpty();
    expectFailure('The Property ID is empty or incomplete');
- name: Asks for an https address where the endpoint is none
  code: |-
    ['', 'tags.example.com', 'http://tags.example.com', 'https://'].forEach((endpoint) => {
      data.endpoint = endpoint;
      visit();
      assertThat(page.lines.pop()).contains('The Endpoint is not an address that begins with https://');
    });
    assertThat(page.scripts).isEmpty();
    assertApi('gtmOnSuccess').wasNotCalled();
- name: Says so where the template was built for another host
  code: |-
    mock('queryPermission', (permission, url) => permission !== 'inject_script' || url === 'https://other.example.com/');
    visit();
    assertThat(page.scripts).isEmpty();
    expectFailure(
      'This template was built for another host and may not load https://tags.example.com/checkout/tilltag.v1.js'
    );
- name: Names the three causes where the script does not load
  code: |-
    mock('injectScript', (_url, _onSuccess, onFailure) => onFailure());
    visit();
    expectFailure('The script of your Tilltag function could not be used');
    assertThat(page.lines[0]).contains('a content blocker stops it');
    assertThat(page.lines[0]).contains('script-src https://tags.example.com; connect-src https://tags.example.com');
    assertThat(page.lines[0]).contains('open https://tags.example.com/checkout/tilltag.v1.js in a new tab');
- name: Names the same causes where a blocker put an empty script in its place
  code: |-
    mock('callInWindow', undefined);
    visit();
    expectFailure('The script of your Tilltag function could not be used');
- name: Says so where the function does not answer in time
  code: |-
    data.timeoutMs = '700';
    visitWith({ ok: false, reason: 'timeout' });
    assertThat(page.asked.map((one) => one.timeoutMs)).isEqualTo([700]);
    expectFailure('did not answer within the time-out');
- name: Says so where the function cannot be reached
  code: |-
    visitWith({ ok: false, reason: 'network' });
    expectFailure('open https://tags.example.com/health in a new tab');
- name: Names the line to add where the Content-Security-Policy forbids the question
  code: |-
    visitWith({ ok: false, reason: 'csp' });
    expectFailure('connect-src https://tags.example.com');
- name: Names the host of the page where the property does not list it
  code: |-
    visitWithError('host_not_allowed');
    expectFailure('This page is on shop.example.com, which is not one of the hostnames of the property prop_12345678.');
    assertThat(page.lines[0]).contains('Add shop.example.com to the hostnames of the property');
- name: Says what to change where something is set up wrongly
  code: |-
    [
      ['placeholder_session_id', 'session_id={CHECKOUT_SESSION_ID} exactly like this'],
      ['unknown_property', 'There is no property prop_12345678 at https://tags.example.com'],
      ['unknown_session', 'belong to the same Stripe account'],
      ['mode_mismatch', 'begins with rk_test_'],
      ['stripe_key_rejected', 'Create a new restricted key'],
      ['read_limit', 'fires once per page'],
      ['unexpected_answer', 'Enter the https address of your Tilltag function'],
    ].forEach((pair) => {
      visitWithError(pair[0] || '');
      assertThat(page.lines.pop(), pair[0]).contains(pair[1]);
    });
    assertApi('gtmOnSuccess').wasNotCalled();
- name: Says what passes by itself or has nothing to push
  code: |-
    [
      ['session_open', 'not completed yet'],
      ['session_expired', 'expired without a payment'],
      ['session_too_old', 'too old to be answered'],
      ['rate_limited', 'too many questions at once'],
      ['stripe_unavailable', 'a reload of the page asks again'],
      ['store_unavailable', 'A reload of the page asks again'],
      ['internal', 'Its log says what'],
    ].forEach((pair) => {
      visitWithError(pair[0] || '');
      assertThat(page.lines.pop(), pair[0]).contains(pair[1]);
    });
    assertApi('gtmOnSuccess').wasNotCalled();
- name: Passes on an error that only a later function knows
  code: |-
    visitWithError('of_tomorrow');
    expectFailure('words of the function (of_tomorrow, HTTP 400)');
- name: Asks for the name of the data layer where the page has something else under
    it
  code: |-
    page.outcome = 'no_data_layer';
    visit();
    expectFailure('Enter the name from your GTM snippet');
- name: Says so where another script breaks the push
  code: |-
    page.outcome = undefined;
    visit();
    expectFailure('Another script on this page has put its own push function into dataLayer');
- name: Says nothing where logging is off
  code: |-
    data.logType = 'no';
    visit();
    assertThat(page.lines).isEmpty();
    assertApi('gtmOnSuccess').wasCalled();
- name: Says what it did in preview alone where the field says so
  code: |-
    data.logType = 'debug';
    visit();
    assertThat(page.lines).isEmpty();
    container.previewMode = true;
    visit();
    assertThat(page.lines).hasLength(1);
- name: Shows neither session id nor e-mail address in the console
  code: |-
    visit();
    checkout.first_view = false;
    visit();
    data.checkoutSessionId = 'cs_live_shortened';
    visit();
    visitWithError('unknown_session');
    assertThat(page.lines).hasLength(4);
    assertThat(page.lines.join()).doesNotContain(sessionId);
    assertThat(page.lines.join()).doesNotContain('cs_live_shortened');
    assertThat(page.lines.join()).doesNotContain('buyer@example.com');
setup: |-
  // What the checkout conversion tag does, as the tests that GTM shows beside it.
  // There is no page here. The setup plays the page, the visitor and the Tilltag function, and notes what the tag does.

  const Object = require('Object');

  const sessionId = 'cs_live_a1B2c3D4e5F6g7H8i9J0';

  /** What the form of the tag holds. */
  const data = {
    propertyId: 'prop_12345678',
    checkoutSessionId: sessionId,
    endpoint: 'https://tags.example.com',
    eventName: 'purchase',
    testSessions: 'separate',
    dataLayerName: 'dataLayer',
    personalData: 'plain',
    consentWaitMs: '1000',
    stripSessionId: false,
    timeoutMs: '5000',
    cookieName: '_tilltag',
    measurementId: '',
    gaCookiePrefix: '',
    logType: 'always',
  };

  /** What the Tilltag function answers: 49.50 EUR were paid. */
  const checkout = {
    version: 1,
    event: 'purchase',
    event_id: 'purchase:' + sessionId,
    status: 'paid',
    sender: 'browser',
    first_view: true,
    livemode: true,
    mode: 'payment',
    customer_id: 'cus_buyer',
    customer_email: 'buyer@example.com',
    customer_type: 'new',
    client_reference_id: 'order-77',
    payment_link: 'plink_shop',
    subscription_id: null,
    utm_source: 'newsletter',
    utm_medium: 'email',
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
    click: {},
    ecommerce: {
      transaction_id: sessionId,
      value: 49.5,
      currency: 'EUR',
      tax: 7.9,
      shipping: 0,
      discount: 5,
      items: [{ item_id: 'prod_book', item_name: 'Book', price: 24.75, quantity: 2, discount: 2.5 }],
    },
    user_data: {
      email: 'buyer@example.com',
      sha256_email_address: 'hash of the address',
      address: { first_name: 'Ada', sha256_first_name: 'hash of the name', city: 'Berlin' },
    },
    meta_user_data: { em: 'hash of the address', fbp: 'fb.1.1.1', fbc: 'fb.1.1.click' },
  };

  /** What the tag did here, how the page takes a push, and what the page calls later. */
  const page = {
    scripts: [],
    asked: [],
    waits: [],
    listened: [],
    dataLayers: [],
    pushed: [],
    stripped: [],
    lines: [],
    nowMs: 0,
    usesConsentMode: false,
    outcome: 'pushed',
    onResult: () => undefined,
    onTimeUp: () => undefined,
    onConsentChange: () => undefined,
  };

  /** The parameters in the address of the page. */
  const query = {};

  /** The cookies of the browser. */
  const cookies = {};

  /** What Google Analytics has stored: nothing, as on the first page of a visit. */
  const analytics = { sessions: [] };

  /** What the visitor has denied. */
  const denied = [];

  /** What the container says of itself. */
  const container = {
    containerId: 'GTM-SHOP',
    debugMode: false,
    environmentName: '',
    environmentMode: false,
    previewMode: false,
    version: '1',
  };

  mock('getUrl', (component) => (component === 'host' ? 'shop.example.com' : ''));
  mock('getQueryParameters', (key) => query[key]);
  mock('getCookieValues', (name) => {
    const value = cookies[name];
    return value === undefined ? [] : [value];
  });
  mock('readAnalyticsStorage', () => analytics);
  mock('getTimestampMillis', () => page.nowMs);
  mock('getContainerVersion', () => container);
  mock('queryPermission', true);
  mock('isConsentGranted', (type) => denied.indexOf(type) === -1);
  mock('copyFromWindow', (path) => path === 'google_tag_data.ics.usedDefault' && page.usesConsentMode);
  mock('callLater', (callback) => callback());
  mock('logToConsole', (line) => {
    page.lines.push(line);
  });
  mock('addConsentListener', (type, listener) => {
    page.listened.push(type);
    page.onConsentChange = listener;
  });
  mock('injectScript', (url, onSuccess) => {
    page.scripts.push(url);
    onSuccess();
  });
  // The path says what the other two are.
  mock('callInWindow', (path, request, callback) => {
    if (path === 'tilltag.lookup') {
      return lookUp(request, callback);
    }
    if (path === 'tilltag.after') {
      return wait(request, callback);
    }
    if (path === 'tilltag.push') {
      return push(request, callback);
    }
    assertThat(path).isEqualTo('tilltag.strip');
    return page.stripped.push(request);
  });

  function lookUp(request, onResult) {
    page.asked.push(request);
    page.onResult = onResult;
    return true;
  }

  function wait(milliseconds, onTimeUp) {
    page.waits.push(milliseconds);
    page.onTimeUp = onTimeUp;
    return true;
  }

  function push(request, onSettled) {
    if (page.outcome === 'pushed') {
      page.dataLayers.push(request.dataLayer);
      request.messages.forEach((message) => {
        page.pushed.push(message);
      });
      onSettled();
    }
    return page.outcome;
  }

  /** Runs the tag until it waits for consent or for the answer. */
  function startVisit() {
    page.onTimeUp = () => undefined;
    page.onResult = () => undefined;
    runCode(data);
  }

  /** Runs the tag, and gives it this result where it asks. */
  function visitWith(result) {
    startVisit();
    page.onTimeUp();
    page.onResult(result);
  }

  /** Runs the tag where all goes well. */
  function visit() {
    visitWith({ ok: true, answer: checkout });
  }

  /** Runs the tag where the function answers with an error. */
  function visitWithError(code) {
    visitWith({ ok: false, reason: 'error', code: code, message: 'words of the function', status: 400 });
  }

  /** What the last message in the data layer has under this key. */
  function eventValue(key) {
    const entries = Object.entries(page.pushed[page.pushed.length - 1] || {});
    const found = entries.filter((entry) => entry[0] === key)[0];
    return found && found[1];
  }

  /** The tag ended once and well, and its one line in the console is this. */
  function expectSuccess(sentence) {
    assertThat(page.lines).isEqualTo(['Tilltag: ' + sentence]);
    assertApi('gtmOnSuccess').wasCalled();
    assertApi('gtmOnFailure').wasNotCalled();
  }

  /** The tag ended once and failed, and its one line in the console has these words. Nothing was pushed. */
  function expectFailure(words) {
    assertThat(page.lines).hasLength(1);
    assertThat(page.lines[0]).contains(words);
    assertApi('gtmOnFailure').wasCalled();
    assertApi('gtmOnSuccess').wasNotCalled();
    assertThat(page.pushed).isEmpty();
  }

  const clickId = 'AbCdEfGhIjKlMnOpQrStUv';

  /** The visitor came with an ad first, and with a letter last. */
  const remembered =
    '1|1763700000|' +
    clickId +
    '|011|1763600000&l=shop.example.com%2Foffer&r=www.google.com&s=google&gc=old|1763700000&s=letter&m=post&c=autumn&t=books&n=top&fb=new';

  function forgetCampaign() {
    checkout.utm_source = null;
    checkout.utm_medium = null;
  }

  const session = { measurement_id: 'G-SHOP', session_id: '1763690000', session_number: 3 };


___NOTES___

- Tells whose visit in GA4 the page is, so that a later refund counts for the same visitor as the purchase.
- Tells consent with its question, so that what the server sends heeds it too.
- Joins a purchase with the click on the payment link, and pushes first and last touch.
- First version.


