___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "CLIENT",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tilltag Checkout client",
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
  "description": "Answers your Tilltag web tags on your own domain, and turns what happens to a payment in Stripe into events of this container, each with items, campaign and consent.",
  "containerContexts": [
    "SERVER"
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
    "name": "functionEndpoint",
    "displayName": "Function endpoint",
    "simpleValueType": true,
    "help": "Paste the https address of your Tilltag function, not that of this server container.",
    "valueHint": "https://tilltag-abc123.a.run.app",
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
    "name": "secret",
    "displayName": "Container secret",
    "simpleValueType": true,
    "help": "Paste the container secret of your property. It is kept in this container, where everybody who may view the container can read it.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "path",
    "displayName": "Path",
    "simpleValueType": true,
    "help": "Keep it, or enter another path that ends in /checkout; the Endpoint of your web tags is then your domain with what stands in front of /checkout.",
    "defaultValue": "/checkout",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^(/[A-Za-z0-9._~-]+)*/checkout$"
        ],
        "errorMessage": "The path must begin with a slash and end in /checkout"
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "eventGroup",
    "displayName": "Events",
    "groupStyle": "ZIPPY_OPEN",
    "subParams": [
      {
        "type": "TEXT",
        "name": "measurementId",
        "displayName": "Measurement ID",
        "simpleValueType": true,
        "help": "Paste the Measurement ID of your GA4 data stream, or leave it empty where your GA4 tags have one.",
        "valueHint": "G-XXXXXXXXXX"
      },
      {
        "type": "SELECT",
        "name": "testSessions",
        "displayName": "Test sessions",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "separate",
            "displayValue": "Run with _test behind the event name"
          },
          {
            "value": "as_live",
            "displayValue": "Run like live sessions"
          },
          {
            "value": "ignore",
            "displayValue": "Run nothing"
          }
        ],
        "simpleValueType": true,
        "help": "Choose what happens with payments in Stripe’s test mode.",
        "defaultValue": "separate"
      },
      {
        "type": "TEXT",
        "name": "extraClickIds",
        "displayName": "More click ids",
        "simpleValueType": true,
        "help": "Enter the same names as in the payment links tag, separated by commas; the usual ones are known.",
        "valueHint": "cjevent, tblci"
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "cookieGroup",
    "displayName": "Cookie",
    "groupStyle": "ZIPPY_OPEN",
    "subParams": [
      {
        "type": "CHECKBOX",
        "name": "keepsCookie",
        "checkboxText": "Make the cookie last",
        "simpleValueType": true,
        "help": "Tick to set the cookie of the payment links tag again from the server for 90 days, where the visitor agrees, because Safari cuts short what scripts set.",
        "defaultValue": true
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
        ],
        "enablingConditions": [
          {
            "paramName": "keepsCookie",
            "paramValue": true,
            "type": "EQUALS"
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "cookieDomain",
        "displayName": "Cookie domain",
        "simpleValueType": true,
        "help": "Enter the domain that the payment links tag has.",
        "defaultValue": "auto",
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ],
        "enablingConditions": [
          {
            "paramName": "keepsCookie",
            "paramValue": true,
            "type": "EQUALS"
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
        "name": "timeoutMs",
        "displayName": "Time-out",
        "simpleValueType": true,
        "help": "Enter how long to wait for the function’s answer, 4900 at most.",
        "valueUnit": "ms",
        "defaultValue": "4800",
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
        "help": "Choose when it says in the console of the server what it did and what to change.",
        "defaultValue": "debug"
      }
    ]
  }
]


___SANDBOXED_JS_FOR_SERVER___

// On the merchant's own domain: answers the page's routes with what the function says, and runs the container for payments.

const claimRequest = require('claimRequest');
const getRequestBody = require('getRequestBody');
const getRequestHeader = require('getRequestHeader');
const getRequestMethod = require('getRequestMethod');
const getRequestPath = require('getRequestPath');
const getRequestQueryString = require('getRequestQueryString');
const generateRandom = require('generateRandom');
const getRequestQueryParameter = require('getRequestQueryParameter');
const JSON = require('JSON');
const getCookieValues = require('getCookieValues');
const getRemoteAddress = require('getRemoteAddress');
const Promise = require('Promise');
const runContainer = require('runContainer');
const addEventCallback = require('addEventCallback');
const computeEffectiveTldPlusOne = require('computeEffectiveTldPlusOne');
const encodeUriComponent = require('encodeUriComponent');
const Object = require('Object');
const sha256Sync = require('sha256Sync');
const getTimestampMillis = require('getTimestampMillis');
const templateDataStorage = require('templateDataStorage');
const getContainerVersion = require('getContainerVersion');
const logToConsole = require('logToConsole');
const returnResponse = require('returnResponse');
const setResponseBody = require('setResponseBody');
const setResponseHeader = require('setResponseHeader');
const setResponseStatus = require('setResponseStatus');
const setCookie = require('setCookie');
const Math = require('Math');
const makeNumber = require('makeNumber');
const getType = require('getType');
const parseUrl = require('parseUrl');
const queryPermission = require('queryPermission');
const makeString = require('makeString');
const sendHttpRequest = require('sendHttpRequest');

/** The answer, whatever its status; rejects where there is none in time. */
function askFunction(connection, visitor, question) {
  const headers = {
    Authorization: 'Bearer ' + connection.secret,
    'Tilltag-Visitor-Origin': visitor.origin,
    'Tilltag-Visitor-Address': visitor.address,
    'User-Agent': visitor.userAgent,
    'Content-Type': question.contentType,
    'If-None-Match': question.ifNoneMatch,
    'Tilltag-Sends': question.sends ? '1' : undefined,
  };
  const options = { method: question.method, headers: headers, timeout: connection.timeoutMs };
  return question.body === undefined
    ? sendHttpRequest(connection.endpoint + question.path, options)
    : sendHttpRequest(connection.endpoint + question.path, options, question.body);
}

/** The value as trimmed text; empty for nothing. */
function toText(value) {
  return value === undefined || value === null ? '' : makeString(value).trim();
}

/** The number, or the fallback where the field is empty, negative or no number at all. */
function toMilliseconds(value, fallback) {
  const text = toText(value);
  const milliseconds = makeNumber(text);
  return text !== '' && milliseconds >= 0 ? milliseconds : fallback;
}

/** GTM rejects promises that are not resolved within five seconds; the request must have ended by then. */
const maxTimeoutMs = 4900;

/** The same form that the function accepts. */
const propertyIdPattern = '^[A-Za-z0-9_-]{8,64}$';

/** From the fields; at most `maxTimeoutMs`, and the fallback where the field holds no time. */
function toConnection(fields, fallbackMs) {
  return {
    endpoint: withoutEndSlashes(toText(fields.functionEndpoint)),
    propertyId: toText(fields.propertyId),
    secret: toText(fields.secret),
    timeoutMs: Math.min(toMilliseconds(fields.timeoutMs, fallbackMs) || fallbackMs, maxTimeoutMs),
  };
}

/** What is wrong with the fields, and the cure, in a sentence or two; undefined where nothing is. */
function findConnectionFault(connection) {
  if (connection.endpoint.indexOf('https://') !== 0 || parseUrl(connection.endpoint) === undefined) {
    return 'The Function endpoint is not an address that begins with https://. Enter the https address of your Tilltag function.';
  }
  // What is asked without the permission ends the template, and nobody is answered.
  if (!queryPermission('send_http', connection.endpoint + '/checkout/sessions.json')) {
    return (
      'This template was built for another function and may not ask ' +
      connection.endpoint +
      '. Build or download it again for this Function endpoint and import that file over this template.'
    );
  }
  if (connection.propertyId.match(propertyIdPattern) === null) {
    return 'The Property ID is empty or incomplete. Copy it again from where your shop was added to Tilltag.';
  }
  if (connection.secret === '') {
    return 'The Container secret is empty. Paste the one that your property has.';
  }
  return undefined;
}

/** The text without the slashes at its end. */
function withoutEndSlashes(text) {
  return text.charAt(text.length - 1) === '/' ? withoutEndSlashes(text.slice(0, text.length - 1)) : text;
}

/** The visitor; read before the response is returned. */
function readVisitor() {
  return {
    origin: readPageOrigin(),
    address: toText(getRemoteAddress()) || undefined,
    userAgent: getRequestHeader('user-agent'),
  };
}

/** Browsers leave Origin out of same-origin GETs, and the page may keep its Referer to itself. */
function readPageOrigin() {
  const origin = getRequestHeader('origin') || toOrigin(getRequestHeader('referer'));
  const host = getRequestHeader('host');
  if (!origin && host && getRequestHeader('sec-fetch-site') === 'same-origin') {
    return 'https://' + host;
  }
  return origin || undefined;
}

/** The origin of an address; undefined where it is none. */
function toOrigin(address) {
  const url = address ? parseUrl(address) : undefined;
  return url && url.origin;
}

/** Passed on with an answer of the function; every other header is about the way between it and this container. */
const passedHeaders = [
  'content-type',
  'cache-control',
  'vary',
  'access-control-allow-origin',
  'retry-after',
  'etag',
  'allow',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-resource-policy',
];

/** The function's answer, returned as it came. */
function returnAnswer(answer) {
  setResponseStatus(answer.statusCode);
  passedHeaders.forEach((name) => {
    const value = answer.headers[name];
    if (value) {
      setResponseHeader(name, value);
    }
  });
  if (answer.body) {
    setResponseBody(answer.body);
  }
  returnResponse();
}

/** An answer of the client's own in JSON, which any page may read, because it holds nothing private. */
function returnJson(status, value) {
  setResponseStatus(status);
  setResponseHeader('content-type', 'application/json; charset=utf-8');
  setResponseHeader('cache-control', 'no-store');
  setResponseHeader('access-control-allow-origin', '*');
  setResponseHeader('x-content-type-options', 'nosniff');
  setResponseHeader('referrer-policy', 'no-referrer');
  setResponseBody(JSON.stringify(value) || '');
  returnResponse();
}

/** An error as the function would say it. */
function returnError(status, code, message) {
  returnJson(status, { error: { code: code, message: message } });
}

/** Where the function gave no answer; the loader asks again after a moment. */
function returnUnavailable() {
  returnError(
    503,
    'stripe_unavailable',
    'The Tilltag function did not answer the server container in time. Ask again in a moment.'
  );
}

/** Where the method is none of the address. */
function returnWrongMethod(methods) {
  setResponseHeader('allow', methods);
  returnError(405, 'method_not_allowed', 'This address does not answer this method.');
}

/** The answer to a preflight: who may read the answer is decided with the request itself. */
function returnPreflight(methods) {
  setResponseStatus(204);
  setResponseHeader('allow', methods);
  setResponseHeader('access-control-allow-origin', '*');
  setResponseHeader('access-control-allow-methods', methods);
  setResponseHeader('access-control-allow-headers', 'Content-Type');
  setResponseHeader('access-control-max-age', '86400');
  setResponseHeader('cache-control', 'no-store');
  returnResponse();
}

/** An answer without words. */
function returnDone() {
  setResponseStatus(204);
  setResponseHeader('cache-control', 'no-store');
  returnResponse();
}

/** Whether the value is an object and no list. */
function isPlainObject(value) {
  return getType(value) === 'object';
}

/** Whether the value is a list. */
function isList(value) {
  return getType(value) === 'array';
}

/** Whether the value is text. */
function isText(value) {
  return getType(value) === 'string';
}

/** Whether the value is a number. */
function isNumber(value) {
  return getType(value) === 'number';
}

/** The object that the text is as JSON; undefined for everything else. */
function parseObject(text) {
  // GTM's documentation and its users disagree on whether parse throws on what is no JSON, such as a page of HTML.
  const trimmed = text === undefined ? '' : text.trim();
  if (trimmed.charAt(0) !== '{' || trimmed.charAt(trimmed.length - 1) !== '}') {
    return undefined;
  }
  const value = JSON.parse(trimmed);
  return isPlainObject(value) ? value : undefined;
}

const cookieSeconds = 7776000;

/** Version, the second at which the last page was seen, and what nobody here reads. */
const valuePattern = '^1\\|[0-9]{1,10}\\|[!#-+\\--:<-\\[\\]-~]{0,1500}$';

/**
 * The tag writes a page's own second into the cookie, and asks for the script right after, but only where `analytics_storage` is
 * granted on that page; visitors' clocks differ a little from ours.
 */
const sameSeconds = 120;

/** At the request for the page's script, where the cookie proves that this page has consent. True where it was set. */
function keepCookieOfPage(cookie) {
  const value = readCookie(cookie);
  if (cookie === undefined || value === undefined || !isWrittenNow(value)) {
    return false;
  }
  writeCookie(cookie, value);
  return true;
}

/** At a click, whose record says what the visitor agrees to. Unset is a site without consent mode, and counts as granted. */
function keepCookieOfClick(cookie, body) {
  const click = parseObject(body);
  const consent = click && click['consent'];
  const state = isPlainObject(consent) ? consent['analytics_storage'] : undefined;
  const value = readCookie(cookie);
  if (cookie !== undefined && value !== undefined && (state === 'granted' || state === 'unset')) {
    writeCookie(cookie, value);
  }
}

/** Undefined where there is none, none of the tag's, or several, of which nobody knows which one counts. */
function readCookie(cookie) {
  const values = cookie === undefined ? [] : getCookieValues(cookie.name, true);
  const value = values[0];
  return values.length === 1 && value !== undefined && value.match(valuePattern) !== null ? value : undefined;
}

function isWrittenNow(value) {
  const seenAt = makeNumber(value.split('|')[1]);
  return Math.abs(getTimestampMillis() / 1000 - seenAt) <= sameSeconds;
}

/** Byte for byte; scripts read it, so they must be able to. */
function writeCookie(cookie, value) {
  setCookie(
    cookie.name,
    value,
    {
      domain: cookie.domain,
      path: '/',
      'max-age': cookieSeconds,
      sameSite: 'lax',
      secure: true,
      httpOnly: false,
    },
    true
  );
}

const usualPath = '/checkout';

const routes = [
  ['/sessions.json', { name: 'lookup', functionPath: '/checkout/sessions.json', methods: 'GET, OPTIONS' }],
  ['/reports', { name: 'reports', functionPath: '/checkout/reports', methods: 'POST, OPTIONS' }],
  ['/clicks', { name: 'clicks', functionPath: '/checkout/clicks', methods: 'POST, OPTIONS' }],
  ['/tilltag.v1.js', { name: 'loader', functionPath: '/checkout/tilltag.v1.js', methods: 'GET, HEAD, OPTIONS' }],
  ['/events', { name: 'events', functionPath: '', methods: 'GET, POST' }],
];

/** The route of a request's path below the client's own; undefined for every other request. */
function findRoute(clientPath, requestPath) {
  const found = routes.filter((pair) => clientPath + pair[0] === requestPath)[0];
  return found && found[1];
}

/** The path as the field has it, with one slash in front and none at its end; the usual one where the field is empty. */
function toClientPath(text) {
  const inner = text
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  return inner === '' ? usualPath : '/' + inner;
}

const freshMs = 3600000;

/** After a failure the function is left alone for so long, or every page would wait for it. */
const pauseMs = 60000;

/** As the function's own; what a visitor's cookie comes with is for nobody else's cache. */
const publicCaching = 'public, max-age=3600, stale-while-revalidate=86400';
const privateCaching = 'private, max-age=3600, stale-while-revalidate=86400';

/** Answers with the script, 304 to whoever has it; with an old one where the function fails, and 503 where there is none. */
function serveLoader(setup, route) {
  const storageKey = 'loader of ' + setup.connection.endpoint;
  const kept = readKept(storageKey);
  const nowMs = getTimestampMillis();
  if (kept !== undefined && nowMs - kept.atMs < freshMs) {
    returnLoader(setup, kept);
    return;
  }
  const keep = (loader) => {
    templateDataStorage.setItemCopy(storageKey, loader);
    returnLoader(setup, loader);
  };
  const keepOld = (old, atMs) => keep({ body: old.body, etag: old.etag, atMs: atMs });
  askFunction(setup.connection, readVisitor(), {
    method: 'GET',
    path: route.functionPath,
    ifNoneMatch: kept && kept.etag !== '' ? kept.etag : undefined,
  }).then(
    (answer) => {
      if (isScript(answer)) {
        keep({ body: answer.body || '', etag: answer.headers['etag'] || '', atMs: nowMs });
      } else if (kept === undefined) {
        setup.log(
          'The Function endpoint does not serve the script of the page. Check that it is that of your function.'
        );
        returnAnswer(answer);
      } else {
        keepOld(kept, answer.statusCode === 304 ? nowMs : nowMs - freshMs + pauseMs);
      }
    },
    () => {
      setup.log('The Tilltag function did not answer, so pages get the script that this server still has, if any.');
      if (kept === undefined) {
        returnUnavailable();
      } else {
        keepOld(kept, nowMs - freshMs + pauseMs);
      }
    }
  );
}

function readKept(storageKey) {
  const stored = templateDataStorage.getItemCopy(storageKey);
  return isKeptLoader(stored) ? stored : undefined;
}

function isKeptLoader(value) {
  return isPlainObject(value) && isText(value['body']) && isText(value['etag']) && isNumber(value['atMs']);
}

/** A page of HTML from whatever else stands at the endpoint must not be kept for an hour. */
function isScript(answer) {
  const type = answer.headers['content-type'] || '';
  return answer.statusCode === 200 && type.indexOf('javascript') > -1 && !!answer.body;
}

function returnLoader(setup, loader) {
  const isPersonal = keepCookieOfPage(setup.cookie);
  setResponseHeader('content-type', 'text/javascript; charset=utf-8');
  setResponseHeader('cache-control', isPersonal ? privateCaching : publicCaching);
  setResponseHeader('vary', 'Accept-Encoding');
  setResponseHeader('access-control-allow-origin', '*');
  // Pages that isolate themselves (COEP) may load nothing without it.
  setResponseHeader('cross-origin-resource-policy', 'cross-origin');
  setResponseHeader('x-content-type-options', 'nosniff');
  if (loader.etag !== '') {
    setResponseHeader('etag', loader.etag);
  }
  if (isSameVersion(getRequestHeader('if-none-match'), loader.etag)) {
    setResponseStatus(304);
  } else {
    setResponseStatus(200);
    if (getRequestMethod() === 'GET') {
      setResponseBody(loader.body);
    }
  }
  returnResponse();
}

/** Compared weakly, as https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match asks. */
function isSameVersion(ifNoneMatch, etag) {
  if (!ifNoneMatch || etag === '') {
    return false;
  }
  return ifNoneMatch.split(',').some((candidate) => candidate.trim() === '*' || toOpaque(candidate) === toOpaque(etag));
}

function toOpaque(etag) {
  const trimmed = etag.trim();
  return trimmed.indexOf('W/') === 0 ? trimmed.slice(2) : trimmed;
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

/** The items without blanks around them, in their order; none for an empty field. */
function splitList(value) {
  return [',', ';', '\n', '\r', '\t']
    .reduce((text, separator) => text.split(separator).join(' '), toText(value))
    .split(' ')
    .filter((item) => item !== '');
}

const usualTimeoutMs = 4800;

/** From the fields; what is missing is as in a new form. */
function toSetup(data) {
  const cookieName = toText(data.cookieName) || '_tilltag';
  return {
    connection: toConnection(data, usualTimeoutMs),
    measurementId: toText(data.measurementId),
    testSessions: data.testSessions,
    extraNames: splitList(data.extraClickIds).filter(isExtraName),
    cookie: data.keepsCookie ? { name: cookieName, domain: toText(data.cookieDomain) || 'auto' } : undefined,
    log: createLog(data.logType),
  };
}

/**
 * Whether the request carries the secret as its bearer. Digests are compared, so that the time it takes says nothing of how
 * much of a wrong secret was right. No secret is right where none is set.
 */
function isSecretRight(secret) {
  const header = getRequestHeader('authorization') || '';
  const isBearer = header.toLowerCase().indexOf('bearer ') === 0;
  const given = isBearer ? header.slice('bearer '.length).trim() : '';
  return sha256Sync(given) === sha256Sync(secret) && secret !== '';
}

const storageKey = 'finished events';

/** A missed answer is made up for after half a minute and then two; whoever sends an event again later means it. */
const rememberedMs = 300000;

const maxEvents = 200;

/** Whether this server's tags ran for the event lately, in the version of the container that runs now. */
function hasRun(eventId) {
  const key = toKey(eventId);
  return readEvents().some((event) => event.key === key);
}

/** The event counts as run from now on. */
function rememberRun(eventId) {
  const events = readEvents().concat([{ key: toKey(eventId), atMs: getTimestampMillis() }]);
  templateDataStorage.setItemCopy(storageKey, events.slice(-maxEvents));
}

/** A new version may mend what was wrong with the tags, and then an event is sent again on purpose. */
function toKey(eventId) {
  return getContainerVersion().version + ' ' + eventId;
}

function readEvents() {
  const stored = templateDataStorage.getItemCopy(storageKey);
  const sinceMs = getTimestampMillis() - rememberedMs;
  return isList(stored) ? stored.filter(isFinishedEvent).filter((event) => event.atMs > sinceMs) : [];
}

function isFinishedEvent(value) {
  return isPlainObject(value) && isNumber(value['atMs']);
}

/** The event; undefined for whatever is none, or one of another version. */
function parseForwardedEvent(value) {
  return isForwardedEvent(value) ? value : undefined;
}

/** Only the function sends them, by its own schema; held to here is what would make nonsense of an event. */
function isForwardedEvent(value) {
  return (
    isPlainObject(value) &&
    value['version'] === 1 &&
    isName(value['event']) &&
    isFilled(value['event_id']) &&
    isNumber(value['event_time']) &&
    isFilled(value['checkout_session_id']) &&
    isPlainObject(value['consent']) &&
    isPlainObject(value['click']) &&
    (value['ecommerce'] === null || isEcommerce(value['ecommerce']))
  );
}

/** Of an event without a sale there is none, and of one whose lines nobody read no items. */
function isEcommerce(value) {
  if (!isPlainObject(value) || !hasNumbers(value, ['value', 'tax', 'shipping', 'discount'])) {
    return false;
  }
  const items = value['items'];
  return !items || (isList(items) && items.every(isItem));
}

function isItem(value) {
  return isPlainObject(value) && hasNumbers(value, ['price', 'quantity', 'discount']);
}

/** Whether each of them is a number or left out. */
function hasNumbers(value, names) {
  return names.every((name) => value[name] === undefined || value[name] === null || isNumber(value[name]));
}

function isName(value) {
  return isText(value) && value.match('^[a-z_]{1,40}$') !== null;
}

function isFilled(value) {
  return isText(value) && value !== '';
}

/** `G1` and a digit each for `ad_storage` and `analytics_storage`. */
function toGcs(consent) {
  return 'G1' + toDigit(consent.ad_storage) + toDigit(consent.analytics_storage);
}

/**
 * A letter each for the four purposes: granted or denied from the start, which says nothing of how the visitor was asked. Google
 * has not published the code; this is how others read it.
 */
function toGcd(consent) {
  const letters = [consent.ad_storage, consent.analytics_storage, consent.ad_user_data, consent.ad_personalization].map(
    toLetter
  );
  return '11' + letters.join('1') + '5';
}

function toDigit(state) {
  return state === 'granted' ? '1' : '0';
}

function toLetter(state) {
  return state === 'granted' ? 't' : 'p';
}

/** In GA's form `NUMBER.NUMBER`, both 32 bits, as the function derives it. It leads back to nobody. */
function deriveClientId(sessionId) {
  const digest = sha256Sync('client id of ' + sessionId, { outputEncoding: 'hex' });
  return toNumber(digest.slice(0, 8)).toString() + '.' + toNumber(digest.slice(8, 16)).toString();
}

function toNumber(hex) {
  return hex.split('').reduce((sum, digit) => sum * 16 + '0123456789abcdef'.indexOf(digit.toLowerCase()), 0);
}

/** In the clear, as a URL writes it, and the two other signs that Unicode has for it. */
const atSigns = ['@', '%40', '\uFF20', '\uFE6B'];

/** The text; an address in it becomes `[e-mail]`, and any other @ is spelled out. Undefined where nothing is left. */
function toSafeText(value) {
  if (!isText(value)) {
    return undefined;
  }
  const plain = atSigns.reduce((text, sign) => text.split(sign).join('@'), value);
  const words = plain.split(' ').map((word) => (word.match('[^@]@[^@]') !== null ? '[e-mail]' : word));
  return words.join(' ').split('@').join('(at)').trim() || undefined;
}

/** The id as it is; undefined for one with an @ in it, and for what is none. */
function toSafeId(value) {
  return isText(value) && value !== '' && !atSigns.some((sign) => value.indexOf(sign) > -1) ? value : undefined;
}

/** The same data, an e-mail under `email_address`; hashes keep their names. Undefined where there are none. */
function toUserData(told) {
  if (!told) {
    return undefined;
  }
  const userData = {};
  const add = (name, value) => {
    if (value) {
      userData[name] = value;
    }
  };
  add('email_address', told.email);
  add('sha256_email_address', told.sha256_email_address);
  add('phone_number', told.phone_number);
  add('sha256_phone_number', told.sha256_phone_number);
  // One object, as Google documents it and Meta's tag reads it.
  add('address', told.address);
  return userData;
}

/** As long as GA4 takes one. */
const maxLocationLength = 1000;

/**
 * The event's data; keys whose value is not known are missing. Personal data stand under `user_data` alone, and no other text
 * holds an `@`. A visitor is somebody who is on the page now, and says nothing that consent forbids.
 */
function toEventData(event, options, visitor) {
  const values = {};
  addWhatHappened(values, event, options);
  addMoney(values, event);
  addIds(values, event, visitor);
  addCampaign(values, event);
  addClick(values, event, options.extraNames);
  addConsent(values, event);
  // The function holds it back already; what reaches tags outside of consent cannot be taken back.
  values['user_data'] = event.consent.ad_user_data === 'granted' ? toUserData(event.user_data) : undefined;
  return withoutUnknown(values);
}

/** The event's name; a test is told apart unless the form says otherwise. */
function toEventName(event, options) {
  return event.livemode || options.testSessions === 'as_live' ? event.event : event.event + '_test';
}

function addWhatHappened(values, event, options) {
  values['event_name'] = toEventName(event, options);
  values['event_id'] = toSafeId(event.event_id);
  // Whole seconds, which Meta's own tag reads. There is no common name for the time of an event in GA4.
  values['event_time'] = event.event_time;
  values['livemode'] = event.livemode;
  values['mode'] = event.mode;
  values['checkout_session_id'] = toSafeId(event.checkout_session_id);
  values['customer_id'] = toSafeId(event.customer_id);
  values['customer_type'] = event.customer_type;
  // Google Ads' own name for it.
  values['new_customer'] = event.customer_type === null ? undefined : event.customer_type === 'new';
  values['client_reference_id'] = toSafeId(event.client_reference_id);
  values['subscription_id'] = toSafeId(event.subscription_id);
  values['x-ga-measurement_id'] = options.measurementId || undefined;
}

function addMoney(values, event) {
  const ecommerce = event.ecommerce;
  values['transaction_id'] = toSafeId(event.transaction_id);
  if (ecommerce) {
    values['value'] = ecommerce.value;
    values['currency'] = toSafeId(ecommerce.currency);
    values['tax'] = ecommerce.tax;
    values['shipping'] = ecommerce.shipping;
    values['discount'] = ecommerce.discount;
    values['coupon'] = toSafeText(ecommerce.coupon);
    values['items'] = (ecommerce.items || []).map(toItem);
  }
}

function toItem(item) {
  return withoutUnknown({
    item_id: toSafeText(item.item_id),
    item_name: toSafeText(item.item_name),
    price: item.price,
    quantity: item.quantity,
    discount: item.discount,
  });
}

/** Of the browser; what the click told comes before what the page's request says. */
function addIds(values, event, visitor) {
  const isAnalysed = event.consent.analytics_storage === 'granted';
  const isAdvertised = event.consent.ad_storage === 'granted';
  const told = event.meta_user_data;
  const present = isAnalysed ? visitor : undefined;
  values['client_id'] =
    toSafeId(event.client_id) || (present && present.gaClientId) || deriveClientId(event.checkout_session_id);
  values['ga_session_id'] = toSafeId(event.ga_session_id);
  values['ip_override'] = present && present.address;
  values['user_agent'] = present && toSafeText(present.userAgent);
  if (isAdvertised) {
    values['x-fb-ck-fbp'] = toSafeId(told && told.fbp) || (visitor && visitor.fbp);
    values['x-fb-ck-fbc'] = toSafeId(told && told.fbc) || (visitor && visitor.fbc);
  }
}

/** Under names of our own, as in GA4: that reads `source`, `medium` and `campaign` as a second attribution beside its own. */
function addCampaign(values, event) {
  values['tilltag_source'] = toSafeText(event.utm_source);
  values['tilltag_medium'] = toSafeText(event.utm_medium);
  values['tilltag_campaign'] = toSafeText(event.utm_campaign);
  values['tilltag_term'] = toSafeText(event.utm_term);
  values['tilltag_content'] = toSafeText(event.utm_content);
  values['tilltag_payment_link'] = toSafeId(event.payment_link);
}

/** Only known names: whoever tells a click chooses the names in it. */
function addClick(values, event, extraNames) {
  const readClick = (name) => toSafeId(event.click[name]);
  const isAdvertised = event.consent.ad_storage === 'granted';
  if (isAdvertised) {
    clickIdNames.concat(extraNames).forEach((name) => {
      if (values[name] === undefined) {
        values[name] = readClick(name);
      }
    });
  }
  // One of Google's at most, because the tags know a click by its address alone.
  const googleName = isAdvertised
    ? ['gclid', 'gbraid', 'wbraid'].filter((name) => readClick(name) !== undefined)[0]
    : undefined;
  const query = googleName === undefined ? '' : '?' + googleName + '=' + encodeText(readClick(googleName));
  const referrerHost = readClick('referrer_host');
  values['page_location'] = toLocation(readClick('landing_page'), query);
  values['page_referrer'] = referrerHost && 'https://' + referrerHost + '/';
}

/** Where the landing page is not known but the click on an ad is, the site's first page stands in its place. */
function toLocation(landingPage, query) {
  const page = landingPage || (query === '' ? '' : toFirstPage(getRequestHeader('host')));
  const location = 'https://' + page + query;
  if (page === '') {
    return undefined;
  }
  return location.length <= maxLocationLength ? location : ('https://' + page).slice(0, maxLocationLength);
}

/** The container stands on the shop's own domain. */
function toFirstPage(host) {
  const domain = host ? computeEffectiveTldPlusOne(host) : '';
  return domain ? domain + '/' : '';
}

function encodeText(text) {
  return (text && encodeUriComponent(text)) || '';
}

function addConsent(values, event) {
  const consent = event.consent;
  values['consent'] = {
    ad_storage: consent.ad_storage,
    analytics_storage: consent.analytics_storage,
    ad_user_data: consent.ad_user_data,
    ad_personalization: consent.ad_personalization,
  };
  values['x-ga-gcs'] = toGcs(consent);
  values['x-ga-gcd'] = toGcd(consent);
}

function withoutUnknown(values) {
  const known = {};
  Object.entries(values).forEach((entry) => {
    if (entry[1] !== undefined && entry[1] !== null) {
      known[entry[0]] = entry[1];
    }
  });
  return known;
}

/** Calls back once, when the container's tags have run. */
function runEvent(setup, event, visitor, onEnd) {
  runContainer(toEventData(event, setup, visitor), (bindToEvent) => {
    const listen = bindToEvent(addEventCallback);
    Promise.create((resolve) => {
      listen((_containerId, ended) => resolve(ended.tags));
    }).then(
      (tags) => {
        setup.log(describeRun(event, setup, tags));
        onEnd(judge(event, tags));
      },
      // The tags have run; what came of them stays unknown.
      () => onEnd('ran')
    );
  });
}

/**
 * All tags run again when an event is sent again. For a purchase that does no harm, since receivers know it by its transaction id
 * and event id; but GA4 counts a refund or a renewal twice, so these are repeated only where not a single tag succeeded.
 */
function judge(event, tags) {
  const failed = tags.filter(hasFailed).length;
  const isRepeatable = event.event === 'purchase' || failed === tags.length;
  return failed > 0 && isRepeatable ? 'failed' : 'ran';
}

function hasFailed(tag) {
  return tag.status === 'failure' || tag.status === 'exception' || tag.status === 'timeout';
}

function describeRun(event, setup, tags) {
  const name = toEventName(event, setup);
  if (tags.length === 0) {
    return 'No tag fired for ' + name + '. If one should have, check its trigger.';
  }
  const failed = tags.filter(hasFailed).length;
  const ran = name + ': ' + count(tags.length, 'tag') + ' fired';
  if (failed === 0) {
    return ran + '.';
  }
  const end =
    judge(event, tags) === 'failed'
      ? '; the event comes again.'
      : '; the event is not repeated, or the others would count it twice.';
  return ran + ', ' + count(failed, 'tag') + ' failed' + end;
}

function count(amount, noun) {
  return amount.toString() + ' ' + noun + (amount === 1 ? '' : 's');
}

/**
 * Answers the function: 204 after the tags ran, 500 where they have to run again, 400 for what is no event, and one and the same
 * 401 to everybody without the secret.
 */
function takeEvent(setup, methods) {
  if (!isSecretRight(setup.connection.secret)) {
    returnError(
      401,
      'unauthorized',
      'The container secret is missing or wrong. Enter the same one in the Checkout client and in the property.'
    );
    return;
  }
  if (getRequestMethod() === 'GET') {
    returnJson(200, { version: 1 });
  } else if (getRequestMethod() === 'POST') {
    runForwarded(setup);
  } else {
    returnWrongMethod(methods);
  }
}

function runForwarded(setup) {
  const event = parseForwardedEvent(parseObject(getRequestBody()));
  if (event === undefined) {
    setup.log('What arrived is no event that this version of the Checkout client can read. Import the newest version.');
    returnError(400, 'invalid_request', 'The body is no forwarded event of version 1.');
    return;
  }
  if (!event.livemode && setup.testSessions === 'ignore') {
    setup.log('Nothing was run: this is a test session, and the client is set to ignore those.');
    returnDone();
    return;
  }
  if (hasRun(event.event_id)) {
    setup.log('Nothing was run: the tags ran for this ' + event.event + ' a moment ago, and the function asked again.');
    returnDone();
    return;
  }
  runEvent(setup, event, undefined, (outcome) => {
    if (outcome === 'ran') {
      rememberRun(event.event_id);
      returnDone();
    } else {
      returnError(500, 'internal', 'Tags of the container failed. Send the event again.');
    }
  });
}

/** Read before the response is returned. The loader asks without cookies; other callers may send theirs. */
function readEventVisitor() {
  return {
    address: toText(getRemoteAddress()) || undefined,
    userAgent: getRequestHeader('user-agent'),
    gaClientId: toGaClientId(getCookieValues('_ga')[0]),
    fbp: toMetaId(getCookieValues('_fbp')[0]),
    fbc: toMetaId(getCookieValues('_fbc')[0]),
  };
}

/** `GA1.<n>.<random>.<first seen>`: the last two parts are the id. */
function toGaClientId(cookie) {
  const isKnown = cookie !== undefined && cookie.match('^GA1\\.[0-9]+\\.[0-9]{1,10}\\.[0-9]{1,10}$') !== null;
  return cookie !== undefined && isKnown ? cookie.split('.').slice(2).join('.') : undefined;
}

function toMetaId(cookie) {
  return cookie !== undefined && cookie.match('^fb\\.[0-9]\\.[A-Za-z0-9._-]{1,500}$') !== null ? cookie : undefined;
}

const claimLength = 32;
const claimCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The visit; read before the response is returned. */
function readVisit() {
  return {
    propertyId: getRequestQueryParameter('property_id'),
    query: getRequestQueryString(),
    visitor: readVisitor(),
    eventVisitor: readEventVisitor(),
  };
}

/**
 * Where the page's answer says that the server sends, asks for the event with a claim of its own, runs the container for it, and
 * reports that it did. Where anything fails there is no report, and the function sends the event itself later.
 */
function runVisit(setup, visit, body) {
  const answer = parseObject(body);
  if (answer === undefined || !isToRun(setup, visit, answer)) {
    return;
  }
  const claim = makeClaim();
  askFunction(setup.connection, visit.visitor, {
    method: 'GET',
    path: '/checkout/sessions.json?' + withClaim(visit.query, claim),
    sends: true,
  }).then(
    (second) => {
      const given = parseObject(second.body);
      const event = given && parseForwardedEvent(given['forwarded']);
      // Without one somebody else is at it, or has done it.
      if (event !== undefined) {
        runEvent(setup, event, visit.eventVisitor, (outcome) => {
          if (outcome === 'ran') {
            rememberRun(event.event_id);
            report(setup, visit, event, claim);
          }
        });
      }
    },
    () => setup.log('The Tilltag function did not hand over the event of this visit; it sends it itself later.')
  );
}

function isToRun(setup, visit, answer) {
  const eventId = answer['event_id'];
  return (
    answer['sender'] === 'server' &&
    (answer['status'] === 'paid' || answer['status'] === 'free') &&
    visit.propertyId === setup.connection.propertyId &&
    (answer['livemode'] === true || setup.testSessions !== 'ignore') &&
    !hasRun('' + eventId)
  );
}

function report(setup, visit, event, claim) {
  const told = {
    property_id: setup.connection.propertyId,
    checkout_session_id: event.checkout_session_id,
    event_id: event.event_id,
    claim: claim,
  };
  askFunction(setup.connection, visit.visitor, {
    method: 'POST',
    path: '/checkout/reports',
    body: JSON.stringify(told),
    contentType: 'text/plain',
    sends: true,
  }).then(
    (answer) => {
      if (answer.statusCode >= 300) {
        setup.log('The Tilltag function refused the report of this visit, so the event comes again.');
      }
    },
    () => setup.log('The report of this visit got lost, so the event comes again.')
  );
}

function makeClaim() {
  let claim = '';
  while (claim.length < claimLength) {
    claim += claimCharacters.charAt(generateRandom(0, claimCharacters.length - 1));
  }
  return claim;
}

/** The page's own question, with the page's claim replaced. */
function withClaim(query, claim) {
  return query
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=')[0] !== 'claim')
    .concat(['claim=' + claim])
    .join('&');
}

/** Claims and answers what lies below its path; any other request is left as it is, before anything else is read or done. */
function run(data) {
  const route = findRoute(toClientPath(toText(data.path)), getRequestPath());
  if (route === undefined) {
    return;
  }
  claimRequest();
  const setup = toSetup(data);
  if (route.name === 'events') {
    takeEvent(setup, route.methods);
    return;
  }
  if (getRequestMethod() === 'OPTIONS') {
    returnPreflight(route.methods);
    return;
  }
  const fault = findConnectionFault(setup.connection);
  if (fault !== undefined) {
    setup.log(fault);
    returnError(500, 'internal', 'The Checkout client of this server container is not set up. Its log says why.');
    return;
  }
  answerPage(setup, route);
}

function answerPage(setup, route) {
  const method = getRequestMethod();
  if (route.name === 'loader' && (method === 'GET' || method === 'HEAD')) {
    serveLoader(setup, route);
    return;
  }
  if (route.name === 'clicks') {
    keepCookieOfClick(setup.cookie, getRequestBody());
  }
  const query = getRequestQueryString();
  const visit = route.name === 'lookup' && method === 'GET' ? readVisit() : undefined;
  askFunction(setup.connection, readVisitor(), {
    method: method,
    path: route.functionPath + (query === '' ? '' : '?' + query),
    body: getRequestBody(),
    contentType: getRequestHeader('content-type'),
  }).then(
    (answer) => {
      // First: the page must not wait for tags.
      returnAnswer(answer);
      if (visit !== undefined && answer.statusCode === 200) {
        runVisit(setup, visit, answer.body);
      }
    },
    () => {
      setup.log('The Tilltag function did not answer, and the page was told so. Check the Function endpoint.');
      returnUnavailable();
    }
  );
}

run(data);


___SERVER_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "send_http",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedUrls",
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
        "publicId": "read_request",
        "versionId": "1"
      },
      "param": [
        {
          "key": "requestAccess",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "headersAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "headerAccess",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "headerWhitelist",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "authorization"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "content-type"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "host"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "if-none-match"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "origin"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "referer"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "sec-fetch-site"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "user-agent"
                  }
                ]
              }
            ]
          }
        },
        {
          "key": "queryParametersAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "queryParameterAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        },
        {
          "key": "bodyAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "pathAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "remoteAddressAllowed",
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
        "publicId": "access_response",
        "versionId": "1"
      },
      "param": [
        {
          "key": "writeResponseAccess",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "writeStatusAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "writeHeadersAllowed",
          "value": {
            "type": 8,
            "boolean": true
          }
        },
        {
          "key": "writeHeaderAccess",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "writeHeaderWhitelist",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "access-control-allow-headers"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "access-control-allow-methods"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "access-control-allow-origin"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "access-control-max-age"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "allow"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "cache-control"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "content-type"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "cross-origin-resource-policy"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "etag"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "referrer-policy"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "retry-after"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "vary"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "headerName"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "x-content-type-options"
                  }
                ]
              }
            ]
          }
        },
        {
          "key": "writeBodyAllowed",
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
        "publicId": "return_response",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "run_container",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "read_event_metadata",
        "versionId": "1"
      },
      "param": []
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
                    "string": "require_secure"
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
- name: Leaves every other request alone, and reads nothing of it but its path
  code: |-
    [
      '/',
      '/checkout',
      '/checkout/',
      '/checkout/orders',
      '/checkout/sessions.json/x',
      '/g/collect',
      '/shop/checkout/events',
    ].forEach((path) => {
      request.path = path;
      handle(() => undefined);
    });
    assertApi('claimRequest').wasNotCalled();
    assertApi('getRequestMethod').wasNotCalled();
    assertApi('getRequestHeader').wasNotCalled();
    assertApi('sendHttpRequest').wasNotCalled();
    assertApi('setResponseStatus').wasNotCalled();
    assertApi('returnResponse').wasNotCalled();
    assertApi('logToConsole').wasNotCalled();
