import net from 'node:net';
import { tmpdir } from 'node:os';
import { GenericContainer, Wait } from 'testcontainers';
import { eventually } from './eventually.mjs';
import { ours } from './labels.mjs';
import { freePorts } from './ports.mjs';
import { Program } from './program.mjs';

/** Starts Redis in a container, from REDIS_IMAGE (default: the official one). `stop()` removes it. */
export async function startRedis() {
  const image = process.env.REDIS_IMAGE || 'redis:7-alpine';
  const container = await new GenericContainer(image)
    .withExposedPorts(6379)
    .withLabels(ours)
    .withCommand(['redis-server', '--save', '', '--appendonly', 'no'])
    .withWaitStrategy(Wait.forLogMessage('Ready to accept connections'))
    .withStartupTimeout(60_000)
    .start();
  const [host, port] = [container.getHost(), container.getMappedPort(6379)];
  return { image, endpoint: `${host}:${port}`, runId: await runIdAt(host, port), stop: () => container.stop() };
}

/** A Redis for a suite: in a container where `./test.sh` found an engine, else a process of its own. */
export const takeRedis = () => process.env.REDIS_IMAGE ? startRedis() : startRedisProcess();

async function startRedisProcess() {
  const [port] = await freePorts(1);
  const program = new Program('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()]);
  const runId = await eventually(`redis-server on port ${port}`, () => {
    if (!program.running) throw new Error(`it ended: ${program.said.slice(-500)}`);
    return runIdAt('127.0.0.1', port);
  });
  return { image: 'redis-server', endpoint: `127.0.0.1:${port}`, runId, stop: () => program.stop() };
}

/** The run id of the server that answers there: fresh at each start, so that nobody takes another server for ours. */
function runIdAt(host, port) {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = net.connect(port, host, () => socket.write('INFO server\r\n'));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`Redis at ${host}:${port} does not answer`)));
    socket.on('error', reject).setEncoding('ascii').on('data', part => {
      const [, runId] = /run_id:([0-9a-f]{40})/.exec(said += part) ?? [];
      if (runId) { socket.destroy(); resolve(runId); }
    });
  });
}
