// The addresses of the public function and the methods that each answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendData, sendNoContent } from '../http/send-answer.ts';
import { limitAddress } from './admit-caller.ts';
import { validateClickReport } from './click-report-validator.ts';
import type { LoaderFile } from './loader-file.ts';
import type { PublicLogs, RequestNote } from './logs.ts';
import { type LookupAnswer, lookUpSession } from './look-up-session.ts';
import type { LookupContext } from './lookup-context.ts';
import { parseLookupQuery } from './parse-lookup-query.ts';
import { readJsonBody } from './read-json-body.ts';
import { validateReport } from './report-validator.ts';
import { takeClick } from './take-click.ts';
import { takeReport } from './take-report.ts';

/** Answers one request at once or later; throws, or rejects with, what is to be answered instead. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  note: RequestNote,
) => Promise<void> | undefined;

export interface Route {
  methods: Readonly<Record<string, Handler>>;
  /** As in an Allow header, preflight included. */
  allow: string;
}

export interface RouteContext {
  lookup: LookupContext;
  loader: LoaderFile;
  logs: PublicLogs;
}

/** Every route by its path. */
export function createRoutes({ lookup, loader, logs }: RouteContext): ReadonlyMap<string, Route> {
  const answerLookup: Handler = (request, response, note) => {
    // Before the query: what is malformed costs a log line too.
    limitAddress(lookup, request);
    const query = parseLookupQuery(request.url ?? '');
    note.propertyId = query.property_id;
    note.sessionId = query.checkout_session_id;
    const send = ({ json, origin, kind }: LookupAnswer): void => {
      sendData(response, json, origin);
      if (kind === 'asked') logs.lookupAnswered(note);
      if (kind === 'handed') logs.eventHanded(note);
    };
    const answer = lookUpSession(lookup, request, query);
    if (answer instanceof Promise) return answer.then(send);
    send(answer);
    return undefined;
  };
  const answerReport: Handler = async (request, response, note) => {
    // Before the body: reading it is what a flood of reports would cost.
    limitAddress(lookup, request);
    const report = await readJsonBody(request, 'report', validateReport);
    note.propertyId = report.property_id;
    note.sessionId = report.checkout_session_id;
    const outcome = await takeReport(lookup, request, report);
    sendNoContent(response);
    logs.reportTaken(note, outcome);
  };
  const answerClick: Handler = async (request, response, note) => {
    limitAddress(lookup, request);
    const report = await readJsonBody(request, 'click', validateClickReport);
    note.propertyId = report.property_id;
    const outcome = await takeClick(lookup, request, report);
    // The same for a repetition: what a page could do about it is nothing.
    sendNoContent(response);
    logs.clickTaken(note, outcome);
  };
  const answerLoader: Handler = (request, response) => loader(request, response);
  const answerHealth: Handler = (_request, response) => {
    sendData(response, '{"status":"ok"}', undefined);
    return undefined;
  };
  return new Map([
    ['/checkout/sessions.json', toRoute({ GET: answerLookup })],
    ['/checkout/reports', toRoute({ POST: answerReport })],
    ['/checkout/clicks', toRoute({ POST: answerClick })],
    ['/checkout/tilltag.v1.js', toRoute({ GET: answerLoader, HEAD: answerLoader })],
    ['/health', toRoute({ GET: answerHealth, HEAD: answerHealth })],
  ]);
}

function toRoute(methods: Record<string, Handler>): Route {
  return { methods, allow: [...Object.keys(methods), 'OPTIONS'].join(', ') };
}
