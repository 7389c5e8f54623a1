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
  "displayName": "Tilltag page address",
  "categories": [
    "ANALYTICS",
    "ATTRIBUTION",
    "UTILITY"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "Keeps a return from Stripe out of GA4’s attribution: the page’s address without session id and Stripe’s copies of the campaign, and whether the referrer is a payment page. Undefined on every other page, where GA4 keeps its own.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "RADIO",
    "name": "part",
    "displayName": "Value for",
    "radioItems": [
      {
        "value": "page_location",
        "displayValue": "page_location: the clean address"
      },
      {
        "value": "ignore_referrer",
        "displayValue": "ignore_referrer: true after a payment"
      }
    ],
    "simpleValueType": true,
    "help": "Choose which setting of the Google tag gets this variable.",
    "defaultValue": "page_location"
  },
  {
    "type": "GROUP",
    "name": "advancedGroup",
    "displayName": "More settings",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "paymentDomains",
        "displayName": "Own payment domains",
        "simpleValueType": true,
        "help": "Enter your custom domains for payment links, separated by commas; those of Stripe and its payment methods are known.",
        "valueHint": "pay.example.com"
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// Tells what GA4 should take for the page's address and its referrer when a buyer comes back from a payment.

const getReferrerUrl = require('getReferrerUrl');
const getUrl = require('getUrl');
const templateStorage = require('templateStorage');
const parseUrl = require('parseUrl');
const makeString = require('makeString');

/** The value as trimmed text; empty for nothing. */
function toText(value) {
  return value === undefined || value === null ? '' : makeString(value).trim();
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

/** Whether an address with this query is one that Stripe sends buyers back to: it has a session id, or its placeholder. */
function holdsSession(query) {
  return query.match('=cs_(live|test)_[A-Za-z0-9]') !== null || query.indexOf('CHECKOUT_SESSION_ID') > -1;
}

/**
 * For `page_location` the address without the session id, and, after a payment, without UTMs; undefined where it has neither,
 * so that GA4 keeps its own. For `ignore_referrer` the text `true` after a payment, else undefined.
 */
function run(data) {
  const isReturn = isBackFromPayment(data.paymentDomains);
  if (data.part === 'ignore_referrer') {
    return isReturn ? 'true' : undefined;
  }
  const address = toText(getUrl());
  const cleaned = clean(address, isReturn);
  return cleaned === address ? undefined : cleaned;
}

/** Once the tag has cleaned the address bar, nothing of it tells any more; so the page keeps in mind what it saw before. */
function isBackFromPayment(paymentDomains) {
  if (templateStorage.getItem('isReturn') === true) {
    return true;
  }
  const isReturn =
    holdsSession(toText(getUrl('query'))) || isPaymentHost(toText(getReferrerUrl('host')), splitHosts(paymentDomains));
  if (isReturn) {
    templateStorage.setItem('isReturn', true);
  }
  return isReturn;
}

/** Leaves every other character alone. */
function clean(address, isReturn) {
  const beforeFragment = address.split('#')[0] || '';
  const fragment = address.slice(beforeFragment.length);
  const path = beforeFragment.split('?')[0] || '';
  const kept = beforeFragment
    .slice(path.length + 1)
    .split('&')
    .filter((pair) => !holdsSession('=' + pair.split('=').slice(1).join('=')) && !(isReturn && isCampaign(pair)))
    .join('&');
  return path + (kept === '' ? '' : '?' + kept) + fragment;
}

/** Stripe hands back what it was given, shortened and cleaned, or what stood on the link; GA4 would take it for a new visit. */
function isCampaign(pair) {
  return pair.toLowerCase().indexOf('utm_') === 0;
}

return run(data);


___WEB_PERMISSIONS___

[
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
            "string": "any"
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
        "publicId": "access_template_storage",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Takes session id and campaign out of the address that Stripe sends the buyer
    to
  code: |-
    openPage('lang=de&session_id=' + sessionId + '&utm_source=ads&UTM_medium=cpc&ref=1', 'checkout.stripe.com');
    assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks?lang=de&ref=1');
    assertThat(readIgnore('')).isEqualTo('true');
- name: Knows a return without a referrer by its session id
  code: |-
    openPage('utm_source=ads&checkout=' + sessionId, '');
    assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks');
    assertThat(readIgnore('')).isEqualTo('true');
- name: Takes out the placeholder that Stripe did not replace
  code: |-
    openPage('session_id=%7BCHECKOUT_SESSION_ID%7D', '');
    assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks');
- name: Knows a return without a session id by its referrer
  code: |-
    openPage('utm_source=ads&a=1', 'buy.stripe.com');
    assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks?a=1');
- name: Knows an own payment domain of the shop where the field names it
  code: |-
    openPage('a=1', 'pay.example.com');
    assertThat(readIgnore('')).isUndefined();
    assertThat(readIgnore('pay.example.com')).isEqualTo('true');
- name: Leaves everything to GA4 on other pages, whatever campaign brought the visitor
  code: |-
    openPage('utm_source=ads&session_id=42', 'www.google.com');
    assertThat(readLocation()).isUndefined();
    assertThat(readIgnore('')).isUndefined();
- name: Leaves the address alone where there is nothing to take out
  code: |-
    openPage('', 'checkout.stripe.com');
    assertThat(readLocation()).isUndefined();
setup: |-
  // What the page address variable does, as the tests that GTM shows beside it.

  const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

  /** A page with this query, reached from this host. */
  function openPage(query, referrer) {
    mock('getUrl', (part) => (part === 'query' ? query : 'https://shop.example.com/thanks' + (query && '?' + query)));
    mock('getReferrerUrl', referrer);
  }

  function readLocation() {
    return runCode({ part: 'page_location' });
  }

  function readIgnore(paymentDomains) {
    return runCode({ part: 'ignore_referrer', paymentDomains: paymentDomains });
  }


___NOTES___

- First version.


