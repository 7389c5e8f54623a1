// The table of all routes of the console.
import { accessRoutes } from './access/access-routes.ts';
import { conversionRoutes } from './conversions/conversion-routes.ts';
import { coverageRoutes } from './coverage/coverage-routes.ts';
import { doctorRoutes } from './doctor/doctor-routes.ts';
import { downloadsRoutes } from './downloads/downloads-routes.ts';
import type { Route } from './route.ts';
import { assetRoutes } from './serve/asset-routes.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { setupRoutes } from './setup/setup-routes.ts';

export const routes: readonly Route[] = [
  ...assetRoutes,
  ...accessRoutes,
  ...setupRoutes,
  ...settingsRoutes,
  ...downloadsRoutes,
  ...conversionRoutes,
  ...coverageRoutes,
  ...doctorRoutes,
];