- name: Claims what lies below its path
  code: |-
    browserRoutes.concat(['/events']).forEach((below) => {
      server.isClaimed = false;
      request.path = '/checkout' + below;
      handle(() => undefined);
      assertThat(server.isClaimed, below).isTrue();
    });
- name: Answers under another path, and asks the function under its own
  code: |-
    data.path = ' metrics/checkout/ ';
    request.path = '/metrics/checkout/sessions.json';
    request.query = 'property_id=prop_12345678';
    reply(200, {}, {});
    handle(() => {
      assertThat(server.asked[0] && server.asked[0].url).isEqualTo(
        'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678'
      );
    });
- name: Answers under checkout where the field is empty
  code: |-
    data.path = '';
    handle(() => {
      assertThat(server.isClaimed).isTrue();
    });
- name: Answers a preflight by itself, with the methods of the address
  code: |-
    request.method = 'OPTIONS';
    browserRoutes.forEach((below) => {
      request.path = '/checkout' + below;
      handle(() => undefined);
      assertThat(server.status).isEqualTo(204);
      assertThat(server.headers).isEqualTo({
        allow: server.headers['access-control-allow-methods'] || '',
        'access-control-allow-origin': '*',
        'access-control-allow-methods':
          below === '/sessions.json' ? 'GET, OPTIONS' : below === '/tilltag.v1.js' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS',
        'access-control-allow-headers': 'Content-Type',
        'access-control-max-age': '86400',
        'cache-control': 'no-store',
      });
    });
    assertThat(server.returned).isEqualTo(4);
    assertApi('sendHttpRequest').wasNotCalled();
