import path from 'node:path';
import { Api } from './api.mjs';
import { eventually } from './eventually.mjs';
import { freePorts } from './ports.mjs';
import { Program } from './program.mjs';

const project = path.resolve(import.meta.dirname, '../../../src/Api');
const artifacts = path.resolve(import.meta.dirname, '../../../artifacts');

/**
 * Starts edges of one deployment from the build that is there: in Development, so that the page mints its own tokens.
 * Without `redis` each is alone, on the embedded store. Settings are added to each edge's environment.
 */
export async function startEdges(count, { redis, settings = {} } = {}) {
  const ports = await freePorts(count);
  const names = ports.map((_, index) => `edge${index + 1}`);
  const urls = ports.map(port => `http://localhost:${port}`);
  const edges = ports.map((port, index) => {
    const others = names.flatMap((name, other) => other === index ? [] : [[name, urls[other]]]);
    const program = new Program('dotnet', ['bin/Debug/net10.0/Signaling.Api.dll'], {
      cwd: project,
      log: path.join(artifacts, `e2e/edge-${port}.log`),
      env: {
        ASPNETCORE_ENVIRONMENT: 'Development', ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
        ...(redis ? { Store: 'Redis', Redis__Endpoints: redis } : { Store: 'Embedded' }),
        Edges__Self__Id: names[index], Edges__Self__Region: 'local', Edges__Self__Url: urls[index],
        ...Object.fromEntries(others.flatMap(([name, url], n) => [
          [`Edges__Others__${n}__Id`, name], [`Edges__Others__${n}__Region`, 'local'], [`Edges__Others__${n}__Url`, url]])),
        ...settings,
      },
    });
    return { url: urls[index], program, stop: () => program.stop() };
  });
  await Promise.all(edges.map(edge => eventually(`${edge.url} ready`, async () => {
    if (!edge.program.running) throw new Error(`it ended: ${edge.program.said.slice(-2000)}`);
    return (await new Api(edge.url).get('/healthz/ready')).status === 200;
  }, { within: 45_000 })));
  return edges;
}
