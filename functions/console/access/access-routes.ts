// The routes of signing in and out, of accounts and their members.
import type { Route } from '../route.ts';

export const accessRoutes: readonly Route[] = [];
