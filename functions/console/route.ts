// What a route of the console is: an address, who may ask there, and what is answered. The table of them is all there is.
import type { Account, Role, User } from '../rules/account.ts';
import type { Property } from '../rules/property.ts';
import type { Answer } from './answer.ts';
import type { ConsoleContext } from './console-context.ts';

/** Somebody who is signed in. */
export interface Visitor {
  user: User;
  /** The sign-in that the cookie named; for signing out. */
  signInId: string;
  /** To be sent back by every form. */
  csrf: string;
}

/** One request, whoever asks. */
export interface OpenRequest {
  context: ConsoleContext;
  /** As the browser named it, with the origin that it used. */
  url: URL;
  headers: Headers;
  /** The network that it came from, as attempts are counted by. */
  network: string;
  /** The parts of the path that the route names, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** What a form sent; empty for GET. */
  form: URLSearchParams;
  /** `undefined` where nobody is signed in. */
  visitor: Visitor | undefined;
  /** The address of another page: `to('/accounts')` with whatever lies in front of the console's own paths. */
  to: (path: string) => string;
}

/** One request of somebody who is signed in. */
export interface PersonRequest extends OpenRequest {
  visitor: Visitor;
}

/** … who has a role in the account that the path names. */
export interface AccountRequest extends PersonRequest {
  account: Account;
  role: Role;
}

/** … who has a role in the account of the property that the path names. */
export interface PropertyRequest extends AccountRequest {
  property: Property;
}

interface RouteBase<Needs extends string, Request> {
  method: 'GET' | 'POST';
  /** Below the console's own address, with `:name` for parts that vary. */
  path: string;
  /** Who may ask: `nobody` has to be signed in, or somebody has to, or with this role in the account. */
  needs: Needs;
  answer: (request: Request) => Promise<Answer> | Answer;
  /** Of a property's route: whether it is there while the property is being deleted; others are not. */
  staysOpen?: true;
}

export type OpenRoute = RouteBase<'nobody', OpenRequest>;
export type PersonRoute = RouteBase<'somebody', PersonRequest>;
/** Its path begins with `/accounts/:accountId`. */
export type AccountRoute = RouteBase<`account_${Role}`, AccountRequest>;
/** Its path begins with `/properties/:propertyId`. */
export type PropertyRoute = RouteBase<`property_${Role}`, PropertyRequest>;

export type Route = OpenRoute | PersonRoute | AccountRoute | PropertyRoute;
