// What the payment link tag does, as the tests that GTM shows beside it.
// There is no page here. The setup plays the page, the visitor and the loader, and notes what the tag does.
import './scenarios/touches.ts';
import './scenarios/clicks.ts';
import './scenarios/consent.ts';
import './scenarios/input.ts';
import './scenarios/failures.ts';
