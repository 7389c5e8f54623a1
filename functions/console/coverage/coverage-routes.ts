// The routes of what roll-ups show: coverage and campaigns.
import { page } from '../answer.ts';
import type { Route } from '../route.ts';
import { campaignsPage } from './campaigns-page.ts';
import { checkNow } from './check-now.ts';
import { coveragePage } from './coverage-page.ts';
import { refreshNow } from './refresh-now.ts';

export const coverageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/properties/:propertyId/coverage',
    needs: 'property_viewer',
    answer: async (request) => page(await coveragePage(request)),
  },
  {
    method: 'POST',
    path: '/properties/:propertyId/coverage/check',
    needs: 'property_owner',
    answer: checkNow,
  },
  {
    method: 'POST',
    path: '/properties/:propertyId/coverage/refresh',
    needs: 'property_viewer',
    answer: (request) => refreshNow(request, 'coverage'),
  },
  {
    method: 'POST',
    path: '/properties/:propertyId/campaigns/refresh',
    needs: 'property_viewer',
    answer: (request) => refreshNow(request, 'campaigns'),
  },
  {
    method: 'GET',
    path: '/properties/:propertyId/campaigns',
    needs: 'property_viewer',
    answer: async (request) => page(await campaignsPage(request)),
  },
];
