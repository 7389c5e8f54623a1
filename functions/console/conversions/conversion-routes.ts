// The routes about conversions: the list, its file, one payment, what can be done about it, and the erasure of buyers.
import { page } from '../answer.ts';
import type { PropertyRoute } from '../route.ts';
import { checkNow, replay } from './actions/check-now.ts';
import { checkPage } from './actions/check-page.ts';
import { confirmDecision, decideDelivery } from './actions/decide-delivery.ts';
import { sendDelivery } from './actions/send-delivery.ts';
import { eraseBuyer } from './erase/erase-buyer.ts';
import { erasePage } from './erase/erase-page.ts';
import { showFound } from './erase/show-found.ts';
import { exportCsv } from './list/export-csv.ts';
import { listPage } from './list/list-page.ts';
import { showPayment } from './payment/payment-page.ts';

const base = '/properties/:propertyId';
const list = `${base}/conversions`;
const payment = `${list}/:stripeId`;

export const conversionRoutes: readonly PropertyRoute[] = [
  {
    ...{ method: 'GET', path: list, needs: 'property_viewer' },
    answer: async (request) => page(await listPage(request)),
  },
  { method: 'GET', path: `${list}.csv`, needs: 'property_viewer', answer: (request) => exportCsv(request) },
  { method: 'GET', path: `${list}/check`, needs: 'property_owner', answer: (request) => page(checkPage(request)) },
  { method: 'POST', path: `${list}/check`, needs: 'property_owner', answer: checkNow },
  { method: 'POST', path: `${list}/replay`, needs: 'property_owner', answer: replay },
  { method: 'GET', path: payment, needs: 'property_viewer', answer: (request) => showPayment(request) },
  { method: 'POST', path: `${payment}/send`, needs: 'property_owner', answer: sendDelivery },
  { method: 'GET', path: `${payment}/decide`, needs: 'property_owner', answer: confirmDecision },
  { method: 'POST', path: `${payment}/decide`, needs: 'property_owner', answer: decideDelivery },
  { method: 'GET', path: `${base}/erase`, needs: 'property_owner', answer: (request) => page(erasePage(request)) },
  { method: 'POST', path: `${base}/erase`, needs: 'property_owner', answer: showFound },
  { method: 'POST', path: `${base}/erase/confirm`, needs: 'property_owner', answer: eraseBuyer },
];
