// Judges what pages pushed: each event once while its page reports, with the right money, and nothing that never happened.
import type { ShopProperty } from '../shop/open-shop.ts';
import type { PagePush, SessionTruth } from '../world/truth.ts';
import { expectSessionMoney } from './expect-money.ts';
import type { ExpectedEvent } from './expected-event.ts';
import type { Finding, FindingKind } from './finding.ts';
import { isAmount } from './major-units.ts';
import { isPushOf } from './pushes.ts';

/** A claim lapses after two minutes without a report; clocks of processes differ. */
const lapseMs = 120_000 - 20_000;

/** Everything that is not as it must be on this session's own pages. */
export function judgePages(session: SessionTruth, shop: ShopProperty, expected: readonly ExpectedEvent[]): Finding[] {
  if (session.plan.propertyId !== shop.spec.id) return [];
  const say = (kind: FindingKind, sentence: string): Finding => ({ kind, session, propertyId: shop.spec.id, sentence });
  const ofPages = expected.filter(({ isOfPages }) => isOfPages);
  const unknown = session.pushes.filter((push) => !ofPages.some((one) => isPushOf(push, one, shop)));
  return [
    ...unknown.map(({ answer }) => say('wrong', `a page pushed ${answer.event_id}, which never happened`)),
    ...ofPages.flatMap((one) =>
      judgePushes(
        session.pushes.filter((push) => isPushOf(push, one, shop)),
        say,
      ),
    ),
    ...session.pushes
      .filter((push) => !hasRightMoney(push, session, shop))
      .map(({ answer }) => say('wrong', `a page pushed ${answer.event_id} with ${JSON.stringify(answer.ecommerce)}`)),
    ...findUnpushed(session, ofPages, shop).map((what) => say('lost', what)),
  ];
}

function judgePushes(pushes: readonly PagePush[], say: (kind: FindingKind, sentence: string) => Finding): Finding[] {
  return pushes.flatMap((push, index) => {
    const before = pushes[index - 1];
    if (before === undefined) return [];
    const isReported = before.reportedAtMs !== undefined && before.reportedAtMs < push.atMs - 1_000;
    if (isReported) return [say('doubled', `a page pushed ${push.answer.event_id} though another had reported it`)];
    const isSoon = push.claim !== before.claim && push.atMs - before.atMs < lapseMs;
    return isSoon ? [say('doubled', `two pages pushed ${push.answer.event_id} within the time of one claim`)] : [];
  });
}

function hasRightMoney({ answer }: PagePush, session: SessionTruth, { property }: ShopProperty): boolean {
  const money = expectSessionMoney(session, property.valueBasis);
  if (money.kind !== 'exact') return answer.ecommerce === null;
  const { value, currency } = answer.ecommerce ?? {};
  return currency === money.currency.toUpperCase() && isAmount(value, money.valueMinor, money.currency);
}

/** What pages alone tell of is lost where one was answered, nobody else held the event, and none pushed it. */
function findUnpushed(session: SessionTruth, ofPages: readonly ExpectedEvent[], shop: ShopProperty): string[] {
  const isServed = shop.spec.sender !== 'browser' && shop.property.destinations.length > 0;
  if (isServed) return [];
  return ofPages
    .filter(({ isDemanded }) => isDemanded)
    .flatMap((one) => {
      if (session.pushes.some((push) => isPushOf(push, one, shop))) return [];
      const isOwn = (eventId: string | undefined): boolean => eventId === one.eventId;
      const heard = session.looks.filter(({ isHeard, answer }) => isHeard && isOwn(answer?.event_id));
      const alone = heard.find(
        (look) =>
          !session.looks.some(
            (other) => other.claim !== look.claim && other.atMs <= look.atMs && look.atMs - other.atMs < 150_000,
          ),
      );
      return alone === undefined
        ? []
        : [`no page pushed ${one.eventId}, though one was answered at ${new Date(alone.atMs).toISOString()}`];
    });
}