- name: Says that it is not set up where the secret is empty, and asks nobody
  code: |-
    data.secret = ' ';
    handle(() => {
      expectError(500, 'internal');
      assertThat(server.lines).isEqualTo(['Tilltag: The Container secret is empty. Paste the one that your property has.']);
      assertApi('sendHttpRequest').wasNotCalled();
    });
- name: Says that it is not set up where the endpoint or the Property ID is none
  code: |-
    data.functionEndpoint = 'http://tilltag.run.app';
    handle(() => undefined);
    data.functionEndpoint = 'https://tilltag.run.app';
    data.propertyId = 'short';
    handle(() => {
      assertThat(server.lines[0]).contains('The Function endpoint is not an address that begins with https');
      assertThat(server.lines[1]).contains('The Property ID is empty or incomplete.');
      assertThat(server.status).isEqualTo(500);
      assertApi('sendHttpRequest').wasNotCalled();
    });
- name: Says that it is not set up where it was built for another function, instead
    of leaving the page without an answer
  code: |-
    mock('queryPermission', false);
    handle(() => {
      expectError(500, 'internal');
      assertThat(server.lines[0]).contains(
        'may not ask https://tilltag.run.app/base. Build or download it again for this Function endpoint'
      );
      assertApi('queryPermission').wasCalledWith('send_http', 'https://tilltag.run.app/base/checkout/sessions.json');
      assertApi('sendHttpRequest').wasNotCalled();
    });
