// On the merchant's own domain: answers the page's routes with what the function says, and runs the container for payments.
import {
  claimRequest,
  getRequestBody,
  getRequestHeader,
  getRequestMethod,
  getRequestPath,
  getRequestQueryString,
} from 'sandbox:server';
import { askFunction } from '../../shared/ask-function.ts';
import { findConnectionFault } from '../../shared/function-connection.ts';
import { readVisitor } from '../../shared/read-visitor.ts';
import { toText } from '../../shared/to-text.ts';
import { returnAnswer, returnError, returnPreflight, returnUnavailable } from './answers.ts';
import type { Data } from './form.ts';
import { keepCookieOfClick } from './keep-cookie.ts';
import { findRoute, type Route, toClientPath } from './routes.ts';
import { serveLoader } from './serve-loader.ts';
import { type Setup, toSetup } from './setup.ts';
import { takeEvent } from './take-event.ts';
import { readVisit, runVisit } from './visit.ts';

/** Claims and answers what lies below its path; any other request is left as it is, before anything else is read or done. */
export function run(data: Data): void {
  const route = findRoute(toClientPath(toText(data.path)), getRequestPath());
  if (route === undefined) {
    return;
  }
  claimRequest();
  const setup = toSetup(data);
  if (route.name === 'events') {
    takeEvent(setup, route.methods);
    return;
  }
  if (getRequestMethod() === 'OPTIONS') {
    returnPreflight(route.methods);
    return;
  }
  const fault = findConnectionFault(setup.connection);
  if (fault !== undefined) {
    setup.log(fault);
    returnError(500, 'internal', 'The Checkout client of this server container is not set up. Its log says why.');
    return;
  }
  answerPage(setup, route);
}

function answerPage(setup: Setup, route: Route): void {
  const method = getRequestMethod();
  if (route.name === 'loader' && (method === 'GET' || method === 'HEAD')) {
    serveLoader(setup, route);
    return;
  }
  if (route.name === 'clicks') {
    keepCookieOfClick(setup.cookie, getRequestBody());
  }
  const query = getRequestQueryString();
  const visit = route.name === 'lookup' && method === 'GET' ? readVisit() : undefined;
  askFunction(setup.connection, readVisitor(), {
    method: method,
    path: route.functionPath + (query === '' ? '' : '?' + query),
    body: getRequestBody(),
    contentType: getRequestHeader('content-type'),
  }).then(
    (answer) => {
      // First: the page must not wait for tags.
      returnAnswer(answer);
      if (visit !== undefined && answer.statusCode === 200) {
        runVisit(setup, visit, answer.body);
      }
    },
    () => {
      setup.log('The Tilltag function did not answer, and the page was told so. Check the Function endpoint.');
      returnUnavailable();
    },
  );
}
