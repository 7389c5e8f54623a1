// The routes of a property's settings.
import { page } from '../answer.ts';
import type { PropertyRoute } from '../route.ts';
import { toGeneralPage } from './general-page.ts';
import { saveSection } from './save-section.ts';
import { settingSections } from './sections/setting-sections.ts';

const path = '/properties/:propertyId/settings';

const sectionRoutes = settingSections.map(
  (section): PropertyRoute => ({
    method: 'POST',
    path: `${path}/${section.id}`,
    needs: 'property_owner',
    answer: (request) => saveSection(request, section),
  }),
);

export const settingsRoutes: readonly PropertyRoute[] = [
  { method: 'GET', path, needs: 'property_viewer', answer: (request) => page(toGeneralPage(request)) },
  ...sectionRoutes,
];