- name: Keeps silent where the form says so
  code: |-
    data.logType = 'no';
    data.secret = '';
    handle(() => {
      assertApi('logToConsole').wasNotCalled();
    });
- name: Tells the function that it is there when the function checks the secret, and
    runs nothing
  code: |-
    request.path = '/checkout/events';
    request.headers['authorization'] = 'Bearer secret of the container';
    handle(() => {
      expectStatus(200);
      assertThat(answered()).isEqualTo({ version: 1 });
      assertApi('runContainer').wasNotCalled();
    });
- name: Refuses any other method for events
  code: |-
    request.path = '/checkout/events';
    request.method = 'PUT';
    request.headers['authorization'] = 'Bearer secret of the container';
    handle(() => {
      expectError(405, 'method_not_allowed');
      assertThat(server.headers['allow']).isEqualTo('GET, POST');
    });
- name: Passes a lookup on with its query, signed and in the name of the visitor
  code: |-
    request.query = 'property_id=prop_12345678&checkout_session_id=cs_live_x&utm_term=a%20b';
    reply(404, { error: { code: 'unknown_session' } }, {});
    handle(() => {
      assertThat(server.asked).isEqualTo([
        {
          url: 'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=cs_live_x&utm_term=a%20b',
          options: {
            method: 'GET',
            timeout: 4800,
            headers: {
              Authorization: 'Bearer secret of the container',
              'Tilltag-Visitor-Origin': 'https://shop.example.com',
              'Tilltag-Visitor-Address': '203.0.113.9',
              'User-Agent': 'Browser of the buyer',
            },
          },
          body: undefined,
        },
      ]);
    });
