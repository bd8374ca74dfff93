// The image and the compose file, as an operator uses them. Needs a Docker engine; base images come from the environment.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { GenericContainer, Network, Wait } from 'testcontainers';
import { Api } from './lib/api.mjs';
import { Compose } from './lib/compose.mjs';
import { eventually } from './lib/eventually.mjs';
import { ours, runId } from './lib/labels.mjs';
import { description } from './lib/offer.mjs';
import { freePorts } from './lib/ports.mjs';
import { run } from './lib/run.mjs';
import { mintToken } from './lib/token.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const image = `signaling-test:${runId}`;
const secret = randomBytes(32).toString('hex');
const tokenKey = { Tokens__Keys__0__Kid: 'app', Tokens__Keys__0__Algorithm: 'HS256', Tokens__Keys__0__Secret: secret };
const parseEnv = text => Object.fromEntries(text.split('\n').filter(line => /^[A-Z]/.test(line)).map(line => line.split('=')));

describe('the image', { timeout: 240_000 }, () => {
  before(() => new Compose(path.join(repository, 'deploy/compose.yaml'), `signaling-test-${runId}`, {
    SIGNALING_IMAGE: image, BUILD_NETWORK: 'host', TOKEN_SECRET: secret, TURN_SECRET: secret, REDIS_PASSWORD: secret,
  }).do('build', 'edge1'), { timeout: 230_000 });

  it('runs as a user without rights', async () => {
    const user = (await run('docker', ['image', 'inspect', '-f', '{{.Config.User}}', image])).trim();

    assert.match(user, /^[1-9][0-9]*$/);
  });

  it('holds the page, and nothing of the source', async () => {
    const files = await run('docker', ['run', '--rm', '--entrypoint', 'sh', image, '-c', 'ls /app /app/wwwroot']);

    assert.match(files, /index\.html/);
    assert.doesNotMatch(files, /\.cs\b|\.csproj/);
  });

  it('becomes healthy on Redis, by its own health check', async () => {
    const network = await new Network().start();
    const redis = await new GenericContainer(process.env.REDIS_IMAGE || 'redis:7-alpine').withNetwork(network).withNetworkAliases('redis').withLabels(ours)
      .withWaitStrategy(Wait.forLogMessage('Ready to accept connections')).start();
    try {
      const edge = await new GenericContainer(image).withNetwork(network).withExposedPorts(8080).withLabels(ours)
        .withEnvironment({ ASPNETCORE_ENVIRONMENT: 'Production', Redis__Endpoints: 'redis:6379', ...tokenKey })
        .withWaitStrategy(Wait.forHealthCheck()).withStartupTimeout(60_000).start();
      try {
        const { status } = await new Api(`http://${edge.getHost()}:${edge.getMappedPort(8080)}`).get('/healthz/live');
        assert.equal(status, 200);
      } finally { await edge.stop(); }
    } finally { await redis.stop(); await network.stop(); }
  });

  it('refuses to start in Production without Redis, and says so', async () => {
    const refused = await run('docker', ['run', '--rm', ...Object.entries(tokenKey).flatMap(([name, value]) => ['-e', `${name}=${value}`]), image])
      .then(() => assert.fail('it started'), error => error.message);

    assert.match(refused, /Redis/);
  });
});

describe('deploy/compose.yaml', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'signaling-compose-'));
  let compose, ports, ca, settings;

  before(async () => {
    cpSync(path.join(repository, 'deploy'), folder, { recursive: true, filter: file => !/\.env$|certificates/.test(file) });
    await run(path.join(folder, 'setup.sh'), []);
    settings = parseEnv(readFileSync(path.join(folder, '.env'), 'utf8'));
    ca = readFileSync(path.join(folder, 'certificates/edge.crt'), 'utf8');
    chmodSync(folder, 0o755);
    ports = await freePorts(4);
    const [edge1, edge2, turnUdp, turnTcp] = ports;
    compose = new Compose(path.join(folder, 'compose.yaml'), `signaling-test-${runId}`, {
      SIGNALING_IMAGE: image, EDGE1_PORT: `${edge1}`, EDGE2_PORT: `${edge2}`, TURN_UDP_PORT: `${turnUdp}`, TURN_TCP_PORT: `${turnTcp}`,
      TURN_MIN_PORT: '48900', TURN_MAX_PORT: '48903',
    });
    await compose.do('up', '-d', '--no-build');
  });

  after(async () => {
    await compose.do('down', '-v', '--remove-orphans', '-t', '5');
    await run('docker', ['image', 'rm', image]);
    rmSync(folder, { recursive: true });
  });

  it('brings up two edges, Redis and coturn, all healthy', async () => {
    const services = ['edge1', 'edge2', 'redis', 'coturn'];

    await eventually('every service healthy', async () => {
      const states = await compose.health(...services);
      if (services.every(service => states[service] === 'healthy')) return true;
      throw new Error(JSON.stringify(states));
    }, { within: 60_000, every: 500 });
  });

  it('carries a call from a user of one edge to a user of the other', async () => {
    const [alice, bob] = ['alice', 'bob'].map((user, edge) =>
      new Api(`https://localhost:${ports[edge]}`, { token: mintToken(settings.TOKEN_SECRET, user), device: `${user}-1`, ca }));
    const { body: { cursor } } = await bob.events(null, 0);

    const ringing = bob.events(cursor);
    const call = await alice.post('/v1/calls', { to: 'bob', sdp: description() });
    assert.equal(call.status, 201, JSON.stringify(call.body));
    const { body: { events: [incoming] } } = await ringing;
    assert.equal(incoming.type, 'call.incoming');
    assert.equal(incoming.callId, call.body.id);

    const answered = await bob.post(`/v1/calls/${incoming.callId}/answer`, { sdp: description('active') });
    assert.equal(answered.status, 200, JSON.stringify(answered.body));
    assert.equal(answered.body.state, 'connected');
    const { body: ended } = await alice.post(`/v1/calls/${call.body.id}/hangup`);
    assert.equal(ended.state, 'ended');
  });

  it("mints a token on the command line, with which coturn's credentials are handed out", async () => {
    const token = await compose.do('exec', '-T', 'edge1', 'dotnet', 'Signaling.Api.dll', 'token', '--user', 'alice', '--tenant', 'demo');
    const alice = new Api(`https://localhost:${ports[0]}`, { token: token.trim(), ca });

    const { status, body } = await alice.post('/v1/relay-credentials');

    assert.equal(status, 200);
    assert.ok(body.iceServers[0].urls.includes('turn:localhost:3478?transport=udp'), JSON.stringify(body.iceServers[0].urls));
  });

  it('keeps Redis and every secret to itself', async () => {
    const published = await run('docker', ['port', (await compose.do('ps', '-q', 'redis')).trim()]);
    assert.equal(published.trim(), '');
    const logs = await compose.do('logs', '--no-color');
    for (const name of ['TOKEN_SECRET', 'TURN_SECRET', 'REDIS_PASSWORD']) assert.ok(!logs.includes(settings[name]), `${name} stands in the logs`);
  });
});
