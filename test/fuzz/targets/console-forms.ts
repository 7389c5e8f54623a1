// The forms and addresses of the console, from whoever is signed in, or from a page that sends a form in their name.
import fc from 'fast-check';
import {
  readFilters,
  toCursor,
  toFilterQuery,
  toPeriodMs,
} from '../../../functions/console/conversions/list/read-filters.ts';
import { readPeriod, toQuery } from '../../../functions/console/coverage/read-period.ts';
import {
  containerFields,
  ga4Fields,
  readContainerForm,
  readGa4Form,
} from '../../../functions/console/forms/destination-form.ts';
import { nameFields, readNameForm, toEnteredName } from '../../../functions/console/forms/name-form.ts';
import { readScopeForm, scopeFields, toEnteredScope } from '../../../functions/console/forms/scope-form.ts';
import { readValueBasisForm, valueBasisField } from '../../../functions/console/forms/value-basis-form.ts';
import { parseStripeKey } from '../../../functions/properties/stripe-keys/parse-stripe-key.ts';
import { settingParsers } from '../../../functions/rules/property-settings.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureDiscreet, ensureSame, plantedSecrets } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const code = { readNameForm, readScopeForm, readGa4Form, readContainerForm, readFilters, readPeriod, parseStripeKey };

const good = {
  name: ['My shop', 'Müller & Söhne'],
  hostnames: ['shop.example.com\n*.example.org', 'shop.example.com, shop.example.com', '*.com'],
  scope: ['account', 'payment_links', 'hostnames'],
  payment_links: ['plink_1234567890 plink_abcdefghij'],
  link_plink_1234567890: ['on'],
  measurement_id: ['G-ABCDEF1234', 'g-abcd'],
  api_secret: ['secretOfAStream', ...plantedSecrets],
  region: ['global', 'eu'],
  ga4_mode: ['live', 'test'],
  url: ['https://sgtm.example.com/checkout', 'https://sgtm.example.com/metrics/checkout/'],
  container_mode: ['live', 'test'],
  value_basis: ['total', 'excluding_tax'],
  mode: ['live', 'test'],
  q: ['cs_test_a', 'newsletter'],
  status: ['paid', 'refund', 'undecided'],
  source: ['page', 'webhook'],
  destination: ['ga4-1'],
  from: ['2026-01-01', '2026-02-30', '0000-01-01', '9999-12-31'],
  until: ['2026-03-01', '2026-1-1', '+275760-09-13'],
  after: ['1790000000000.cs_test_a1', '9999999999999999.a', '1.a:b'],
} as const;

const field = fc.constantFrom(...Object.keys(good)).chain((name) => {
  const values: readonly string[] = Object.entries(good).find(([known]) => known === name)?.[1] ?? [];
  return fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...values), mutatedText(fc.constantFrom(...values))));
});

const body = fc.array(field, { minLength: 2, maxLength: 14 }).map((fields) => new URLSearchParams(fields).toString());

/** All readers of forms, each with the same body; one that was accepted is read the same again. */
export function consoleFormsTarget(read: typeof code = code): Target {
  return toTarget({
    name: 'console-forms',
    reads: 'forms and addresses of the console, from browsers',
    inputs: fc.record({
      body: mutatedText(body),
      key: fc.oneof(hostileText, mutatedText(fc.constantFrom(...plantedSecrets))),
    }),
    open: () => ({
      async examine({ body: text, key }) {
        const form = new URLSearchParams(text);
        await examineName(read, form);
        await examineScope(read, form);
        await examineDestinations(read, form);
        examineFilters(read, form);
        examinePeriod(read, form);
        examineKey(read, key);
        const basis = readValueBasisForm(form);
        if (basis.kind === 'faulty') await ensureHarmless([valueBasisField(basis.entered, basis.faults)]);
      },
    }),
  });
}

