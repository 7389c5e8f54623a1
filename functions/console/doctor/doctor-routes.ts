// The routes of the check-up page.
import type { PropertyRoute } from '../route.ts';
import { runDoctor, showDoctor } from './doctor-page.ts';

/** Whoever may change nothing may also have nobody asked: each check counts to the Stripe account's allowance. */
export const doctorRoutes: readonly PropertyRoute[] = [
  {
    ...{ method: 'GET', path: '/properties/:propertyId/doctor', needs: 'property_viewer', staysOpen: true },
    answer: showDoctor,
  },
  {
    ...{ method: 'POST', path: '/properties/:propertyId/doctor', needs: 'property_owner', staysOpen: true },
    answer: runDoctor,
  },
  // As the navigation calls it.
  {
    method: 'GET',
    path: '/properties/:propertyId/check-up',
    needs: 'property_viewer',
    staysOpen: true,
    answer: ({ property, to }) => ({ kind: 'redirect', to: to(`/properties/${property.id}/doctor`) }),
  },
];
