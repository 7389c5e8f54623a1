// The routes about conversions: the list, its file, one payment, and what can be done about it.
import { page } from '../answer.ts';
import type { PropertyRoute } from '../route.ts';
import { exportCsv } from './list/export-csv.ts';
import { listPage } from './list/list-page.ts';

const base = '/properties/:propertyId';

export const conversionRoutes: readonly PropertyRoute[] = [
  {
    method: 'GET',
    path: `${base}/conversions`,
    needs: 'property_viewer',
    answer: async (request) => page(await listPage(request)),
  },
  { method: 'GET', path: `${base}/conversions.csv`, needs: 'property_viewer', answer: exportCsv },
];
