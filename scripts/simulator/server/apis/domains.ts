// The API that finds the registrable domain of an address.

import type { ApiFactory } from '../../sandbox/checked-function.ts';
import { checkArguments, optional } from '../../sandbox/checked-function.ts';
import { findRegistrableDomain } from '../registrable-domain.ts';
import type { ServerContext } from '../server-context.ts';

/** Null and undefined are given back as they are; that is documented. */
const computeEffectiveTldPlusOne: ApiFactory<ServerContext> = () => {
  const compute = checkArguments([optional('domainOrUrl', 'string')], ([domainOrUrl = '']) =>
    findRegistrableDomain(domainOrUrl),
  );
  return (domainOrUrl: unknown): unknown =>
    domainOrUrl === undefined || domainOrUrl === null ? domainOrUrl : compute(domainOrUrl);
};

/** Domains. */
export const domainApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { computeEffectiveTldPlusOne };
