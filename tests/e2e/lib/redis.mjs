import { GenericContainer, Wait } from 'testcontainers';
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
  const { output } = await container.exec(['redis-cli', 'info', 'server']);
  return {
    image,
    endpoint: `${container.getHost()}:${container.getMappedPort(6379)}`,
    runId: /run_id:([0-9a-f]+)/.exec(output)[1],
    stop: () => container.stop(),
  };
}
