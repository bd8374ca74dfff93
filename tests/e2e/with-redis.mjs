// node with-redis.mjs COMMAND ARG… : runs the command while a Redis container of its own is up. The command finds its
// address in SIGNALING_TEST_REDIS and its run id in SIGNALING_TEST_REDIS_RUN_ID; its exit code is ours.
import { spawn } from 'node:child_process';
import { startRedis } from './lib/redis.mjs';

const redis = await startRedis();
console.log(`Redis for the tests: ${redis.endpoint} from ${redis.image}, run ${redis.runId}`);

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, SIGNALING_TEST_REDIS: redis.endpoint, SIGNALING_TEST_REDIS_RUN_ID: redis.runId },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));

const code = await new Promise(resolve => {
  child.on('exit', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  child.on('error', error => { console.error(`${command}: ${error.message}`); resolve(127); });
});
await redis.stop();
process.exit(code);
