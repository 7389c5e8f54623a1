// A stand-in for Google's API of security rules. It proves what is asked and sent in which order; whether Google takes the
// rules, and what they then let in, only Google can prove. https://firebase.google.com/docs/reference/rules/rest
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** The API of the project shop-123; `rules` holds the text of each release, and the last one that was released as `released`. */
export async function startRulesApi(rules: Map<string, string>): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    void answer(request, rules).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The API of security rules does not listen.');
  return { server, base: `http://127.0.0.1:${address.port}` };
}

async function answer(request: IncomingMessage, rules: Map<string, string>): Promise<[number, unknown]> {
  const path = request.url?.replace('/v1/projects/shop-123/', '') ?? '';
  if (request.headers.authorization !== 'Bearer ya29.stand-in') return [401, {}];
  if (request.headers['x-goog-user-project'] !== 'shop-123') return [403, {}];
  const body: unknown = request.method === 'GET' ? {} : await json(request);
  if (path === 'rulesets' && request.method === 'POST') {
    const [, content = ''] = /"content":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(body)) ?? [];
    rules.set('latest', JSON.parse(`"${content}"`));
    return [200, { name: 'projects/shop-123/rulesets/1' }];
  }
  if (path === 'rulesets/1') return [200, { source: { files: [{ content: rules.get('released') }] } }];
  if (path === 'releases' && request.method === 'POST')
    return release(rules, String(Reflect.get(Object(body), 'name')));
  const name = `projects/shop-123/${path}`;
  if (!rules.has(name)) return [404, { error: { status: 'NOT_FOUND' } }];
  if (request.method === 'PATCH') return release(rules, name);
  return [200, { name, rulesetName: 'projects/shop-123/rulesets/1' }];
}

function release(rules: Map<string, string>, name: string): [number, unknown] {
  const content = rules.get('latest') ?? '';
  rules.set(name, content).set('released', content);
  return [200, { name }];
}
