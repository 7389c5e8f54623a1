// What the README tells an engineer, held to the contract, the settings and the commands.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { errorDefinitions } from '../../functions/contract/errors.ts';
import { forwardedEventSchema } from '../../functions/contract/forwarded-event-schema.ts';
import * as lookupQuery from '../../functions/contract/lookup-query.ts';
import { askEveryMs } from '../../functions/delivery/ask-memory.ts';
import { createDestinations } from '../../functions/destinations/destinations.ts';
import { maxBodyBytes } from '../../functions/http/guard-bodies.ts';
import { maxEventBytes } from '../../functions/http/limit-bodies.ts';
import { sweepPath } from '../../functions/http/sweep-path.ts';
import { webhookPath } from '../../functions/http/webhook-path.ts';
import { maxWebhookSecrets } from '../../functions/properties/webhook/webhook-secrets.ts';
import { parseLookupQuery } from '../../functions/public/parse-lookup-query.ts';
import { maxWaitMs } from '../../functions/rules/back-off.ts';
import { buyerLifeMs } from '../../functions/rules/buyer-record.ts';
import { claimLapseMs } from '../../functions/rules/claims.ts';
import { pageEvents } from '../../functions/rules/lifecycle.ts';
import { newProperty } from '../../functions/rules/new-property.ts';
import { maxHoldMs, visitWaitMs } from '../../functions/rules/plan-deliveries.ts';
import { toOutcome } from '../../functions/rules/status.ts';
import { readSettings } from '../../functions/settings.ts';
import { settingsSchema } from '../../functions/settings-schema.ts';
import { laterRights } from '../../functions/stripe/probe-rights.ts';
import { maxSkewSeconds } from '../../functions/stripe/verify-event.ts';
import { describeReport } from '../../scripts/toolkit/describe-report.ts';
import { toJsonLine } from '../../scripts/toolkit/file-report.ts';
import { startShop } from '../functions/public/start-shop.ts';
import { useCli } from '../scripts/cli/use-cli.ts';
import { codeIn, codesIn, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');
const cli = useCli();

function rowsOf(...header: string[]): string[][] {
  return readme.tables(...header)[0] ?? [];
}

function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const printed = new Map<string, string>();

/** What the script prints; run once for the same arguments, however often the README shows them. */
function runScript(file: string, ...args: string[]): string {
  const key = [file, ...args].join(' ');
  const output =
    printed.get(key) ?? spawnSync(process.execPath, [path.join(root, file), ...args], { encoding: 'utf8' }).stdout;
  printed.set(key, output);
  return output;
}

/** The long options that a help text explains, but for the help itself. */
function flagsIn(help: string): string[] {
  const flags = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  return flags.filter((flag) => flag !== '--help');
}

const helpOf: Record<string, () => Promise<string> | string> = {
  start: () => runScript('scripts/start.ts', '--help'),
  serve: () => runScript('scripts/serve.ts', '--help'),
  build: () => runScript('scripts/build.ts', '--help'),
  simulate: () => runScript('scripts/toolkit/simulate.ts', '--help'),
  check: () => runScript('scripts/toolkit/check.ts', '--help'),
  gallery: () => runScript('scripts/toolkit/gallery.ts', '--help'),
  dev: () => runScript('scripts/toolkit/dev.ts', '--help'),
};

/** The help of the command that the words before the first argument name; throws where there is no such command. */
async function helpOfTilltag(rest: string): Promise<string> {
  const words = rest.split(' ').filter((word) => word !== '');
  const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
  const names = end === -1 ? words : words.slice(0, end);
  const { code, stdout } = await cli.run([...names, '--help']);
  const usage = `Usage: tilltag ${names.join(' ')}`.trimEnd();
  if (code !== 0 || !stdout.startsWith(`${usage} `)) throw new Error(`There is no command "${names.join(' ')}".`);
  return stdout;
}

describe('README, the commands', () => {
  test('the table has every script of the package and no other', () => {
    const { scripts } = JSON.parse(readText('package.json'));
    const named = rowsOf('Command', 'What it does').map(([command = '']) =>
      codeIn(command).replace(/^npm (run )?/, ''),
    );
    expect(named.sort()).toEqual(Object.keys(scripts).sort());
  });

  test('every command that is shown exists, with every option it is shown with', async () => {
    const shown = [
      ...readme.text.matchAll(
        /npm (?:run )?(start|serve|build|tilltag|simulate|check|gallery|dev)\b(?: -- ([^`\n#]*))?/g,
      ),
    ];
    expect(shown.length).toBeGreaterThan(20);
    for (const [command, name = '', rest = ''] of shown) {
      const help = name === 'tilltag' ? await helpOfTilltag(rest) : await helpOf[name]?.();
      const flags = rest.match(/--[a-z-]+/g) ?? [];
      for (const flag of flags) expect(`${help ?? ''}--help`, command).toContain(flag);
    }
  });

  test('the build options are those of its help', () => {
    const flags = rowsOf('Option', 'What it does').map(([option = '']) => codeIn(option));
    expect(flags).toHaveLength(new Set(flags).size);
    expect(flags.sort()).toEqual(flagsIn(runScript('scripts/build.ts', '--help')).sort());
  });

  test('the simulate options are those of its help', () => {
    const flags = rowsOf('Option of `simulate`', 'What it does').map(([option = '']) => codeIn(option));
    expect(flags.sort()).toEqual(flagsIn(runScript('scripts/toolkit/simulate.ts', '--help')).sort());
  });

  test('the line of JSON has the keys that simulate prints', () => {
    const example = JSON.parse(readme.blocks('jsonc')[0] ?? '');
    const line = toJsonLine({ ...example, template: 'web tag', scenarioCount: 1 });
    expect(JSON.parse(line)).toEqual(example);
  });

  test('the report of a file is laid out as simulate prints it', () => {
    const [example = ''] = readme.blocks('text').filter((block) => block.startsWith('✗'));
    const [, file = ''] = /^✗ (\S+)/.exec(example) ?? [];
    const [, name = '', line] = /✗ (.*) — \S+:(\d+)\n/.exec(example) ?? [];
    const [, at, column, problem = ''] = /:(\d+):(\d+) — (.*)\n/.exec(example) ?? [];
    const message = /^ {6}(.*)$/m.exec(example)?.[1] ?? '';
    const failed = { name, passed: false, message, line: Number(line) };
    const report = {
      file,
      template: 'web tag',
      scenarioCount: 2,
      scenarios: [{ name: 'Ends', passed: true, message: '' }, failed],
      problems: [{ section: 'TESTS', line: Number(at), column: Number(column), message: problem }],
    };
    const telling = { colors: picocolors.createColors(false), isRun: true, isVerbose: false };
    expect(`${describeReport(report, telling)}\n`).toBe(example);
  });

  test('the property options are those of its help, and the defaults those of a new property', async () => {
    const rows = rowsOf('Option', 'Default', 'What it sets');
    const { stdout } = await cli.run(['property', 'add', '--help']);
    expect(['--json', ...rows.map(([option = '']) => codeIn(option))].sort()).toEqual(flagsIn(stdout).sort());
    const added = await cli.runJson(['property', 'show', await cli.addShop()]);
    for (const [option = '', value = ''] of rows.filter(([, value]) => value !== '')) {
      expect(String(added[codeIn(option).slice(2).replaceAll('-', '_')]), option).toBe(codeIn(value));
    }
  });

  test('the property commands are those of its help', async () => {
    const sentence = /has the commands ([^;]*);/.exec(readme.text)?.[1] ?? '';
    const { stdout } = await cli.run(['property', '--help']);
    const commands = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name);
    expect(codesIn(sentence)).toEqual(commands);
    const ofDestinations = /`property destination` has ([^.]*)\./.exec(readme.text)?.[1] ?? '';
    const { stdout: help } = await cli.run(['property', 'destination', '--help']);
    expect(codesIn(ofDestinations)).toEqual([...help.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name));
  });

  test('every command of the command line is shown', async () => {
    const { stdout } = await cli.run(['--help']);
    const commands = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
    expect(commands).toEqual(expect.arrayContaining(['sweep', 'replay', 'backfill', 'deliveries']));
    for (const command of commands) expect(readme.text).toContain(`npm run tilltag -- ${command} `);
  });

  test('ports and key of the demo are those that it uses', () => {
    const port = Number(
      /(\d+) unless given; function, Stripe, Google and the server container take/.exec(
        runScript('scripts/start.ts', '--help'),
      )?.[1],
    );
    expect(readme.text).toContain(`http://127.0.0.1:${port}\n`);
    expect(readme.text).toContain(`http://127.0.0.1:${port + 1}/checkout/`);
    expect(readme.text).toContain(`STRIPE_API_BASE=http://127.0.0.1:${port + 2} `);
    expect(readme.text).toContain(`GOOGLE_ANALYTICS_BASE=http://127.0.0.1:${port + 3}\``);
    const key = /'(rk_test_\w+)'/.exec(readText('scripts/stand-ins/demo/start-demo.ts'))?.[1];
    expect(readme.text).toContain(`--stripe-key ${key}\n`);
  });
});

describe('README, the wire', () => {
  test('the routes are those of the function, each with a method that it answers', async () => {
    const routes = rowsOf('Route', 'What it does').map(([route = '']) => codeIn(route).split(' '));
    const paths = [...readText('functions/public/routes.ts').matchAll(/\['(\/[^']+)'/g)].map(([, route]) => route);
    const others = [webhookPath('{property_id}'), sweepPath];
    expect(routes.map(([, route]) => route).sort()).toEqual([...paths, ...others].sort());
    const shop = await startShop();
    for (const [method = '', route = ''] of routes.filter(([, route = '']) => !others.includes(route))) {
      const { code } = await shop.ask(route, { method });
      expect(['not_found', 'method_not_allowed'], route).not.toContain(code);
    }
    await shop.close();
  });

  test('the parameters have the forms that the function checks', () => {
    const forms = new Map(rowsOf('Parameter', 'Form').map(([name = '', form = '']) => [codesIn(name).join(), form]));
    const { propertyIdPattern, sessionIdPattern, claimPattern, clickIdPattern, utmNames, originalPrefix } = lookupQuery;
    const [consent = '', ...letters] = codesIn(forms.get('consent') ?? '');
    expect(`^${consent}$`).toBe(lookupQuery.consentPattern.source);
    expect(letters).toEqual(['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization']);
    const patterns = {
      property_id: propertyIdPattern,
      checkout_session_id: sessionIdPattern,
      claim: claimPattern,
      click_id: clickIdPattern,
    };
    for (const [name, { source }] of Object.entries(patterns))
      expect(`^${codeIn(forms.get(name) ?? '')}$`).toBe(source);
    const originals = utmNames.map((name) => originalPrefix + name);
    const gaIds = 'ga_client_id,ga_session_id';
    const known = ['personal_data', 'consent', gaIds, utmNames.join(), originals.join(), ...Object.keys(patterns)];
    expect(forms.get(gaIds)).toContain(`up to ${lookupQuery.maxGaIdLength} characters`);
    expect([...forms.keys()].sort()).toEqual(known.sort());
    const ask = (value: string) =>
      parseLookupQuery(`/?property_id=tt_12345678&checkout_session_id=cs_test_1234567890&personal_data=${value}`);
    for (const value of codesIn(forms.get('personal_data') ?? '')) expect(ask(value).personal_data).toBe(value);
    expect(() => ask('plain')).toThrow();
  });

  test('the example has the keys of a real answer', async () => {
    const example = JSON.parse(readme.blocks('json')[0] ?? '');
    const shop = await startShop();
    const { json } = await shop.look(shop.buy(), { claim: 'a'.repeat(16) });
    await shop.close();
    expect(Object.keys(example).sort()).toEqual(Object.keys(json).sort());
    expect(Object.keys(example.ecommerce)).toEqual(Object.keys(Object(json['ecommerce'])));
    for (const key of ['version', 'event', 'status', 'sender', 'first_view', 'mode', 'click', 'customer_type']) {
      expect(example[key], key).toEqual(json[key]);
    }
  });

  test('the statuses are those of the rule, and every state of a completed session has one row', () => {
    const rows = rowsOf('Mode', 'Stripe’s `payment_status`', 'Discount', '`status`', '`event`');
    for (const mode of ['payment', 'subscription', 'setup'] as const) {
      for (const paymentStatus of ['paid', 'unpaid', 'no_payment_required'] as const) {
        for (const amountDiscountMinor of [0, 500]) {
          const discount = amountDiscountMinor === 0 ? 'none' : 'some';
          const fitting = rows.filter(
            ([modes = '', status = '', discounts]) =>
              codesIn(modes).includes(mode) &&
              ['any', `\`${paymentStatus}\``].includes(status) &&
              ['any', discount].includes(discounts ?? ''),
          );
          const outcomes = fitting.map(([, , , status = '', event = '']) => ({
            kind: 'completed',
            status: codeIn(status),
            event: codeIn(event),
          }));
          expect(outcomes).toEqual([toOutcome({ mode, paymentStatus, amountDiscountMinor, status: 'complete' })]);
        }
      }
    }
  });

  test('the errors are those of the contract, word for word', () => {
    const rows = Object.entries(errorDefinitions).map(([code, { status, message }]) => [
      `\`${code}\``,
      String(status),
      message,
    ]);
    expect(rowsOf('Code', 'HTTP', 'Message')).toEqual(rows);
  });
});

describe('README, what the server does', () => {
  test('the senders are those that a property can have', async () => {
    const { stdout } = await cli.run(['property', 'update', '--help']);
    const choices = /--sender <sender>[^(]*\(choices: ([^)]*)\)/.exec(stdout.replace(/\s+/g, ' '))?.[1];
    const senders = rowsOf('Sender', 'The page', 'The server').map(([sender = '']) => codeIn(sender));
    expect(senders.map((sender) => `"${sender}"`).join(', ')).toBe(choices);
  });

  test('the events are those of the contract, those of pages first', () => {
    const events = rowsOf('Event', 'When', '`transaction_id`').map(([event = '']) => codeIn(event));
    const { event } = Object(forwardedEventSchema).properties;
    expect([...events].sort()).toEqual([...event.enum].sort());
    expect(events.slice(0, pageEvents.length)).toEqual(pageEvents);
  });

  test('the destinations are the kinds that there are, each with its limits', async () => {
    const rows = rowsOf('Kind', 'What it gets', 'What it cannot do');
    const { all } = createDestinations({ request: async () => expect.fail('Nobody is asked.'), now: Date.now });
    expect(rows.map(([kind = '']) => codeIn(kind)).sort()).toEqual(all.map(({ kind }) => kind).sort());
    const ga4 = rows.find(([kind]) => kind === '`ga4`')?.[2];
    expect(ga4).toContain('Google Ads');
    expect(all.find(({ kind }) => kind === 'ga4')?.limits).toContain('Google Ads');
  });

  test('the rights are those that a key is probed for, in the same words', () => {
    const rows = Object.entries(laterRights).map(([right, words]) => [`\`${right}\``, `To ${words}`]);
    expect(rowsOf('Right', 'What for')).toEqual(rows);
  });

  test('each kind of consent has a row', () => {
    const denied = rowsOf('Denied', 'What the server does').map(([kind = '']) => codeIn(kind));
    expect([...denied].sort()).toEqual(['ad_personalization', 'ad_storage', 'ad_user_data', 'analytics_storage']);
  });

  test('figures in the prose are those of the code', () => {
    const { graceMinutes } = newProperty('tt_12345678', 0);
    const hourMs = 3_600_000;
    for (const words of [
      `waits ${graceMinutes} minutes from when`,
      `for ${maxHoldMs / hourMs} hours at most`,
      `waits up to ${visitWaitMs / 60_000} minutes for the page’s visit`,
      `for ${buyerLifeMs / hourMs} hours, and are read from Stripe anew`,
      `keeps these for ${buyerLifeMs / hourMs} hours`,
      `up to ${maxEventBytes / 1_048_576} MB`,
      `longer each time, for about ${maxWaitMs / 86_400_000} days`,
      `may be ${maxSkewSeconds / 60} minutes old or ahead`,
    ]) {
      expect(readme.text).toContain(words);
    }
    expect(maxWebhookSecrets).toBe(3);
    expect(readme.text).toContain('up to three signing secrets');
    expect(askEveryMs).toBe(hourMs);
  });
});

describe('README, settings and figures', () => {
  test('the settings are those of the schema, with their words and defaults', () => {
    const rows = rowsOf('Name', 'What it must be', 'Default').map(([name = '', ...rest]) => [codeIn(name), ...rest]);
    const properties: Record<string, { description?: string; default?: unknown }> = settingsSchema['properties'];
    const expected = Object.entries(properties).map(([name, { description = '', default: preset }]) => {
      return [name, description.charAt(0).toUpperCase() + description.slice(1), toDefaultCell(name, preset)];
    });
    expect(rows).toEqual(expected);
  });

  test('figures in the prose are those of the code', () => {
    expect(readme.text).toContain(`lapses after ${claimLapseMs / 60_000} minutes`);
    expect(readme.text).toContain(`Bodies above ${maxBodyBytes / 1024} kB`);
  });
});

const needed = { TILLTAG_STORE: 'firestore', TILLTAG_KEYS: `main:${Buffer.alloc(32).toString('base64')}` };

function toDefaultCell(name: string, preset: unknown): string {
  if (settingsSchema.required.includes(name)) return 'required';
  if (name === 'TRUSTED_HOPS') {
    const here = readSettings(needed).trustedHops;
    return `\`${readSettings({ ...needed, K_SERVICE: 'tilltag' }).trustedHops}\` on Cloud Run, else \`${here}\``;
  }
  if (name === 'TILLTAG_ASSETS') return `\`${path.relative(root, readSettings(needed).assets)}\``;
  return preset === undefined || preset === '' ? '' : `\`${preset}\``;
}
