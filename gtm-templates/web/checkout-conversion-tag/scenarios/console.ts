// When the tag speaks, and what it never says.
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { container, page, visit, visitWithError } from './page.ts';

scenario('Says nothing where logging is off', () => {
  data.logType = 'no';
  visit();
  assertThat(page.lines).isEmpty();
  assertApi('gtmOnSuccess').wasCalled();
});

scenario('Says what it did in preview alone where the field says so', () => {
  data.logType = 'debug';
  visit();
  assertThat(page.lines).isEmpty();
  container.previewMode = true;
  visit();
  assertThat(page.lines).hasLength(1);
});

scenario('Shows neither session id nor e-mail address in the console', () => {
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
});
