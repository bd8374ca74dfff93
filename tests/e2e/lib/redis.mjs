import net from 'node:net';
import { GenericContainer, Wait } from 'testcontainers';
import { ours } from './labels.mjs';

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
