// What the checkout conversion tag does, as the tests that GTM shows beside it.
// There is no page here. The setup plays the page, the visitor and the Tilltag function, and notes what the tag does.
import './scenarios/once.ts';
import './scenarios/events.ts';
import './scenarios/campaign.ts';
import './scenarios/touches.ts';
import './scenarios/consent.ts';
import './scenarios/analytics.ts';
import './scenarios/address-bar.ts';
import './scenarios/input.ts';
import './scenarios/failures.ts';
import './scenarios/console.ts';
