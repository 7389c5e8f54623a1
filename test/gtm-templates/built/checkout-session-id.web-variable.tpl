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
    "displayName": "Tilltag"
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

scenarios: []


___NOTES___

- First version.