async function examineName({ readNameForm: readForm }: typeof code, form: URLSearchParams): Promise<void> {
  const result = readForm(form);
  if (result.kind === 'faulty') {
    ensure(Object.keys(result.faults).length > 0, 'It refused without a word.');
    await ensureHarmless(nameFields(result.entered, result.faults));
    return;
  }
  const { name, hostnames } = result.value;
  ensure(name.length >= 1 && name.length <= 200 && !/\p{Cc}/u.test(name), 'It took a name that is none.');
  ensure(hostnames.length >= 1 && hostnames.length <= 100, 'It took no hostname, or too many.');
  await ensureHarmless(nameFields(toEnteredName(result.value)));
  ensureSame(
    readForm(new URLSearchParams({ ...toEnteredName(result.value) })),
    result,
    'Sent again it is another one.',
  );
}

async function examineScope({ readScopeForm: readForm }: typeof code, form: URLSearchParams): Promise<void> {
  const result = readForm(form);
  if (result.kind === 'faulty') {
    await ensureHarmless(scopeFields(result.entered, { faults: result.faults, offered: [{ id: 'plink_1', url: '' }] }));
    return;
  }
  const entered = toEnteredScope(result.value);
  ensure(
    entered.links.every((id) => settingParsers.paymentLink(id).kind === 'value'),
    'It took a link that is none.',
  );
  const again = new URLSearchParams({ scope: entered.kind, payment_links: entered.links.join('\n') });
  ensureSame(readForm(again), result, 'Sent again it is another one.');
}

async function examineDestinations(read: typeof code, form: URLSearchParams): Promise<void> {
  const stream = read.readGa4Form(form);
  if (stream.kind === 'faulty') {
    ensureDiscreet(JSON.stringify(stream.faults), 'A fault');
    await ensureHarmless(ga4Fields(stream.entered, stream.faults));
    ensure(!Object.hasOwn(stream.entered, 'api_secret'), 'The secret would be shown again.');
  }
  const container = read.readContainerForm(form, { allowLocal: false });
  if (container.kind === 'faulty') await ensureHarmless(containerFields(container.entered, container.faults));
}

function examineFilters({ readFilters: readQuery }: typeof code, form: URLSearchParams): void {
  const property = { id: 'tt_shopshop00', stripeKeys: { live: null, test: 'x' } };
  const { filters, after, faults } = readQuery(form, property);
  ensure(filters.q.length <= 250, 'The search is long.');
  const { fromMs = 0, untilMs = 0 } = toPeriodMs(filters);
  ensure(Number.isFinite(fromMs) && Number.isFinite(untilMs), 'The days are none.');
  const again = readQuery(new URLSearchParams(toFilterQuery(filters)), property).filters;
  ensureSame(again, { ...filters, q: filters.q.trim().toWellFormed() }, 'The filters of the next page are others.');
  if (after !== undefined) {
    const cursor = toCursor(after, property.id);
    ensureSame(
      readQuery(new URLSearchParams({ after: cursor }), property).after,
      after,
      'The next page is another one.',
    );
  }
  ensure(
    Object.values(faults).every((fault) => fault.length > 0),
    'It refused without a word.',
  );
}

function examinePeriod({ readPeriod: readQuery }: typeof code, form: URLSearchParams): void {
  const property = { stripeKeys: { live: null, test: null } };
  const nowMs = Date.UTC(2026, 4, 12);
  const { period } = readQuery(form, property, nowMs);
  const [from, until] = [Date.parse(period.fromDay), Date.parse(period.untilDay)];
  ensure(from <= until && until - from <= 400 * 86_400_000, 'The period cannot be shown.');
  ensureSame(
    readQuery(new URLSearchParams(toQuery(period)), property, nowMs).period,
    period,
    'The next page shows another period.',
  );
}

function examineKey({ parseStripeKey: parse }: typeof code, text: string): void {
  const parsed = parse(text);
  if (parsed.kind === 'refused') ensureDiscreet(parsed.sentence, 'The refusal');
  else ensure(/^rk_(test|live)_\w{8,250}$/.test(parsed.key.secret), 'It took a key that can do more than read.');
}

/** Throws a Fault where what was entered becomes more than text. */
async function ensureHarmless(fields: readonly unknown[]): Promise<void> {
  const html = (await Promise.all(fields)).join('');
  ensure(!/<x-fuzz|<\/script|javascript:alert\(1\)"?>/.test(html), 'What was entered became HTML.');
  const attributes = html.match(/ value="[^"]*"/g) ?? [];
  ensure(
    attributes.every((one) => !/[<>]/.test(one)),
    'What was entered leaves its attribute.',
  );
}