- name: Passes on a report or a click with its body as it stands
  code: |-
    request.method = 'POST';
    request.headers['content-type'] = 'text/plain;charset=UTF-8';
    request.body = '{"claim":"of the page"}';
    ['reports', 'clicks'].forEach((name) => {
      request.path = '/checkout/' + name;
      reply(204, {}, {});
      handle(() => undefined);
      const asked = server.asked[server.asked.length - 1];
      assertThat(asked && asked.url).isEqualTo('https://tilltag.run.app/base/checkout/' + name);
      assertThat(asked && asked.options.method).isEqualTo('POST');
      assertThat(asked && asked.body).isEqualTo('{"claim":"of the page"}');
      assertThat(told('Content-Type')).isEqualTo('text/plain;charset=UTF-8');
      assertThat(told('Tilltag-Sends')).isUndefined();
    });
- name: Names the page by its referrer where the browser sends no origin
  code: |-
    request.headers['origin'] = '';
    request.headers['referer'] = 'https://www.shop.example.com/thanks?session_id=cs_live_x';
    handle(() => {
      assertThat(told('Tilltag-Visitor-Origin')).isEqualTo('https://www.shop.example.com');
    });
- name: Names its own host where the browser says that the page is on it
  code: |-
    request.headers['origin'] = '';
    request.headers['sec-fetch-site'] = 'same-origin';
    handle(() => {
      assertThat(told('Tilltag-Visitor-Origin')).isEqualTo('https://tags.example.com');
    });
- name: Names no page where nothing tells which
  code: |-
    request.headers['origin'] = '';
    request.headers['sec-fetch-site'] = 'cross-site';
    handle(() => {
      assertThat(told('Tilltag-Visitor-Origin')).isUndefined();
    });
- name: Gives back status, body and the headers that matter to a page
  code: |-
    reply(
      429,
      { error: { code: 'rate_limited' } },
      {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'Origin',
        'access-control-allow-origin': 'https://shop.example.com',
        'retry-after': '3',
        etag: 'W/"x"',
        'content-encoding': 'gzip',
        'set-cookie': 'a=b',
        server: 'of the cloud',
      }
    );
    handle(() => {
      expectStatus(429);
      assertThat(answered()).isEqualTo({ error: { code: 'rate_limited' } });
      assertThat(server.headers).isEqualTo({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'Origin',
        'access-control-allow-origin': 'https://shop.example.com',
        'retry-after': '3',
        etag: 'W/"x"',
      });
    });
- name: Says that nobody answers where the function is down, and runs nothing
  code: |-
    handle(() => {
      expectError(503, 'stripe_unavailable');
      assertThat(server.lines).hasLength(1);
      assertApi('runContainer').wasNotCalled();
    });
- name: Waits as long as the field says, and never as long as GTM gives a promise
  code: |-
    const waits = ['1500', '60000', 'long', '0'].map((timeout) => {
      data.timeoutMs = timeout;
      handle(() => undefined);
      const asked = server.asked[server.asked.length - 1];
      return asked && asked.options.timeout;
    });
    assertThat(waits).isEqualTo([1500, 4900, 4800, 4800]);
- name: Never writes secret, session or answer into the log
  code: |-
    request.query = 'property_id=prop_12345678&checkout_session_id=cs_live_x';
    handle(() => {
      const text = JSON.stringify(server.lines) || '';
      assertThat(text.indexOf('secret of')).isEqualTo(-1);
      assertThat(text.indexOf('cs_live')).isEqualTo(-1);
    });
- name: Fetches the script once and serves it for an hour
  code: |-
    load(0, 'one', () => {
      load(hourMs - 1, 'two', () => {
        expectStatus(200);
        assertThat(server.responseBody).isEqualTo('script one');
        assertThat(server.asked).hasLength(1);
        assertThat(server.asked[0] && server.asked[0].url).isEqualTo('https://tilltag.run.app/base/checkout/tilltag.v1.js');
      });
    });
- name: Serves it with the headers of the function
  code: |-
    load(0, 'one', () => {
      assertThat(server.headers).isEqualTo({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
        etag: 'W/"one"',
        vary: 'Accept-Encoding',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      });
    });
- name: Asks after an hour whether there is a newer one, and goes on with what it
    has where there is none
  code: |-
    load(0, 'one', () => {
      load(hourMs, '', () => {
        expectStatus(200);
        assertThat(server.responseBody).isEqualTo('script one');
        load(hourMs - 1, 'two', () => {
          assertThat(server.responseBody).isEqualTo('script one');
          assertThat(knownVersions()).isEqualTo([undefined, 'W/"one"']);
        });
      });
    });
- name: Serves the newer one after an hour where there is one
  code: |-
    load(0, 'one', () => {
      load(hourMs, 'two', () => {
        assertThat(server.responseBody).isEqualTo('script two');
        assertThat(server.headers['etag']).isEqualTo('W/"two"');
      });
    });
- name: Answers a browser that has this version without sending it again
  code: |-
    request.headers['if-none-match'] = '"older", "one"';
    load(0, 'one', () => {
      expectStatus(304);
      assertThat(server.responseBody).isEqualTo('');
      assertThat(server.headers['etag']).isEqualTo('W/"one"');
      request.headers['if-none-match'] = '"older"';
      load(1, 'one', () => {
        expectStatus(200);
      });
    });
- name: Sends no body to a browser that asks for the head alone
  code: |-
    request.method = 'HEAD';
    load(0, 'one', () => {
      expectStatus(200);
      assertThat(server.responseBody).isEqualTo('');
      assertThat(server.asked[0] && server.asked[0].options.method).isEqualTo('GET');
    });
- name: Serves the old one where the function is down, and leaves the function alone
    for a minute
  code: |-
    load(0, 'one', () => {
      server.nowMs += hourMs;
      goDown();
      server.returned = 0;
      handle(() => {
        expectStatus(200);
        assertThat(server.responseBody).isEqualTo('script one');
        load(59999, 'two', () => {
          assertThat(server.responseBody).isEqualTo('script one');
          assertThat(server.asked).hasLength(2);
          load(1, 'two', () => {
            assertThat(server.asked).hasLength(3);
            assertThat(server.responseBody).isEqualTo('script two');
          });
        });
      });
    });
- name: Serves the old one where something else than the function answers
  code: |-
    load(0, 'one', () => {
      server.nowMs += hourMs;
      server.returned = 0;
      goDown();
      server.replies.push({ statusCode: 200, headers: { 'content-type': 'text/html' }, body: 'Maintenance' });
      handle(() => {
        assertThat(server.responseBody).isEqualTo('script one');
        load(60000, 'two', () => {
          assertThat(server.responseBody).isEqualTo('script two');
        });
      });
    });
- name: Says that nobody answers where the function is down and there is no old one
  code: |-
    request.path = '/checkout/tilltag.v1.js';
    handle(() => {
      expectError(503, 'stripe_unavailable');
    });
- name: Passes on what is no script, and does not keep it
  code: |-
    request.path = '/checkout/tilltag.v1.js';
    server.replies.push({ statusCode: 500, headers: { 'content-type': 'application/json' }, body: '{"error":{}}' });
    handle(() => {
      expectStatus(500);
      assertThat(server.responseBody).isEqualTo('{"error":{}}');
      load(1, 'one', () => {
        assertThat(server.responseBody).isEqualTo('script one');
      });
    });
- name: Runs the container for a forwarded purchase, and says so after the tags ran
  code: |-
    forward(purchase({}), () => {
      expectStatus(204);
      assertThat(server.events).hasLength(1);
      assertThat(eventValue('event_name')).isEqualTo('purchase');
      assertThat(server.eventsBefore, 'events run before the answer').isEqualTo(1);
      assertThat(server.lines).isEqualTo(['Tilltag: purchase: 1 tag fired.']);
      assertApi('sendHttpRequest').wasNotCalled();
    });
- name: Runs refunds and all the rest under their own names
  code: |-
    forward(purchase({ event: 'refund' }), () => {
      expectStatus(204);
      assertThat(eventValue('event_name')).isEqualTo('refund');
      assertThat(eventValue('value')).isEqualTo(49.5);
    });
- name: Takes no event with an item that is none
  code: expectRefused('"items":[', '"items":[null,');
- name: Takes no event with an amount that is no number
  code: expectRefused('"value":49.5', '"value":["a"]');
- name: Takes no event with a time that is no number
  code: expectRefused('"event_time":1767225600', '"event_time":"now"');
- name: Answers everybody without the secret alike, whatever they ask
  code: |-
    const answers = [
      undefined,
      '',
      'Bearer',
      'Bearer wrong',
      'Basic secret of the container',
      'secret of the container',
    ].map((authorization) => {
      request.path = '/checkout/events';
      request.method = authorization === '' ? 'GET' : 'POST';
      request.body = 'anything';
      request.headers['authorization'] = authorization || '';
      handle(() => undefined);
      assertThat(server.status).isEqualTo(401);
      return server.responseBody;
    });
    answers.forEach((answer) => {
      assertThat(answer).isEqualTo(answers[0] || 'something');
    });
    assertThat(answers[0]).contains('"code":"unauthorized"');
    assertApi('runContainer').wasNotCalled();
    assertApi('logToConsole').wasNotCalled();
- name: Lets nobody in where no secret is set
  code: |-
    data.secret = '';
    forward(purchase({}), () => {
      expectError(401, 'unauthorized');
      assertApi('runContainer').wasNotCalled();
    });
- name: Knows the secret under any spelling of Bearer
  code: |-
    request.path = '/checkout/events';
    request.headers['authorization'] = 'bearer  secret of the container ';
    handle(() => {
      assertThat(answered()).isEqualTo({ version: 1 });
    });
