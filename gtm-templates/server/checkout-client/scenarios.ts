// What the Checkout client does, as the tests that GTM shows beside it.
// There is no server here. The setup plays the request, the Tilltag function, the container's tags and the response.
import './scenarios/routes.ts';
import './scenarios/pages.ts';
import './scenarios/loader.ts';
import './scenarios/forwarded.ts';
import './scenarios/event-data.ts';
import './scenarios/personal-data.ts';
import './scenarios/visit.ts';
import './scenarios/cookie.ts';
