// The route of the built files that pages load.
import { Refusal } from '../refusal.ts';
import type { Route } from '../route.ts';

export const assetRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/assets/:name',
    needs: 'nobody',
    answer: ({ context, params }) => {
      const asset = context.assets.find(params['name'] ?? '');
      if (asset === undefined) throw new Refusal('not_found');
      return { kind: 'asset', ...asset };
    },
  },
];