- name: Refuses what is no event of version 1
  code: |-
    const event = purchase({});
    [
      undefined,
      [],
      {},
      JSON.parse((JSON.stringify(event) || '').split('"version":1').join('"version":2')),
      {
        version: 1,
        event: 'Purchase!',
        event_id: 'x',
        checkout_session_id: 'x',
        consent: {},
        click: {},
        ecommerce: null,
      },
      { version: 1, event: 'purchase', event_id: '', checkout_session_id: 'x', consent: {}, click: {}, ecommerce: null },
      { version: 1, event: 'purchase', event_id: 'x', consent: {}, click: {}, ecommerce: null },
      { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', click: {}, ecommerce: null },
      { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', consent: {}, ecommerce: null },
      { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', consent: {}, click: {} },
    ].forEach((body) => {
      server.returned = 0;
      forward(body, () => undefined);
      expectError(400, 'invalid_request');
    });
    request.body = '<html>';
    server.returned = 0;
    handle(() => undefined);
    expectError(400, 'invalid_request');
    assertApi('runContainer').wasNotCalled();
- name: Marks test sessions in the name
  code: |-
    forward(purchase({ livemode: false }), () => {
      assertThat(eventValue('event_name')).isEqualTo('purchase_test');
      assertThat(eventValue('livemode')).isEqualTo(false);
    });
- name: Runs test sessions like live ones where the form says so
  code: |-
    data.testSessions = 'as_live';
    forward(purchase({ livemode: false }), () => {
      assertThat(eventValue('event_name')).isEqualTo('purchase');
    });
- name: Takes test sessions and runs nothing where the form says so
  code: |-
    data.testSessions = 'ignore';
    forward(purchase({ livemode: false }), () => {
      expectStatus(204);
      assertApi('runContainer').wasNotCalled();
      server.returned = 0;
      forward(purchase({}), () => {
        assertThat(server.events).hasLength(1);
      });
    });
- name: Asks for a purchase again where any tag failed, since receivers know it by
    its ids
  code: |-
    tagsEnd(['success', 'failure']);
    forward(purchase({}), () => {
      expectError(500, 'internal');
      assertThat(server.lines).isEqualTo(['Tilltag: purchase: 2 tags fired, 1 tag failed; the event comes again.']);
    });
- name: Counts a tag that broke off as failed
  code: |-
    tagsEnd(['exception']);
    forward(purchase({}), () => {
      expectError(500, 'internal');
    });
- name: Counts a tag that never came to its end as failed
  code: |-
    tagsEnd(['success', 'timeout']);
    forward(purchase({}), () => {
      expectError(500, 'internal');
    });
- name: Does not ask for a refund again where one tag succeeded, or that one would
    count it twice
  code: |-
    tagsEnd(['success', 'failure']);
    forward(purchase({ event: 'refund' }), () => {
      expectStatus(204);
      assertThat(server.lines[0]).contains('the event is not repeated');
    });
- name: Asks for a refund again where every tag failed
  code: |-
    tagsEnd(['failure', 'failure']);
    forward(purchase({ event: 'refund' }), () => {
      expectError(500, 'internal');
    });
- name: Takes an event for which no tag fires, and says so
  code: |-
    tagsEnd([]);
    forward(purchase({ event: 'checkout_expired' }), () => {
      expectStatus(204);
      assertThat(server.lines[0]).contains('No tag fired for checkout_expired.');
    });
- name: Does not run the tags again where the function missed the answer
  code: |-
    forward(purchase({}), () => {
      server.returned = 0;
      server.nowMs += 299999;
      forward(purchase({}), () => {
        expectStatus(204);
        assertThat(server.events).hasLength(1);
      });
    });
- name: Runs the tags again where they failed
  code: |-
    tagsEnd(['failure']);
    forward(purchase({}), () => {
      tagsEnd(['success']);
      server.returned = 0;
      forward(purchase({}), () => {
        expectStatus(204);
        assertThat(server.events).hasLength(2);
      });
    });
- name: Runs the tags again after five minutes, and after another version of the container
    is published
  code: |-
    forward(purchase({}), () => {
      server.nowMs += 300000;
      forward(purchase({}), () => {
        assertThat(server.events).hasLength(2);
        server.version = '8';
        forward(purchase({}), () => {
          assertThat(server.events).hasLength(3);
        });
      });
    });
- name: Gives tags the purchase under common names, with consent, click and campaign
  code: |-
    data.measurementId = 'G-SHOP123';
    forward(purchase({}), () => {
      assertThat(server.events[0]).isEqualTo({
        event_name: 'purchase',
        event_id: 'purchase:' + sessionId,
        event_time: 1767225600,
        transaction_id: sessionId,
        value: 49.5,
        currency: 'EUR',
        tax: 7.9,
        shipping: 0,
        discount: 5,
        coupon: 'LAUNCH',
        items: [{ item_id: 'prod_mug', item_name: 'Mug', price: 24.75, quantity: 2, discount: 2.5 }],
        client_id: '111.222',
        ga_session_id: '1767225000',
        'x-ga-measurement_id': 'G-SHOP123',
        page_location: 'https://shop.example.com/spring?gclid=Cj0KCQ',
        page_referrer: 'https://news.example.net/',
        gclid: 'Cj0KCQ',
        'x-fb-ck-fbp': 'fb.1.1.2',
        'x-fb-ck-fbc': 'fb.1.1.3',
        consent: {
          ad_storage: 'granted',
          analytics_storage: 'granted',
          ad_user_data: 'granted',
          ad_personalization: 'granted',
        },
        'x-ga-gcs': 'G111',
        'x-ga-gcd': '11t1t1t1t5',
        livemode: true,
        mode: 'payment',
        checkout_session_id: sessionId,
        customer_id: 'cus_buyer',
        customer_type: 'new',
        new_customer: true,
        client_reference_id: 'order-77',
        tilltag_source: 'newsletter',
        tilltag_medium: 'email',
        tilltag_campaign: 'spring',
        tilltag_payment_link: 'plink_shop',
      });
    });
- name: Says nothing of whoever asks, because that is the function
  code: |-
    request.cookies['_ga'] = ['GA1.1.5.6'];
    forward(purchase({ ids: {} }), () => {
      assertThat(eventValue('ip_override')).isUndefined();
      assertThat(eventValue('user_agent')).isUndefined();
      assertThat(eventValue('ga_session_id')).isUndefined();
      assertThat(eventValue('client_id')).isNotEqualTo('5.6');
    });
- name: Derives a client id from the session where none is known, the same at every
    attempt
  code: |-
    forward(purchase({ ids: {} }), () => {
      const first = eventValue('client_id');
      server.nowMs += 400000;
      forward(purchase({ ids: {} }), () => {
        assertThat(eventValue('client_id')).isEqualTo(first);
        assertThat(('' + first).match('^[0-9]{1,10}[.][0-9]{1,10}$')).isNotNull();
      });
    });
- name: Puts one click id of Google into the address, the best one
  code: |-
    forward(purchase({ click: { wbraid: 'w', gbraid: 'g', landing_page: 'shop.example.com/' } }), () => {
      assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/?gbraid=g');
      assertThat(eventValue('gbraid')).isEqualTo('g');
      assertThat(eventValue('wbraid')).isEqualTo('w');
    });
- name: Puts the click id onto the first page of the site where the landing page is
    not known
  code: |-
    request.headers['host'] = 'tags.shop.example.co.uk';
    forward(purchase({ click: { gclid: 'a b' } }), () => {
      assertThat(eventValue('page_location')).isEqualTo('https://example.co.uk/?gclid=a%20b');
    });
- name: Has no address where neither page nor click is known
  code: |-
    forward(purchase({ click: {} }), () => {
      assertThat(eventValue('page_location')).isUndefined();
      assertThat(eventValue('page_referrer')).isUndefined();
    });
- name: Keeps the address within a thousand characters, without half a click id
  code: |-
    let long = 'x';
    while (long.length < 990) {
      long += 'x';
    }
    forward(purchase({ click: { gclid: long, landing_page: 'shop.example.com/' } }), () => {
      assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/');
      assertThat(eventValue('gclid')).isEqualTo(long);
    });
- name: Hands over every known click id, those that the form names, and nothing else
    that a click holds
  code: |-
    data.extraClickIds = 'cjevent, value, utm_id';
    const click = {
      fbclid: 'f',
      msclkid: 'm',
      cjevent: 'c',
      value: '9999',
      utm_id: 'u',
      event_name: 'other',
      landing_page: 'shop.example.com/',
      first: { gclid: 'of the first touch' },
      ttclid: 7,
    };
    forward(purchase({ click: click }), () => {
      assertThat(eventValue('fbclid')).isEqualTo('f');
      assertThat(eventValue('msclkid')).isEqualTo('m');
      assertThat(eventValue('cjevent')).isEqualTo('c');
      assertThat(eventValue('value')).isEqualTo(49.5);
      assertThat(eventValue('event_name')).isEqualTo('purchase');
      assertThat(eventValue('utm_id')).isUndefined();
      assertThat(eventValue('gclid')).isUndefined();
      assertThat(eventValue('ttclid')).isUndefined();
      assertThat(eventValue('first')).isUndefined();
    });
- name: Has no click id, no address with one and no id of Meta where ad_storage is
    denied
  code: |-
    const consent = {
      ad_storage: 'denied',
      analytics_storage: granted.analytics_storage,
      ad_user_data: granted.ad_user_data,
      ad_personalization: granted.ad_personalization,
    };
    forward(purchase({ consent: consent }), () => {
      assertThat(eventValue('gclid')).isUndefined();
      assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/spring');
      assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
      assertThat(eventValue('x-fb-ck-fbc')).isUndefined();
      assertThat(eventValue('x-ga-gcs')).isEqualTo('G101');
      assertThat(eventValue('x-ga-gcd')).isEqualTo('11p1t1t1t5');
    });
- name: Tells each denial apart in the codes of Google
  code: |-
    const consent = {
      ad_storage: 'granted',
      analytics_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
    };
    forward(purchase({ consent: consent }), () => {
      assertThat(eventValue('x-ga-gcs')).isEqualTo('G110');
      assertThat(eventValue('x-ga-gcd')).isEqualTo('11t1p1p1p5');
      assertThat(eventValue('consent')).isEqualTo(consent);
    });
- name: Has no money where none moves
  code: |-
    const event = purchase({ event: 'checkout_expired' });
    event.ecommerce = null;
    event.customer_type = null;
    forward(event, () => {
      assertThat(eventValue('value')).isUndefined();
      assertThat(eventValue('currency')).isUndefined();
      assertThat(eventValue('items')).isUndefined();
      assertThat(eventValue('transaction_id')).isEqualTo(sessionId);
      assertThat(eventValue('new_customer')).isUndefined();
    });
- name: Never names a campaign as GA4 would read it
  code: |-
    forward(purchase({}), () => {
      const text = JSON.stringify(server.events[0]) || '';
      ['"source"', '"medium"', '"campaign"', '"term"', '"content"', '"utm_'].forEach((name) => {
        assertThat(text.indexOf(name), name).isEqualTo(-1);
      });
    });
- name: Gives tags personal data under the names of Google and Meta
  code: |-
    forward(purchase({ userData: userData }), () => {
      assertThat(eventValue('user_data')).isEqualTo({
        email_address: 'buyer@example.com',
        phone_number: '+4915112345678',
        address: { first_name: 'Ada', last_name: 'Buyer', city: 'Berlin', postal_code: '10115', country: 'DE' },
      });
    });
- name: Gives tags hashes under the names of hashes
  code: |-
    const hashed = {
      sha256_email_address: 'hash of the address',
      sha256_phone_number: 'hash of the number',
      address: { sha256_first_name: 'hash of the name', city: 'Berlin' },
    };
    forward(purchase({ userData: hashed }), () => {
      assertThat(eventValue('user_data')).isEqualTo(hashed);
    });
- name: Has no user data where the consent of the event denies them, whatever the
    function sends
  code: |-
    const consent = {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'denied',
      ad_personalization: 'granted',
    };
    forward(purchase({ userData: userData, consent: consent }), () => {
      assertThat(eventValue('user_data')).isUndefined();
      assertThat(eventValue('value')).isEqualTo(49.5);
    });
- name: Has no user data where the function has none
  code: |-
    forward(purchase({}), () => {
      assertThat(eventValue('user_data')).isUndefined();
    });
- name: Has nothing personal and no at sign outside of the user data
  code: |-
    const changes = {
      userData: userData,
      coupon: 'buyer@example.com',
      itemName: 'Mug @ home for buyer%40example.com',
      source: 'list \uFF20 buyer\uFE6Bexample.com',
      reference: 'buyer@example.com',
      ids: { client_id: 'buyer@example.com', fbp: 'fb@1', fbc: 'fb.1.1.3' },
      click: { gclid: 'a@b.example', fbclid: 'f', landing_page: 'shop.example.com/@buyer', referrer_host: 'a@b.example' },
    };
    forward(purchase(changes), () => {
      const event = server.events[0] || {};
      const rest = JSON.stringify(event) || '';
      const own = JSON.stringify(eventValue('user_data')) || '';
      const outside = rest.split(own).join('');
      ['@', '%40', '\uFF20', '\uFE6B', 'Ada', '4915112345678', 'hash of the address'].forEach((text) => {
        assertThat(outside.indexOf(text), text).isEqualTo(-1);
      });
      assertThat(eventValue('coupon')).isEqualTo('[e-mail]');
      assertThat(eventValue('tilltag_source')).isEqualTo('list (at) [e-mail]');
      assertThat(outside).contains('Mug (at) home for [e-mail]');
      assertThat(eventValue('client_reference_id')).isUndefined();
      assertThat(eventValue('page_location')).isUndefined();
      assertThat(eventValue('checkout_session_id')).isEqualTo(sessionId);
    });
- name: Runs the container for a page where the server sends, after the page was answered
  code: |-
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      expectStatus(200);
      assertThat(server.eventsBefore, 'events run before the answer').isEqualTo(0);
      assertThat(server.events).hasLength(1);
      assertThat(eventValue('event_name')).isEqualTo('purchase');
      assertThat(JSON.parse(server.responseBody)).isEqualTo(pageAnswer('server', 'paid'));
    });
- name: Asks for the event with a claim of its own, and reports with the same
  code: |-
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      const headers = (at) => {
        const asked = server.asked[at];
        return (asked && asked.options.headers) || {};
      };
      assertThat(server.asked).hasLength(3);
      assertThat(server.asked[1] && server.asked[1].url).isEqualTo(
        'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=' +
          sessionId +
          '&consent=gggg&claim=' +
          ownClaim
      );
      assertThat(server.asked[2] && server.asked[2].url).isEqualTo('https://tilltag.run.app/base/checkout/reports');
      assertThat(JSON.parse((server.asked[2] && server.asked[2].body) || '')).isEqualTo({
        property_id: 'prop_12345678',
        checkout_session_id: sessionId,
        event_id: 'purchase:' + sessionId,
        claim: ownClaim,
      });
      assertThat([headers(0)['Tilltag-Sends'], headers(1)['Tilltag-Sends'], headers(2)['Tilltag-Sends']]).isEqualTo([
        undefined,
        '1',
        '1',
      ]);
      assertThat(headers(1)['Tilltag-Visitor-Origin']).isEqualTo('https://shop.example.com');
    });
