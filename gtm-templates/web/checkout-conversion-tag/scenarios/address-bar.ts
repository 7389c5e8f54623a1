// What becomes of the session id in the address of the page.
import { assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { page, visit } from './page.ts';

scenario('Takes the session id out of the address once the event is pushed', () => {
  data.stripSessionId = true;
  visit();
  assertThat(page.stripped).isEqualTo([sessionId]);
});

scenario('Leaves the address as it is where the box is not ticked', () => {
  visit();
  assertThat(page.stripped).isEmpty();
});

scenario('Keeps the session id of a pending checkout, whose reload may find the money', () => {
  data.stripSessionId = true;
  checkout.event = 'checkout_pending';
  checkout.status = 'pending';
  visit();
  assertThat(page.stripped).isEmpty();
});
