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
  "displayName": "Tilltag Checkout session",
  "categories": [
    "CONVERSIONS",
    "ANALYTICS",
    "UTILITY"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "Looks a Stripe Checkout Session up with your Tilltag function and gives any tag of the server container what was bought, or one field of it. Asks once, however many tags want it.",
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
    "name": "checkoutSessionId",
    "displayName": "Checkout Session ID",
    "simpleValueType": true,
    "help": "Leave it empty to read the id from the event: \u003cb\u003echeckout_session_id\u003c/b\u003e, else \u003cb\u003esession_id\u003c/b\u003e in the address of the page."
  },
  {
    "type": "SELECT",
    "name": "output",
    "displayName": "Value",
    "macrosInSelect": false,
    "selectItems": [
      {
        "value": "session",
        "displayValue": "The whole session"
      },
      {
        "value": "ecommerce.value",
        "displayValue": "Value"
      },
      {
        "value": "ecommerce.currency",
        "displayValue": "Currency"
      },
      {
        "value": "ecommerce.items",
        "displayValue": "Items"
      },
      {
        "value": "ecommerce.transaction_id",
        "displayValue": "Transaction id"
      },
      {
        "value": "status",
        "displayValue": "Status: paid, free or pending"
      },
      {
        "value": "customer_email",
        "displayValue": "E-mail"
      },
      {
        "value": "customer_id",
        "displayValue": "Customer id"
      },
      {
        "value": "customer_type",
        "displayValue": "Customer type: new or returning"
      },
      {
        "value": "user_data",
        "displayValue": "User data for Google"
      },
      {
        "value": "meta_user_data",
        "displayValue": "User data for Meta"
      },
      {
        "value": "utm_source",
        "displayValue": "Campaign source"
      },
      {
        "value": "utm_medium",
        "displayValue": "Campaign medium"
      },
      {
        "value": "utm_campaign",
        "displayValue": "Campaign name"
      },
      {
        "value": "click.gclid",
        "displayValue": "Google click id"
      },
      {
        "value": "payment_link",
        "displayValue": "Payment link"
      },
      {
        "value": "livemode",
        "displayValue": "Whether it is no test"
      },
      {
        "value": "other",
        "displayValue": "Another field"
      }
    ],
    "simpleValueType": true,
    "help": "Choose what of the session this is.",
    "defaultValue": "session"
  },
  {
    "type": "TEXT",
    "name": "fieldPath",
    "displayName": "Field",
    "simpleValueType": true,
    "help": "Enter the names that lead to it, with dots between them.",
    "valueHint": "ecommerce.items.0.item_name",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ],
    "enablingConditions": [
      {
        "paramName": "output",
        "paramValue": "other",
        "type": "EQUALS"
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
        "help": "Enter how long tags wait for the function’s answer, 4900 at most.",
        "valueUnit": "ms",
        "defaultValue": "3000",
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

// Gives a tag what was bought, or one field of it, and asks the function once for all tags that want to know.

const getEventData = require('getEventData');
const parseUrl = require('parseUrl');
const Object = require('Object');
const Promise = require('Promise');
const addMessageListener = require('addMessageListener');
const sendMessage = require('sendMessage');
const templateDataStorage = require('templateDataStorage');
const getTimestampMillis = require('getTimestampMillis');
const getRemoteAddress = require('getRemoteAddress');
const getRequestHeader = require('getRequestHeader');
const sha256Sync = require('sha256Sync');
const makeString = require('makeString');
const getType = require('getType');
const JSON = require('JSON');
const sendHttpRequest = require('sendHttpRequest');
const Math = require('Math');
const queryPermission = require('queryPermission');
const makeNumber = require('makeNumber');
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

/** The same form that the function accepts. */
const sessionIdPattern = '^cs_(test|live)_[A-Za-z0-9]{10,240}$';

/** Whether Stripe could have made this id. */
function isSessionId(text) {
  return text.match(sessionIdPattern) !== null;
}

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

/** One sentence or two for the log. */
function explainRefusal(status, body) {
  const error = body && body['error'];
  const code = isPlainObject(error) && isText(error['code']) ? error['code'] : '';
  switch (code) {
    case '':
      return 'The session is not known: something else than Tilltag answers at the Function endpoint. Enter that of your function.';
    case 'host_not_allowed':
      return 'The session is not known: the Container secret is not that of the property, or the page of the event is on none of the hostnames of the property.';
    case 'unknown_property':
      return 'The session is not known: there is no such property. Copy the Property ID and the Function endpoint again.';
    default:
      return 'The session is not known: the function answered ' + code + ' (HTTP ' + makeString(status) + ').';
  }
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

const nobody = { origin: undefined, address: undefined, userAgent: undefined };

/**
 * The function answers for the hostnames of the property alone. A visitor is on the page that sent the request, else on the one
 * that the event names. An event that the function forwarded came from no page, and may name a landing page elsewhere.
 */
function readAsker(secret) {
  if (isSecretRight(secret)) {
    return { isContainer: true, visitor: nobody };
  }
  const visitor = readVisitor();
  return {
    isContainer: false,
    visitor: {
      origin: visitor.origin || toOrigin(toText(getEventData('page_location'))),
      address: visitor.address,
      userAgent: visitor.userAgent,
    },
  };
}

const storageKey = 'sessions';
const foundMs = 60000;

/** Short, because it may be there when it is asked for again. */
const missingMs = 5000;

/** Personal data are among them, so they are few and go soon. */
const maxSessions = 50;

/** What was found a moment ago under this key; undefined where nobody asked. */
function recallSession(key) {
  return readRemembered().filter((one) => one.key === key)[0];
}

/** Keeps the session, or for a shorter while that there is none. */
function rememberSession(key, session) {
  const untilMs = getTimestampMillis() + (session === undefined ? missingMs : foundMs);
  const others = readRemembered().filter((one) => one.key !== key);
  templateDataStorage.setItemCopy(
    storageKey,
    others.concat([{ key: key, untilMs: untilMs, session: session }]).slice(-maxSessions)
  );
}

function readRemembered() {
  const stored = templateDataStorage.getItemCopy(storageKey);
  const nowMs = getTimestampMillis();
  return isList(stored) ? stored.filter(isRemembered).filter((one) => one.untilMs > nowMs) : [];
}

function isRemembered(value) {
  return isPlainObject(value) && isNumber(value['untilMs']);
}

/** A promise of the session that another tag has asked for; undefined where nobody has. */
function waitForOther(key) {
  let isPending = false;
  addMessageListener('tilltag_session_pending', () => {
    isPending = true;
  });
  // Only who has asked for the same answers, and before this call returns.
  sendMessage('tilltag_session_wanted', { key: key });
  return isPending ? waitForFound(key) : undefined;
}

/** Answers whoever wants the same from now on; the function that it gives back hands them the session. */
function offerToShare(key) {
  let isPending = true;
  addMessageListener('tilltag_session_wanted', (_type, message) => {
    if (isPending && message['key'] === key) {
      sendMessage('tilltag_session_pending', { key: key });
    }
  });
  return (session) => {
    isPending = false;
    sendMessage('tilltag_session_found', { key: key, session: session });
  };
}

function waitForFound(key) {
  return Promise.create((resolve) => {
    addMessageListener('tilltag_session_found', (_type, message) => {
      const session = message['session'];
      if (message['key'] === key) {
        resolve(isPlainObject(session) ? session : undefined);
      }
    });
  }).catch(() => undefined);
}

/** The function's answer; undefined where it has none. Never rejects, and says once why it is undefined. */
function findSession(wish) {
  const key = toKey(wish);
  const remembered = recallSession(key);
  if (remembered !== undefined) {
    return Promise.create((resolve) => resolve(remembered.session));
  }
  return waitForOther(key) || ask(wish, key);
}

function ask(wish, key) {
  const share = offerToShare(key);
  const settle = (session) => {
    rememberSession(key, session);
    share(session);
    return session;
  };
  const asker = readAsker(wish.connection.secret);
  const question = { method: 'GET', path: toPath(wish), sends: asker.isContainer };
  return askFunction(wish.connection, asker.visitor, question).then(
    (answer) => {
      const body = parseObject(answer.body);
      const session = answer.statusCode === 200 && body && body['event_id'] ? body : undefined;
      if (session === undefined) {
        wish.log(explainRefusal(answer.statusCode, body));
      }
      return settle(session);
    },
    () => {
      wish.log('The session is not known: the Tilltag function did not answer within the time-out.');
      return settle(undefined);
    }
  );
}

/** Whoever may see less must not get what was asked for others. */
function toKey(wish) {
  return [
    wish.connection.endpoint,
    wish.connection.propertyId,
    wish.sessionId,
    wish.withPersonalData ? 'all' : 'less',
  ].join(' ');
}

function toPath(wish) {
  return (
    '/checkout/sessions.json?property_id=' +
    wish.connection.propertyId +
    '&checkout_session_id=' +
    wish.sessionId +
    (wish.withPersonalData ? '' : '&personal_data=none')
  );
}

/** In `x-ga-gcd` a letter each for four purposes, the third `ad_user_data`. Others read these as denied; Google has not said. */
const deniedLetters = ['m', 'p', 'q', 'u'];
const adUserDataPlace = 6;

/** False where the event says that `ad_user_data` is denied: our own client says so in words, Google's in a code. */
function maySeePersonalData() {
  const letter = toText(getEventData('x-ga-gcd')).charAt(adUserDataPlace);
  return getEventData('consent.ad_user_data') !== 'denied' && deniedLetters.indexOf(letter) === -1;
}

/** What the names lead to, such as `ecommerce.items.0.price`; undefined where they lead nowhere, or to null. */
function pickField(value, path) {
  const found = path.split('.').reduce(step, value);
  return found === null ? undefined : found;
}

function step(value, name) {
  if (isList(value)) {
    return value.filter((_item, at) => at.toString() === name)[0];
  }
  // An object has some names before anything is put into it, such as hasOwnProperty.
  return isPlainObject(value) && Object.keys(value).indexOf(name) > -1 ? value[name] : undefined;
}

/** The id that the event has, else the one in the address of its page; empty where there is none. */
function readEventSessionId() {
  return toText(getEventData('checkout_session_id')) || readPageSessionId();
}

/** Many pages have a session_id of their own, which is nobody's fault. */
function readPageSessionId() {
  const url = parseUrl(toText(getEventData('page_location')));
  const id = url ? toText(url.searchParams['session_id']) : '';
  return isSessionId(id) ? id : '';
}

const usualTimeoutMs = 3000;

/**
 * A promise of the session or its field; undefined where the event is about no session, where the function refuses, or does not
 * answer in time. Never rejects.
 */
function run(data) {
  const stated = toText(data.checkoutSessionId);
  const sessionId = stated || readEventSessionId();
  // Most events are about no checkout.
  if (sessionId === '') {
    return undefined;
  }
  const log = createLog(data.logType);
  const connection = toConnection(data, usualTimeoutMs);
  const fault = findConnectionFault(connection) || findSessionFault(sessionId);
  if (fault !== undefined) {
    log(fault);
    return undefined;
  }
  const path = data.output === 'other' ? toText(data.fieldPath) : data.output;
  return findSession({
    connection: connection,
    sessionId: sessionId,
    withPersonalData: maySeePersonalData(),
    log: log,
  }).then((session) => (path === 'session' ? session : pickField(session, path)));
}

function findSessionFault(sessionId) {
  return isSessionId(sessionId)
    ? undefined
    : 'The Checkout Session ID is not one of Stripe’s: it begins with cs_live_ or cs_test_ and goes on with letters and digits.';
}

return run(data);


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
        "publicId": "read_event_data",
        "versionId": "1"
      },
      "param": [
        {
          "key": "eventDataAccess",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "keyPatterns",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "checkout_session_id"
              },
              {
                "type": 1,
                "string": "page_location"
              },
              {
                "type": 1,
                "string": "consent.ad_user_data"
              },
              {
                "type": 1,
                "string": "x-ga-gcd"
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
        "publicId": "use_message",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedActions",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "messageTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_wanted"
                  },
                  {
                    "type": 1,
                    "string": "send"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_wanted"
                  },
                  {
                    "type": 1,
                    "string": "listen"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_pending"
                  },
                  {
                    "type": 1,
                    "string": "send"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_pending"
                  },
                  {
                    "type": 1,
                    "string": "listen"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_found"
                  },
                  {
                    "type": 1,
                    "string": "send"
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "type"
                  },
                  {
                    "type": 1,
                    "string": "action"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tilltag_session_found"
                  },
                  {
                    "type": 1,
                    "string": "listen"
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
- name: Gives the whole session that the event is about
  code: |-
    read((value) => {
      assertThat(value).isEqualTo(session);
      assertThat(server.lines).isEmpty();
    });
- name: Asks the function as the container of the property, in the name of the visitor
  code: |-
    read(() => {
      assertThat(server.asked).isEqualTo([
        {
          url:
            'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=' +
            sessionId,
          options: {
            method: 'GET',
            timeout: 3000,
            headers: {
              Authorization: 'Bearer secret of the container',
              'Tilltag-Visitor-Origin': 'https://shop.example.com',
              'Tilltag-Visitor-Address': '203.0.113.9',
              'User-Agent': 'Browser of the buyer',
            },
          },
        },
      ]);
    });
- name: Names the page of the event where the request names none
  code: |-
    headers['origin'] = '';
    event['page_location'] = 'https://www.shop.example.com/spring?gclid=x';
    read(() => {
      const asked = server.asked[0];
      const told = (asked && asked.options.headers) || {};
      assertThat(told['Tilltag-Visitor-Origin']).isEqualTo('https://www.shop.example.com');
    });
- name: Asks as the container itself, and names no visitor, for an event that the
    function forwarded
  code: |-
    headers['authorization'] = 'Bearer secret of the container';
    headers['origin'] = '';
    event['page_location'] = 'https://landing.example.net/spring';
    read((value) => {
      assertThat(value).isEqualTo(session);
      const asked = server.asked[0];
      const told = (asked && asked.options.headers) || {};
      assertThat(told['Tilltag-Sends']).isEqualTo('1');
      assertThat(told['Authorization']).isEqualTo('Bearer secret of the container');
      ['Tilltag-Visitor-Origin', 'Tilltag-Visitor-Address', 'User-Agent'].forEach((name) => {
        assertThat(told[name], name).isUndefined();
      });
      assertThat(asked ? asked.url.indexOf('claim') : 0).isEqualTo(-1);
    });
- name: Asks in the name of the visitor where a request has another secret
  code: |-
    headers['authorization'] = 'Bearer somebody else';
    read(() => {
      const asked = server.asked[0];
      const told = (asked && asked.options.headers) || {};
      assertThat(told['Tilltag-Visitor-Origin']).isEqualTo('https://shop.example.com');
      assertThat(told['Tilltag-Sends']).isUndefined();
    });
- name: Reads the id from the address of the page where the event has none of its
    own
  code: |-
    event['checkout_session_id'] = undefined;
    event['page_location'] = 'https://shop.example.com/thanks?session_id=' + sessionId;
    read((value) => {
      assertThat(value).isEqualTo(session);
    });
- name: Takes the id of the field before that of the event
  code: |-
    data.checkoutSessionId = ' cs_test_Z9Y8X7W6V5U4 ';
    read(() => {
      assertThat(server.asked[0] && server.asked[0].url).contains('checkout_session_id=cs_test_Z9Y8X7W6V5U4');
    });
- name: Is undefined and asks nobody for events about no session
  code: |-
    event['checkout_session_id'] = undefined;
    ['', 'https://shop.example.com/', 'https://shop.example.com/?session_id=1767225600'].forEach((address) => {
      event['page_location'] = address;
      read((value) => {
        assertThat(value).isUndefined();
      });
    });
    assertApi('sendHttpRequest').wasNotCalled();
    assertApi('logToConsole').wasNotCalled();
- name: Asks for nothing personal where the event says that ad_user_data is denied
  code: |-
    event['consent.ad_user_data'] = 'denied';
    read(() => {
      assertThat(server.asked[0] && server.asked[0].url).contains('&personal_data=none');
    });
- name: Asks for nothing personal where the code of Google says so
  code: |-
    event['x-ga-gcd'] = '13r3r3q3r5l1';
    read(() => {
      assertThat(server.asked[0] && server.asked[0].url).contains('&personal_data=none');
    });
- name: Asks for all where another purpose is denied, or none is set
  code: |-
    ['13q3q3r3q5l1', '13l3l3l3l1l1', '11t1t1t1t5'].forEach((code, at) => {
      event['x-ga-gcd'] = code;
      event['checkout_session_id'] = 'cs_live_ofBuyerNumber' + at.toString();
      read(() => {
        const asked = server.asked[at];
        assertThat(asked ? asked.url.indexOf('personal_data') : 0, code).isEqualTo(-1);
      });
    });
- name: Never hands what others may see to a tag that may see less
  code: |-
    read(() => {
      event['consent.ad_user_data'] = 'denied';
      read(() => {
        assertThat(server.asked).hasLength(2);
      });
    });
- name: Gives the field that is chosen
  code: |-
    data.output = 'ecommerce.value';
    read((value) => {
      assertThat(value).isEqualTo(49.5);
      data.output = 'click.gclid';
      read((other) => {
        assertThat(other).isEqualTo('Cj0KCQ');
      });
    });
- name: Gives the field that is typed, also out of a list
  code: |-
    data.output = 'other';
    data.fieldPath = ' ecommerce.items.1.item_name ';
    read((value) => {
      assertThat(value).isEqualTo('Spoon');
    });
- name: Is undefined where the names lead nowhere
  code: |-
    data.output = 'other';
    ['', 'ecommerce.price', 'ecommerce.items.7.item_name', 'status.length', 'hasOwnProperty', 'customer_email.x'].forEach(
      (path) => {
        data.fieldPath = path;
        read((value) => {
          assertThat(value, path).isUndefined();
        });
      }
    );
- name: Is undefined where the session does not know
  code: |-
    data.output = 'customer_id';
    read((value) => {
      assertThat(value).isUndefined();
    });
- name: Asks once for tags that want the session at the same time, whatever each wants
    of it
  code: |-
    const values = [];
    readInto(values);
    data.output = 'ecommerce.currency';
    readInto(values);
    data.output = 'status';
    readInto(values);
    callLater(() => {
      assertThat(values).containsExactly(session, 'EUR', 'paid');
      assertThat(server.asked).hasLength(1);
    });
- name: Asks once where the question fails for all of them
  code: |-
    server.reply = undefined;
    const values = [];
    readInto(values);
    readInto(values);
    callLater(() => {
      assertThat(values).isEqualTo([undefined, undefined]);
      assertThat(server.asked).hasLength(1);
      assertThat(server.lines).hasLength(1);
    });
- name: Asks for each session by itself
  code: |-
    const values = [];
    readInto(values);
    event['checkout_session_id'] = 'cs_live_ofAnotherBuyer1';
    readInto(values);
    callLater(() => {
      assertThat(values).hasLength(2);
      assertThat(server.asked).hasLength(2);
    });
- name: Remembers the session for a minute
  code: |-
    read(() => {
      server.nowMs += 59999;
      read((value) => {
        assertThat(value).isEqualTo(session);
        assertThat(server.asked).hasLength(1);
        server.nowMs += 1;
        read(() => {
          assertThat(server.asked).hasLength(2);
        });
      });
    });
- name: Remembers for five seconds that there is no session
  code: |-
    const found = server.reply;
    server.reply = undefined;
    read(() => {
      server.reply = found;
      server.nowMs += 4999;
      read((value) => {
        assertThat(value).isUndefined();
        assertThat(server.asked).hasLength(1);
        server.nowMs += 1;
        read((later) => {
          assertThat(later).isEqualTo(session);
        });
      });
    });
- name: Is undefined where the function does not answer in time
  code: |-
    server.reply = undefined;
    expectLine('did not answer within the time-out');
- name: Is undefined where the function refuses, and says with which code
  code: |-
    server.reply = { statusCode: 409, headers: {}, body: '{"error":{"code":"session_open","message":"words"}}' };
    expectLine('the function answered session_open (HTTP 409)');
- name: Names secret and hostname where the function knows neither page nor container
  code: |-
    server.reply = { statusCode: 403, headers: {}, body: '{"error":{"code":"host_not_allowed"}}' };
    expectLine('The session is not known: the Container secret is not that of the property, or the page');
- name: Names the Property ID where the function does not know it
  code: |-
    server.reply = { statusCode: 404, headers: {}, body: '{"error":{"code":"unknown_property"}}' };
    expectLine('there is no such property');
- name: Is undefined where something else answers
  code: |-
    server.reply = { statusCode: 200, headers: {}, body: '<html>' };
    expectLine('something else than Tilltag answers');
- name: Is undefined where an answer is none of a session
  code: |-
    server.reply = { statusCode: 200, headers: {}, body: '{"hello":"world"}' };
    expectLine('something else than Tilltag answers');
- name: Asks nobody where the field holds no session id
  code: |-
    data.checkoutSessionId = '{CHECKOUT_SESSION_ID}';
    expectLine('The Checkout Session ID is not one of');
    assertApi('sendHttpRequest').wasNotCalled();
- name: Asks nobody where the secret is empty
  code: |-
    data.secret = '';
    expectLine('The Container secret is empty.');
    assertApi('sendHttpRequest').wasNotCalled();
- name: Asks nobody where it was built for another function
  code: |-
    mock('queryPermission', false);
    expectLine('may not ask https://tilltag.run.app/base.');
    assertApi('sendHttpRequest').wasNotCalled();
- name: Waits as long as the field says, and never as long as GTM gives a promise
  code: |-
    const waits = ['1500', '60000', ''].map((timeout, at) => {
      data.timeoutMs = timeout;
      server.nowMs += 60000 * at;
      data.checkoutSessionId = 'cs_live_ofBuyerNumber' + at.toString();
      read(() => undefined);
      const asked = server.asked[at];
      return asked && asked.options.timeout;
    });
    assertThat(waits).isEqualTo([1500, 4900, 3000]);
- name: Never writes secret, session or buyer into the log
  code: |-
    server.reply = { statusCode: 500, headers: {}, body: '{"error":{"code":"internal","message":"buyer@example.com"}}' };
    read(() => {
      const text = JSON.stringify(server.lines) || '';
      ['secret of', 'cs_live', '@'].forEach((part) => {
        assertThat(text.indexOf(part), part).isEqualTo(-1);
      });
      assertThat(server.lines).hasLength(1);
    });
setup: |-
  // What the Checkout session variable does, as the tests that GTM shows beside it.
  // There is no server here. The setup plays the event, the request and the Tilltag function.

  const JSON = require('JSON');
  const callLater = require('callLater');
  const Promise = require('Promise');

  const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

  /** What the form of the variable holds. */
  const data = {
    propertyId: 'prop_12345678',
    functionEndpoint: 'https://tilltag.run.app/base/',
    secret: 'secret of the container',
    checkoutSessionId: '',
    output: 'session',
    fieldPath: undefined,
    timeoutMs: '3000',
    logType: 'always',
  };

  /** What the function knows of the session. */
  const session = {
    version: 1,
    event_id: 'purchase:' + sessionId,
    status: 'paid',
    customer_email: 'buyer@example.com',
    customer_id: null,
    ecommerce: { value: 49.5, currency: 'EUR', items: [{ item_name: 'Mug' }, { item_name: 'Spoon' }] },
    click: { gclid: 'Cj0KCQ' },
  };

  /** The data of the event by their paths. */
  const event = { checkout_session_id: sessionId };

  const headers = {
    origin: 'https://shop.example.com',
    'user-agent': 'Browser of the buyer',
  };

  /** The server, and what the variable did there. */
  const server = {
    nowMs: 1767225600000,
    reply: { statusCode: 200, headers: {}, body: JSON.stringify(session) || '' },
    asked: [],
    lines: [],
  };

  mock('getEventData', (path) => event[path]);
  mock('getRequestHeader', (name) => headers[name]);
  mock('queryPermission', true);
  mock('getRemoteAddress', () => '203.0.113.9');
  mock('getTimestampMillis', () => server.nowMs);
  mock('getContainerVersion', () => ({
    containerId: 'GTM-SHOP',
    debugMode: false,
    environmentName: '',
    environmentMode: false,
    previewMode: false,
    version: '7',
  }));
  mock('logToConsole', (line) => {
    server.lines.push(line);
  });
  mock('sendHttpRequest', (url, options) => {
    server.asked.push({ url: url, options: options });
    const reply = server.reply;
    return Promise.create((resolve, reject) => {
      if (reply) {
        resolve(reply);
      } else {
        reject({ reason: 'timed_out' });
      }
    });
  });

  /** Reads the variable for a tag; the value is there when `then` is called. */
  function read(then) {
    const values = [];
    readInto(values);
    callLater(() => then(values[0]));
  }

  /** Reads the variable for a tag, which gets its value some time later. */
  function readInto(values) {
    const returned = runCode(data);
    if (isPromise(returned)) {
      returned.then((value) => values.push(value));
    } else {
      values.push(returned);
    }
  }

  function isPromise(value) {
    return value !== undefined;
  }

  /** The variable is undefined, and says these words once. */
  function expectLine(words) {
    read((value) => {
      assertThat(value).isUndefined();
      assertThat(server.lines).hasLength(1);
      assertThat(server.lines[0]).contains(words);
    });
  }


___NOTES___

- First version.