- name: Adds what the request says of the visitor
  code: |-
    request.cookies['_ga'] = ['GA1.1.5.6'];
    request.cookies['_fbp'] = ['fb.1.1.77'];
    request.cookies['_fbc'] = ['fb.1.1.click'];
    visit(pageAnswer('server', 'free'), purchase({ event: 'trial_start', ids: {} }), () => {
      assertThat(eventValue('ip_override')).isEqualTo('203.0.113.9');
      assertThat(eventValue('user_agent')).isEqualTo('Browser of the buyer');
      assertThat(eventValue('client_id')).isEqualTo('5.6');
      assertThat(eventValue('x-fb-ck-fbp')).isEqualTo('fb.1.1.77');
      assertThat(eventValue('x-fb-ck-fbc')).isEqualTo('fb.1.1.click');
    });
- name: Prefers what the click told to the cookies of the request
  code: |-
    request.cookies['_ga'] = ['GA1.1.5.6'];
    request.cookies['_fbp'] = ['fb.1.1.77'];
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      assertThat(eventValue('client_id')).isEqualTo('111.222');
      assertThat(eventValue('x-fb-ck-fbp')).isEqualTo('fb.1.1.2');
    });
- name: Takes no cookie for an id that is none
  code: |-
    request.cookies['_ga'] = ['<script>'];
    request.cookies['_fbp'] = ['x'];
    visit(pageAnswer('server', 'paid'), purchase({ ids: {} }), () => {
      assertThat(('' + eventValue('client_id')).match('^[0-9]+[.][0-9]+$')).isNotNull();
      assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
    });
- name: Says nothing of the visitor where analytics_storage is denied, and nothing
    of Meta where ad_storage is
  code: |-
    request.cookies['_ga'] = ['GA1.1.5.6'];
    request.cookies['_fbp'] = ['fb.1.1.77'];
    const consent = {
      ad_storage: 'denied',
      analytics_storage: 'denied',
      ad_user_data: granted.ad_user_data,
      ad_personalization: granted.ad_personalization,
    };
    visit(pageAnswer('server', 'paid'), purchase({ ids: {}, consent: consent }), () => {
      assertThat(eventValue('ip_override')).isUndefined();
      assertThat(eventValue('user_agent')).isUndefined();
      assertThat(eventValue('client_id')).isNotEqualTo('5.6');
      assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
    });
- name: Runs nothing where the page is the sender
  code: |-
    ['browser', 'browser_first'].forEach((sender) => {
      server.replies.splice(0, server.replies.length);
      visit(pageAnswer(sender, 'paid'), purchase({}), () => {
        assertThat(server.events).isEmpty();
      });
    });
- name: Runs nothing while the money is on its way
  code: |-
    visit(pageAnswer('server', 'pending'), purchase({}), () => {
      assertThat(server.asked).hasLength(1);
      assertThat(server.events).isEmpty();
    });
- name: Runs nothing for another property
  code: |-
    data.propertyId = 'prop_of_another_shop';
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      expectStatus(200);
      assertThat(server.asked).hasLength(1);
    });
- name: Runs nothing for an answer that is an error
  code: |-
    request.query = 'property_id=prop_12345678';
    reply(404, pageAnswer('server', 'paid'), {});
    handle(() => {
      expectStatus(404);
      assertThat(server.asked).hasLength(1);
    });
- name: Runs nothing for test sessions where the form ignores them
  code: |-
    data.testSessions = 'ignore';
    const answer = pageAnswer('server', 'paid');
    answer['livemode'] = false;
    visit(answer, purchase({ livemode: false }), () => {
      assertThat(server.asked).hasLength(1);
    });
- name: Runs nothing where the function gives no event, because somebody else is at
    it
  code: |-
    visit(pageAnswer('server', 'paid'), undefined, () => {
      assertThat(server.asked).hasLength(2);
      assertThat(server.events).isEmpty();
    });
- name: Does not report where a tag failed, so that the function sends the event itself
  code: |-
    server.tags = [{ id: '1', status: 'failure', executionTime: 1 }];
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      expectStatus(200);
      assertThat(server.events).hasLength(1);
      assertThat(server.asked).hasLength(2);
    });
- name: Does not ask again for an event that its tags ran for
  code: |-
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      server.replies.splice(0, server.replies.length);
      visit(pageAnswer('server', 'paid'), purchase({}), () => {
        assertThat(server.events).hasLength(1);
        assertThat(server.asked).hasLength(4);
      });
    });
- name: Leaves the page its answer where the function is down by then
  code: |-
    request.query = 'property_id=prop_12345678';
    reply(200, pageAnswer('server', 'paid'), {});
    handle(() => {
      expectStatus(200);
      assertApi('runContainer').wasNotCalled();
      assertThat(server.lines).hasLength(1);
    });
- name: Sets the cookie again as it is with the script, where the page has just written
    it
  code: |-
    loadWith(cookieOf(nowSeconds - 3), () => {
      assertThat(server.cookies).isEqualTo([
        {
          name: '_tilltag',
          value: cookieOf(nowSeconds - 3),
          options: {
            domain: 'auto',
            path: '/',
            'max-age': 7776000,
            sameSite: 'lax',
            secure: true,
            httpOnly: false,
          },
          noEncode: true,
        },
      ]);
    });
- name: Keeps an answer with a cookie out of caches that others share
  code: |-
    loadWith(cookieOf(nowSeconds), () => {
      assertThat(server.headers['cache-control']).isEqualTo('private, max-age=3600, stale-while-revalidate=86400');
      request.cookies['_tilltag'] = [];
      handle(() => {
        assertThat(server.headers['cache-control']).isEqualTo('public, max-age=3600, stale-while-revalidate=86400');
      });
    });
- name: Leaves a cookie that this page did not write, because its visitor may have
    denied by now
  code: |-
    // The tag leaves a cookie alone, neither read nor written, while it is not known whether a denial is the visitor's own.
    loadWith(cookieOf(nowSeconds - 121), () => {
      assertThat(server.cookies).isEmpty();
      loadWith(cookieOf(nowSeconds + 121), () => {
        assertThat(server.cookies).isEmpty();
      });
    });
- name: Sets no cookie where the browser has none
  code: |-
    request.path = '/checkout/tilltag.v1.js';
    server.replies.push({ statusCode: 200, headers: { 'content-type': 'text/javascript' }, body: 'script' });
    handle(() => {
      expectStatus(200);
      assertThat(server.cookies).isEmpty();
    });
- name: Sets no cookie that is not of the tag, is too long, or is there twice
  code: |-
    let long = cookieOf(nowSeconds);
    while (long.length < 1600) {
      long += 'x';
    }
    ['other', '2|1767225600||---', '1|now||---', cookieOf(nowSeconds) + '"', long].forEach((value) => {
      loadWith(value, () => {
        assertThat(server.cookies).isEmpty();
      });
    });
    request.cookies['_tilltag'] = [cookieOf(nowSeconds), cookieOf(nowSeconds - 1)];
    handle(() => {
      assertThat(server.cookies).isEmpty();
    });
- name: Sets the cookie under the name and domain that the form says
  code: |-
    data.cookieName = 'campaign';
    data.cookieDomain = 'shop.example.com';
    loadWith(cookieOf(nowSeconds), () => {
      const cookie = server.cookies[0];
      assertThat(cookie && cookie.name).isEqualTo('campaign');
      assertThat(cookie && cookie.options.domain).isEqualTo('shop.example.com');
    });
- name: Sets no cookie where the box is not ticked
  code: |-
    data.keepsCookie = false;
    loadWith(cookieOf(nowSeconds), () => {
      clickWith({ analytics_storage: 'granted' }, () => {
        assertThat(server.cookies).isEmpty();
      });
    });
