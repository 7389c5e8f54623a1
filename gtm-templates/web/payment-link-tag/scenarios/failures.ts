// What the tag says where a script or its form fails it; the campaign is remembered all the same.
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import { cookies, data, expectFailure, openLetter, page } from './page.ts';

scenario('Names the three causes where the script does not load', () => {
  mock('injectScript', (_url, _onSuccess, onFailure) => onFailure());
  openLetter();
  expectFailure('The script of your Tilltag function could not be used');
  assertThat(page.lines[0]).contains('open https://tags.example.com/checkout/tilltag.v1.js in a new tab');
  assertThat(cookies['_tilltag']).contains('s=letter');
});

scenario('Names the same causes where a blocker put an empty script in its place', () => {
  page.answer = undefined;
  openLetter();
  expectFailure('The script of your Tilltag function could not be used');
  assertThat(page.waits).isEmpty();
});

scenario('Asks for Property ID and Endpoint where they are missing or wrong', () => {
  data.propertyId = '';
  openLetter();
  assertThat(page.lines.pop()).contains('The Property ID is empty or incomplete');
  data.propertyId = 'prop_12345678';
  data.endpoint = 'http://tags.example.com';
  openLetter();
  expectFailure('The Endpoint is not an address that begins with https://');
  assertApi('injectScript').wasNotCalled();
  assertThat(cookies['_tilltag']).contains('s=letter');
});

scenario('Says so where the template was built for another host', () => {
  mock('queryPermission', false);
  openLetter();
  expectFailure('This template was built for another host');
});

scenario('Says nothing in the console where the field says so', () => {
  data.logType = 'no';
  openLetter();
  page.describe('AbCdEfGhIjKlMnOpQrStUg', 'click');
  assertThat(page.lines).isEmpty();
  assertApi('gtmOnSuccess').wasCalled();
});
