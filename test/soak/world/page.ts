// The thank-you page of the shop, as the loader and its tag behave: one claim for each tab, one push, one report.
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import type { Report } from '../../../functions/contract/report.ts';
import type { VisitPlan } from '../plan/session-plan.ts';
import { shopHost } from '../shop/open-shop.ts';
import type { Agenda } from './agenda.ts';
import type { Client, Reply } from './ask.ts';
import type { Clock } from './clock.ts';
import type { PagePush, SessionTruth } from './truth.ts';

/** What a tab keeps in its sessionStorage. */
interface TabRecord {
  claim: string;
  pushed?: PagePush;
  isReported: boolean;
}

export interface Pages {
  /** Puts the visits of a completed checkout on the agenda. */
  plan(truth: SessionTruth): void;
}

export interface PagesOptions {
  agenda: Agenda;
  client: Client;
  clock: Clock;
  tell: (about: string, line: string) => void;
}

const origin = `https://${shopHost}`;

/** How soon the loader asks a second time. */
const retryAfterMs = 1_000;

/** Pages that remember nothing yet. */
export function createPages({ agenda, client, clock, tell }: PagesOptions): Pages {
  const tabs = new Map<string, TabRecord>();
  let claims = 0;

  function openTab({ id }: SessionTruth, { tab, consent }: VisitPlan): TabRecord {
    const key = `${id} ${tab}`;
    // Where analytics is denied nothing is kept beyond the page.
    const known = consent?.[1] === 'd' ? undefined : tabs.get(key);
    if (known !== undefined) return known;
    claims += 1;
    const opened: TabRecord = { claim: `claim-${String(claims).padStart(12, '0')}`, isReported: false };
    if (consent?.[1] !== 'd') tabs.set(key, opened);
    return opened;
  }

  function visit(truth: SessionTruth, plan: VisitPlan, atMs: number): void {
    agenda.add({
      atMs,
      kind: 'step',
      run: () => look({ truth, plan, tab: openTab(truth, plan) }, 0),
    });
  }

  interface Visit {
    truth: SessionTruth;
    plan: VisitPlan;
    tab: TabRecord;
  }

  function look(one: Visit, attempt: 0 | 1): void {
    const { truth, plan, tab } = one;
    const luck = plan.lookups[attempt];
    const name = `page in tab ${plan.tab}, ${attempt === 0 ? 'lookup' : 'second lookup'}`;
    if (luck === 'request_lost') {
      tell(truth.id, `${name}: the request was lost`);
      again(one, attempt);
      return;
    }
    agenda.add({
      atMs: clock.nowMs(),
      kind: 'request',
      run: async (url) => {
        const reply = await client.ask(url, { method: 'GET', path: toPath(one), headers: { origin } });
        const isHeard = luck === 'arrives' && reply !== undefined;
        const answer = parseAnswer(reply);
        const { consent } = plan;
        truth.looks.push({
          atMs: clock.nowMs(),
          ...{ claim: tab.claim, consent, answer, status: reply?.status, isHeard },
        });
        tell(
          truth.id,
          `${name} (${consent ?? 'no consent told'}): ${describe(reply, answer)}${isHeard ? '' : ', answer lost'}`,
        );
        if (isHeard && answer !== undefined) settle(one, answer);
        else again(one, attempt);
      },
    });
  }

  function again(one: Visit, attempt: 0 | 1): void {
    if (attempt === 1) return;
    agenda.add({ atMs: clock.nowMs() + retryAfterMs, kind: 'step', run: () => look(one, 1) });
  }

  function settle({ truth, plan, tab }: Visit, answer: CheckoutAnswer): void {
    if (tab.pushed?.answer.event_id === answer.event_id) {
      // A report that was never sent is made up for.
      if (!tab.isReported) report(truth, tab, tab.pushed, clock.nowMs() + 20);
      return;
    }
    if (!answer.first_view) return;
    const push: PagePush = {
      ...{ atMs: clock.nowMs(), tab: plan.tab, claim: tab.claim, answer },
      reportedAtMs: undefined,
    };
    truth.pushes.push(push);
    tell(
      truth.id,
      `page in tab ${plan.tab} pushes ${answer.sender === 'server' ? 'checkout_complete' : answer.event_id}`,
    );
    tab.pushed = push;
    tab.isReported = plan.report !== 'tab_closed';
    if (plan.report === 'arrives') report(truth, tab, push, clock.nowMs() + plan.reportAfterMs);
    else tell(truth.id, plan.report === 'lost' ? 'its report was lost' : 'the tab was closed before the report');
  }

  function report({ id, plan: { propertyId } }: SessionTruth, tab: TabRecord, push: PagePush, atMs: number): void {
    tab.isReported = true;
    const { claim } = tab;
    const body: Report = {
      ...{ property_id: propertyId, checkout_session_id: id, claim },
      event_id: push.answer.event_id,
    };
    agenda.add({
      atMs,
      kind: 'request',
      run: async (url) => {
        const headers = { origin, 'content-type': 'text/plain' };
        const reply = await client.ask(url, {
          method: 'POST',
          path: '/checkout/reports',
          headers,
          body: JSON.stringify(body),
        });
        if (reply?.status === 204) push.reportedAtMs ??= clock.nowMs();
        tell(id, `page in tab ${push.tab} reports: ${reply?.status ?? 'connection lost'}`);
      },
    });
  }

  return {
    plan(truth) {
      const completedAtMs = clock.nowMs();
      for (const plan of truth.plan.visits) visit(truth, plan, completedAtMs + plan.afterMs);
    },
  };
}

function toPath({ truth, plan, tab }: { truth: SessionTruth; plan: VisitPlan; tab: TabRecord }): string {
  const query = new URLSearchParams({
    property_id: truth.plan.propertyId,
    checkout_session_id: truth.id,
    claim: tab.claim,
    ...(plan.consent !== undefined && { consent: plan.consent }),
    ...(plan.consent?.[2] === 'd' && { personal_data: 'none' }),
    utm_source: 'soak',
  });
  return `/checkout/sessions.json?${query.toString()}`;
}

function parseAnswer(reply: Reply): CheckoutAnswer | undefined {
  // What the function answers is what the contract says; other tests hold it to that.
  return reply?.status === 200 ? (JSON.parse(reply.body) as CheckoutAnswer) : undefined;
}

function describe(reply: Reply, answer: CheckoutAnswer | undefined): string {
  if (reply === undefined) return 'connection lost';
  if (answer === undefined) return `${reply.status} ${/"code":"(\w+)"/.exec(reply.body)?.[1] ?? ''}`;
  return `${answer.event}${answer.first_view ? ', first view' : ''}`;
}
