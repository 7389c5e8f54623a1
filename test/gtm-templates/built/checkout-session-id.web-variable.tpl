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
  "displayName": "Checkout Session ID",
  "categories": [
    "UTILITY",
    "CONVERSIONS"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag",
    "thumbnail": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGqklEQVR4nOybeWxURRzHv/N2t+3aY3vRu6VYpBzlPnqAhCiNVSxCD8BAtERMCImKCepfqPxlTATxiDFBQ4NVwHIFMXIYrMRSDitguSulLW0pLW0tPbbd443zNi7do7vdLTuv7ZZPsnn7Zua9fb/vzPzmNzNvlRiAuDX544lAVwigiylIPEuKIgQBGIZQik4QehcUNYSQY3pCjzQU7r/u7BriKCNmTX6ySkG3s69ZGNkc1RvJxoai4hv9ZdoJEPdafijRi1tYxnqmohJeAKXUwCz9SlQKW+q+LW61zLMSIHZ1TpxCIexmTXwBvBGK37V63cqm3YfvmZMeCpBYsMiPiuEnWUo6vBgKWiqQlsXVhSU90rlgzhBpWJG3Gy9BQOaLYviuvnNGfEHuMoGSgxhFiIQuv1O4/5CpBQgiPoQMhKgFvJyiRnSAgKGG2fy+dCSxBTlpSiqUgTOS0TuygzEuWIkuHcW2Mx3Yc0ULJyMxdwxETBcUIpZBBmZEqUzGS/j7EGxeGISdS0Mw5omhaw0KUchiv05mgDMCq+SNqfbB47xYHxxeFYqlyX4YGmia9GxR4Ez+ZD/EBSn6zQvyFfDRM0H4eolG9tYg2S6AkERwxIfZvWHOwFOHpxN85W8NzHZJcg04snKKGuE2NctCU9xo0ZucoSVD0Bo0XH8lgDm7dTP9rdIOXNcis6gFOT+2IWNnM4oquu2uM7eGzCd9wRuuArwy7Qmr2i+/q8fm3zpwt1M0nRvY4YuzXWjvMdpdK7WG7c9pkDeJb5fgJkCYmjAB1FZpFU16u3KdeopzDXqH91k4lm8r4CbA67P8EehrffsEBz1OJTgOhuZEq7iGSlwEiA0UsGKy2i59EavNpGDr4XB6pBLpcT4O76XxE5Aczm9ZgsudN8zxh6/Svt4EttDwaZYG+65pca3ZgJlRSqyfHdBvWUvmxqhw/b4BPPC4AFLtZ09w7LiSQpR4LyMQ7jA3xgff/a0FDzzeBeo7RJTU6OBJePoBLj7gfMPgBGjqMuKnm1rs+KsL97vFh+k8/QCXu553MqxZ0tYj4mydziRYGTvWtPcZXfWv0RQVmuHlB7gIID1oe68Ijc0w2KkT2ZivMwlUdkePylbHBiVqrEcLXn6A2/jyJzPy2XF9QcwPl7X4uLTDFP054qlQNiTGq5DBhkUpHLbE7AcoPAs3AaRmbSnA1Wa9nfFjWWAkxQBS7aayY4ifY5dk9gOe7gYcBbD2A2/M9Td1AX+VgLQ4FVLZYkiEv8Kte/LwA9wEsPUDkQEKNrkJxqPAww9w3fqy9QO2GEWKKywiPFuvM02IytknNkjA7pwQNpW27w48/ABXAWz9gERDhxEnqnpx7n+ju/XW5lS1GXGLfaZH2gvAww9wFsDaD9SwsT17TwuMDqowkC2grGL7BlMjHD+Wp/0AVwFs/YCBNXlL49Xs12dLIwAzSlohnjxGaZowOcPTfoD79relH0hi4/zWzCDUsW4wi+0TTItQQalwL8r3tB/gLoCtH8ga/2hLXJ72Ay4LMGtCMiYmJEIhuDd/ktYEO0LV8CTrnu/FpXv9C2AURVyruY0LlTfhCi4J8GbuSryYPh+D5QE8y7QQ9hmgzJGyUny+fy8GwqXqnJ8yFSON9CkpLpVzSYDG1laMNOqam10q55IA3584isu3b2GkcOV2FfacPO5SWTL21Ty3RpTqwmIMZxIL8t0qP/SvagwxjwXAKEfWN0E7e7T4+dxpNLS09JsfExaGJfMyEODn2cDJGbIKsOHLrTh1+ZLTMr9eKMeOt96FXMgqwIVblS6UcS2E9RSy+oC8BYsGLJOdOviQezDI2gI+WL0WazNfQH3r/X7zY0PDkRARCTmR/XV4yUC5jXTG4ziAra30unPBg+5uDFcG8WztAltbanTniorq4TspcvvZmO1SF3BLgG0H90Krc6vRyIL0TNKzuUmjkk0Fz7BFxlRXryivvIG0t9cjY1IKkqJj2KLm0P6tyGA0oPpeI0qvVqCts8OtaynoRdlelx+OGAiZKdQXHjhDKf7AKINSerq+sPiiaRgUBWzGKINA2CQdTfvTDy5erdZMnxRCCEnDKIDV/me1u/Z9I31/GAjV1rZsYhmn4OVINkq2ms/7IsGSEoNOIeSxEk3wVihqTTYyW81JVqFw487iZqNWSGQFf4GXwWr+mFFLJko2WqY72pkk8QW5LxER7zC/kIERjOTtRdBP6nYdOIR+9lQH3JqNKcidqKRkOaE0kxLEgZLoEfH3eeC4URQO1hUV/+Psmv8AAAD//9/2ugYAAAAGSURBVAMAw4FZ0ajAX24AAAAASUVORK5CYII\u003d"
  },
  "description": "Reads the id of a Stripe Checkout Session from the address of the thank-you page. Undefined on every other page.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "parameterName",
    "displayName": "Query parameter",
    "simpleValueType": true,
    "help": "The name in front of \u003cb\u003e\u003d{CHECKOUT_SESSION_ID}\u003c/b\u003e in the redirect URL that you entered in Stripe.",
    "defaultValue": "session_id",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// Reads the session id from the address.