- name: Sets the cookie again with a click where the visitor agrees, or the site has
    no consent mode
  code: |-
    clickWith({ analytics_storage: 'granted' }, () => {
      assertThat(server.cookies).hasLength(1);
      assertThat(server.cookies[0] && server.cookies[0].value).isEqualTo(cookieOf(1));
      clickWith({ analytics_storage: 'unset' }, () => {
        assertThat(server.cookies).hasLength(2);
      });
    });
- name: Sets no cookie with a click where the visitor denies it, or says nothing that
    can be read
  code: |-
    [{ analytics_storage: 'denied', ad_storage: 'granted' }, {}, undefined].forEach((consent) => {
      clickWith(consent, () => {
        assertThat(server.cookies).isEmpty();
      });
    });
setup: |-
  // What the Checkout client does, as the tests that GTM shows beside it.
  // There is no server here. The setup plays the request, the Tilltag function, the container's tags and the response.

  const JSON = require('JSON');
  const Promise = require('Promise');
  const callLater = require('callLater');
  const Object = require('Object');

  /** The form as somebody fills it in. */
  const data = {
    propertyId: 'prop_12345678',
    functionEndpoint: 'https://tilltag.run.app/base',
    secret: 'secret of the container',
    path: '/checkout',
    measurementId: '',
    testSessions: 'separate',
    extraClickIds: '',
    keepsCookie: true,
    cookieName: '_tilltag',
    cookieDomain: 'auto',
    timeoutMs: '4800',
    logType: 'always',
  };

  const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

  const granted = {
    ad_storage: 'granted',
    analytics_storage: 'granted',
    ad_user_data: 'granted',
    ad_personalization: 'granted',
  };

  const userData = {
    email: 'buyer@example.com',
    phone_number: '+4915112345678',
    address: { first_name: 'Ada', last_name: 'Buyer', city: 'Berlin', postal_code: '10115', country: 'DE' },
  };

  /** A purchase of 49.50 EUR that a newsletter led to. */
  function purchase(changes) {
    const name = changes.event || 'purchase';
    const ids = changes.ids || { client_id: '111.222', ga_session_id: '1767225000', fbp: 'fb.1.1.2', fbc: 'fb.1.1.3' };
    const event = {
      version: 1,
      property_id: data.propertyId,
      event: name,
      event_id: name + ':' + sessionId,
      event_time: 1767225600,
      livemode: changes.livemode !== false,
      mode: 'payment',
      checkout_session_id: sessionId,
      transaction_id: sessionId,
      customer_id: 'cus_buyer',
      customer_type: 'new',
      client_reference_id: changes.reference || 'order-77',
      payment_link: 'plink_shop',
      subscription_id: null,
      utm_source: changes.source || 'newsletter',
      utm_medium: 'email',
      utm_campaign: 'spring',
      utm_term: null,
      utm_content: null,
      click: changes.click || {
        gclid: 'Cj0KCQ',
        landing_page: 'shop.example.com/spring',
        referrer_host: 'news.example.net',
      },
      consent: changes.consent || granted,
      ecommerce: {
        transaction_id: sessionId,
        value: 49.5,
        currency: 'EUR',
        tax: 7.9,
        shipping: 0,
        discount: 5,
        coupon: changes.coupon || 'LAUNCH',
        items: [{ item_id: 'prod_mug', item_name: changes.itemName || 'Mug', price: 24.75, quantity: 2, discount: 2.5 }],
      },
    };
    if (ids.client_id) {
      event.client_id = ids.client_id;
    }
    if (ids.ga_session_id) {
      event.ga_session_id = ids.ga_session_id;
    }
    if (changes.userData) {
      event.user_data = changes.userData;
    }
    event.meta_user_data = { em: 'hash of the address' };
    if (ids.fbp) {
      event.meta_user_data.fbp = ids.fbp;
    }
    if (ids.fbc) {
      event.meta_user_data.fbc = ids.fbc;
    }
    return event;
  }

  /** A lookup of the loader on the thank-you page. */
  const request = {
    method: 'GET',
    path: '/checkout/sessions.json',
    query: '',
    headers: {
      host: 'tags.example.com',
      origin: 'https://shop.example.com',
      'user-agent': 'Browser of the buyer',
    },
    cookies: {},
    body: undefined,
  };

  /** The server, and what the client did there. */
  const server = {
    nowMs: 1767225600000,
    version: '7',
    isClaimed: false,
    replies: [],
    asked: [],
    tags: [{ id: '1', status: 'success', executionTime: 5 }],
    events: [],
    status: 0,
    headers: {},
    responseBody: '',
    returned: 0,
    eventsBefore: 0,
    cookies: [],
    lines: [],
  };

  mock('claimRequest', () => {
    server.isClaimed = true;
  });
  mock('getRequestMethod', () => request.method);
  mock('getRequestPath', () => request.path);
  mock('getRequestQueryString', () => request.query);
  mock('getRequestQueryParameter', (name) => {
    const found = request.query.split('&').filter((pair) => pair.indexOf(name + '=') === 0)[0];
    return found && found.slice(name.length + 1);
  });
  mock('getRequestHeader', (name) => request.headers[name.toLowerCase()]);
  mock('getRequestBody', () => request.body);
  mock('queryPermission', true);
  mock('getRemoteAddress', () => '203.0.113.9');
  mock('getCookieValues', (name) => request.cookies[name] || []);
  mock('getTimestampMillis', () => server.nowMs);
  mock('getContainerVersion', () => ({
    containerId: 'GTM-SHOP',
    debugMode: false,
    environmentName: '',
    environmentMode: false,
    previewMode: false,
    version: server.version,
  }));
  mock('generateRandom', (min) => min);
  mock('logToConsole', (line) => {
    server.lines.push(line);
  });
  mock('sendHttpRequest', (url, options, body) => {
    server.asked.push({ url: url, options: options, body: body });
    const reply = server.replies.shift();
    return Promise.create((resolve, reject) => {
      if (reply) {
        resolve(reply);
      } else {
        reject({ reason: 'timed_out' });
      }
    });
  });
  mock('runContainer', (event, onComplete) => {
    server.events.push(event);
    onComplete((callback) => callback);
  });
  mock('addEventCallback', (callback) => callback('GTM-SHOP', { tags: server.tags }));
  mock('setResponseStatus', (status) => {
    server.status = status;
  });
  mock('setResponseHeader', (name, value) => {
    server.headers[name.toLowerCase()] = value || '';
  });
  mock('setResponseBody', (body) => {
    server.responseBody = body;
  });
  mock('setCookie', (name, value, options, noEncode) => {
    server.cookies.push({ name: name, value: value, options: options, noEncode: noEncode });
  });
  mock('returnResponse', () => {
    server.returned += 1;
    server.eventsBefore = server.events.length;
  });

  /** An answer of the function. */
  function reply(status, body, headers) {
    server.replies.push({ statusCode: status, headers: headers, body: JSON.stringify(body) || '' });
  }

  /** The client's turn at this request; what it does later is done when `then` is called. */
  function handle(then) {
    runCode(data);
    callLater(then);
  }

  /** A request that the function sends to the container. */
  function forward(event, then) {
    request.method = 'POST';
    request.path = '/checkout/events';
    request.headers['authorization'] = 'Bearer ' + data.secret;
    request.body = JSON.stringify(event) || '';
    handle(then);
  }

  /** The response in JSON. */
  function answered() {
    return JSON.parse(server.responseBody);
  }

  /** The response was returned once, with this status. */
  function expectStatus(status) {
    assertThat(server.returned, 'responses').isEqualTo(1);
    assertThat(server.status).isEqualTo(status);
  }

  /** The response is an error of this code, which any page may read. */
  function expectError(status, code) {
    expectStatus(status);
    assertThat(server.responseBody).contains('"code":"' + code + '"');
    assertThat(server.headers['access-control-allow-origin']).isEqualTo('*');
    assertThat(server.headers['cache-control']).isEqualTo('no-store');
  }

  /** What the last event has under this name. */
  function eventValue(name) {
    const event = server.events[server.events.length - 1] || {};
    const found = Object.entries(event).filter((entry) => entry[0] === name)[0];
    return found && found[1];
  }

  const browserRoutes = ['/sessions.json', '/reports', '/clicks', '/tilltag.v1.js'];

  /** The headers that the function got with the last request. */
  function told(name) {
    const asked = server.asked[server.asked.length - 1];
    const headers = (asked && asked.options.headers) || {};
    return headers[name];
  }

  const hourMs = 3600000;

  /** Asks for the script, after so much time; the function has this version of it. */
  function load(laterMs, version, then) {
    request.path = '/checkout/tilltag.v1.js';
    server.nowMs += laterMs;
    server.returned = 0;
    server.responseBody = '';
    server.replies.push({
      statusCode: version === '' ? 304 : 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8', etag: 'W/"' + version + '"' },
      body: version === '' ? '' : 'script ' + version,
    });
    handle(then);
  }

  /** The function is down from now on. */
  function goDown() {
    server.replies.splice(0, server.replies.length);
  }

  /** What the function was told to be known already, by each request. */
  function knownVersions() {
    return server.asked.map((asked) => asked.options.headers && asked.options.headers['If-None-Match']);
  }

  /** What the tags come to, one after the other. */
  function tagsEnd(statuses) {
    server.tags = statuses.map((status, at) => ({ id: at.toString(), status: status, executionTime: 1 }));
  }

  /** The event is refused once this part of its text is another one. */
  function expectRefused(part, broken) {
    const whole = JSON.stringify(purchase({})) || '';
    const body = whole.replace(part, broken);
    assertThat(body).isNotEqualTo(whole);
    forward(JSON.parse(body), () => {
      expectStatus(400);
      assertThat(server.events).isEqualTo([]);
    });
  }

  const ownClaim = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

  /** What the page is answered. */
  function pageAnswer(sender, status) {
    return {
      version: 1,
      event_id: 'purchase:' + sessionId,
      event: 'purchase',
      sender: sender,
      status: status,
      livemode: true,
      first_view: true,
    };
  }

  /** A page asks; the function answers it, and then gives the container this event. */
  function visit(answer, forwarded, then) {
    request.query =
      'property_id=prop_12345678&claim=claim-of-the-page&checkout_session_id=' + sessionId + '&consent=gggg';
    reply(200, answer, { 'content-type': 'application/json' });
    reply(200, { version: 1, forwarded: forwarded }, {});
    reply(204, {}, {});
    handle(then);
  }

  /** The cookie of somebody who opened a page at this second. */
  function cookieOf(seconds) {
    return '1|' + seconds.toString() + '|AAAAAAAAAAAAAAAAAAAAAA|000|1767220000&s=a%20b%2Bc&gc=x';
  }

  const nowSeconds = 1767225600;

  function loadWith(cookie, then) {
    request.path = '/checkout/tilltag.v1.js';
    request.cookies[data.cookieName || ''] = [cookie];
    server.replies.push({
      statusCode: 200,
      headers: { 'content-type': 'text/javascript', etag: '"one"' },
      body: 'script',
    });
    handle(then);
  }

  function clickWith(consent, then) {
    request.method = 'POST';
    request.path = '/checkout/clicks';
    request.body = JSON.stringify({ property_id: data.propertyId, consent: consent });
    request.cookies['_tilltag'] = [cookieOf(1)];
    server.replies.push({ statusCode: 204, headers: {}, body: '' });
    handle(then);
  }


___NOTES___

- First version.


