// The routes of the check-up page.
import type { Route } from '../route.ts';
import { runDoctor, showDoctor } from './doctor-page.ts';

/** Whoever may change nothing may also have nobody asked: each check counts to the Stripe account's allowance. */
export const doctorRoutes: readonly Route[] = [
  { method: 'GET', path: '/properties/:propertyId/doctor', needs: 'property_viewer', answer: showDoctor },
  { method: 'POST', path: '/properties/:propertyId/doctor', needs: 'property_owner', answer: runDoctor },
];
