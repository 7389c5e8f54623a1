// `npm run build` as people run it: what it writes, what it says, and how it refuses.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/compiler/repository-root.ts';
import { parseTpl } from '../../scripts/tpl/parse-tpl.ts';
import { writeFolder } from './compiler/template-folder.ts';

function run(...args: readonly string[]) {
  const out = join(writeFolder({}), 'out');
  const script = join(repositoryRoot, 'scripts/build.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--out', out, ...args], { encoding: 'utf8' });
  return { out, status, stdout, stderr };
}

describe('npm run build', () => {
  test('every template, both containers and the loader are written, with a line for each', () => {
    const { out, status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const files = readdirSync(out);
    expect(files).toContain('checkout-conversion.web-tag.tpl');
    expect(files).toContain('checkout-session-id.web-variable.tpl');
    expect(files).toContain('checkout.server-client.tpl');
    expect(files).toContain('tilltag.v1.js');
    expect(files).toContain('web-container.json');
    expect(files).toContain('server-container.json');
    for (const file of files) expect(stdout).toContain(`${file}: `);
  });

  test('an endpoint, a Property ID and a data layer name are baked into the files', () => {
    const { out, stdout } = run(
      ...['--endpoint', 'https://tags.example.com/base', '--property-id', 'prop_12345', '--data-layer', 'shopLayer'],
      ...['--json', '--no-loader'],
    );
    expect(readdirSync(out).filter((file) => !file.endsWith('.tpl'))).toEqual([]);
    const tpl = parseTpl(readFileSync(join(out, 'checkout-conversion.web-tag.tpl'), 'utf8'));
    const defaultOf = (name: string) => tpl.parameters.find((one) => one.name === name)?.raw['defaultValue'];
    expect(defaultOf('endpoint')).toBe('https://tags.example.com/base');
    expect(defaultOf('propertyId')).toBe('prop_12345');
    expect(defaultOf('dataLayerName')).toBe('shopLayer');
    expect(tpl.permissions).toContainEqual({
      publicId: 'inject_script',
      params: { urls: ['https://tags.example.com/base/*'] },
    });
    const { templates } = JSON.parse(stdout);
    expect(templates).toContainEqual({
      file: 'checkout-conversion.web-tag.tpl',
      fields: tpl.parameters.length,
      permissions: tpl.permissions.length,
      scenarios: tpl.scenarios.length,
      bytes: readFileSync(join(out, 'checkout-conversion.web-tag.tpl')).length,
    });
  });

  test('templates of server containers get the address of the functions, and may send nowhere else', () => {
    const { out } = run(
      '--endpoint',
      'https://tags.example.com',
      '--function-endpoint',
      'https://a.run.app',
      '--no-loader',
    );
    const tpl = parseTpl(readFileSync(join(out, 'checkout.server-client.tpl'), 'utf8'));
    const field = tpl.parameters.find(({ name }) => name === 'functionEndpoint');
    expect(field?.raw['defaultValue']).toBe('https://a.run.app');
    expect(tpl.permissions).toContainEqual({
      publicId: 'send_http',
      params: { allowedUrls: 'specific', urls: ['https://a.run.app/*'] },
    });
  });

  test('the values of a shop are baked into the containers, which --json counts', () => {
    const { out, stdout } = run(
      ...['--measurement-id', 'G-ABC12345', '--ads-conversion-id', 'AW-123456789', '--ads-label', 'AbC-D_efG'],
      ...['--function-endpoint', 'https://tilltag-abc.a.run.app', '--path', '/metrics/checkout', '--with-google-tag'],
      '--json',
    );
    const web = readFileSync(join(out, 'web-container.json'), 'utf8');
    const server = readFileSync(join(out, 'server-container.json'), 'utf8');
    for (const text of [web, server]) {
      expect(text).toContain('"value": "G-ABC12345"');
      expect(text).toContain('"value": "123456789"');
      expect(text).toContain('"value": "AbC-D_efG"');
      expect(text).not.toContain('"paused": true');
    }
    expect(web).toContain('"type": "googtag"');
    expect(server).toContain('"value": "https://tilltag-abc.a.run.app"');
    expect(server).toContain('"value": "/metrics/checkout"');
    const { tag, trigger, variable, customTemplate } = JSON.parse(web).containerVersion;
    expect(JSON.parse(stdout).containers).toContainEqual({
      file: 'web-container.json',
      tags: tag.length,
      triggers: trigger.length,
      variables: variable.length,
      templates: customTemplate.length,
      bytes: Buffer.byteLength(web),
      left_over: [expect.objectContaining({ kind: 'fill_in', settings: ['propertyId', 'endpoint'] })],
    });
  });

  test('says at its end what each container leaves to fill in by hand', () => {
    const { stdout } = run('--endpoint', 'https://tags.example.com', '--property-id', 'tt_12345678');
    const [, web, server] = stdout.split('\nLeft to do by hand after you import ');
    expect(web).toMatch(/^web-container\.json:\n {2}- Fill in GA4 Measurement ID, or build with --measurement-id\.\n/);
    expect(web).toContain('- Choose Tilltag - Google tag settings in your own Google tag');
    expect(web).toContain('unpause Tilltag - Google Ads - Conversion linker and Tilltag - Google Ads - Purchase');
    expect(server).toMatch(/^server-container\.json, if you run a server container:\n/);
    expect(server).toContain('- Fill in Tilltag Function Endpoint and GA4 Measurement ID, or build with --function-');
    expect(server).toContain('- Paste the container secret into the field Container secret');
  });

  test('without containers everything else is written', () => {
    const { out, stdout } = run('--no-containers');
    expect(readdirSync(out).filter((file) => file.endsWith('.json'))).toEqual([]);
    expect(readdirSync(out)).toContain('tilltag.v1.js');
    expect(stdout).toContain(' templates and the loader into ');
  });

  test('a value that cannot be meant ends the build with its cure, and nothing is written', () => {
    const { out, status, stderr } = run('--ads-conversion-id', 'AW-123456789');
    expect(status).toBe(2);
    expect(stderr).toContain('has an id and a label; give both');
    expect(existsSync(out)).toBe(false);
  });

  test('an endpoint that GTM would refuse ends the build with the reason, and nothing is written', () => {
    const { out, status, stderr } = run('--endpoint', 'https://127.0.0.1:8787');
    expect(status).toBe(2);
    expect(stderr).toContain('GTM would refuse the endpoint https://127.0.0.1:8787: it must not name a port.');
    expect(existsSync(out)).toBe(false);
  });

  test('with --json a refusal is one object', () => {
    const { status, stdout } = run('--endpoint', 'http://a.example.com', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'deployment_refused' }, diagnostics: [] });
  });

  test('an unknown option is refused', () => {
    const { status, stderr } = run('--endpiont', 'https://a.example.com');
    expect(status).toBe(2);
    expect(stderr).toContain('--endpoint');
  });
});