const getQueryParameters = require('getQueryParameters');
const makeString = require('makeString');

/** The value as trimmed text; empty for nothing. */
function toText(value) {
  return value === undefined || value === null ? '' : makeString(value).trim();
}

/**
 * The parameter's value as it stands, or undefined where it is missing or empty. A placeholder that Stripe did not
 * replace and an id that lost a part come through too: only then can the tag name what is wrong.
 */
function run(data) {
  const name = toText(data.parameterName) || 'session_id';
  return toText(getQueryParameters(name)) || undefined;
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
            "string": "specific"
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
  }
]


___TESTS___

scenarios:
- name: Reads the session id from the address of the thank-you page
  code: |-
    openPage({ session_id: sessionId, utm_source: 'newsletter' });
    assertThat(runCode({ parameterName: 'session_id' })).isEqualTo(sessionId);
- name: Reads the parameter that the field names
  code: |-
    openPage({ session_id: 'of another shop', checkout: sessionId });
    assertThat(runCode({ parameterName: ' checkout ' })).isEqualTo(sessionId);
    assertApi('getQueryParameters').wasCalledWith('checkout');
- name: Reads session_id where the field is empty
  code: |-
    openPage({ session_id: sessionId });
    assertThat(runCode({ parameterName: '' })).isEqualTo(sessionId);
    assertThat(runCode({})).isEqualTo(sessionId);
- name: Is undefined on a page without the parameter
  code: |-
    openPage({ utm_source: 'newsletter' });
    assertThat(runCode({ parameterName: 'session_id' })).isUndefined();
- name: Is undefined where the parameter is empty or blank
  code: |-
    openPage({ session_id: '', checkout: ' ' });
    assertThat(runCode({ parameterName: 'session_id' })).isUndefined();
    assertThat(runCode({ parameterName: 'checkout' })).isUndefined();
- name: Lets through what Stripe left in place of the id, or an id that lost a part
  code: |-
    // The tag says what is wrong with these, so they must reach it.
    openPage({ session_id: '{CHECKOUT_SESSION_ID}', checkout: 'cs_live_short' });
    assertThat(runCode({ parameterName: 'session_id' })).isEqualTo('{CHECKOUT_SESSION_ID}');
    assertThat(runCode({ parameterName: 'checkout' })).isEqualTo('cs_live_short');
setup: |-
  // What the Checkout Session ID variable does, as the tests that GTM shows beside it.

  /** What the page's address has behind its question mark, as getQueryParameters reads it. */
  function openPage(query) {
    mock('getQueryParameters', (key) => query[key]);
  }

  const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';


___NOTES___

- First version.


