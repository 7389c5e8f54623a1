// What the Checkout session variable does, as the tests that GTM shows beside it.
// There is no server here. The setup plays the event, the request and the Tilltag function.
import './scenarios/session.ts';
import './scenarios/output.ts';
import './scenarios/once.ts';
import './scenarios/failures.ts';
