// The routes of signing in and out, of accounts and their members.
import type { Route } from '../route.ts';
import { auditRoutes } from './audit-routes.ts';
import { linkRoutes } from './link/link-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { openidRoutes } from './openid/openid-routes.ts';
import { answerAccounts, answerCreateAccount, answerHome } from './pages/accounts-page.ts';
import { answerSignIn } from './pages/sign-in-page.ts';
import { youRoutes } from './you-routes.ts';

export const accessRoutes: readonly Route[] = [
  { method: 'GET', path: '/sign-in', needs: 'nobody', answer: answerSignIn },
  ...openidRoutes,
  ...linkRoutes,
  ...youRoutes,
  { method: 'GET', path: '/', needs: 'somebody', answer: answerHome },
  { method: 'GET', path: '', needs: 'somebody', answer: answerHome },
  { method: 'GET', path: '/accounts', needs: 'somebody', answer: answerAccounts },
  { method: 'POST', path: '/accounts', needs: 'somebody', answer: answerCreateAccount },
  ...memberRoutes,
  ...auditRoutes,
];
