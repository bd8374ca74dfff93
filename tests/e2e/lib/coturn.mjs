import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.mjs';
import { Program } from './program.mjs';
import { run } from './run.mjs';

let started = 0;

/**
 * A coturn of its own with TURN REST credentials, on a loopback address of its own so that it can have the port that clients
 * are given: 3478. `settings` make an edge hand out credentials for it. `ports`: further ones; `udp: false`: it takes TCP alone.
 */
export async function startCoturn({ ports = [], udp = true } = {}) {
  const host = `127.${1 + process.pid % 250}.${1 + (process.pid >> 8) % 250}.${7 + started++}`;
  const secret = randomBytes(16).toString('hex');
  const folder = mkdtempSync(path.join(tmpdir(), 'coturn-'));
  const program = new Program('turnserver', [
    '-n', '--listening-ip', host, '--listening-port', 3478, '--relay-ip', host, '--allow-loopback-peers',
    '--use-auth-secret', '--static-auth-secret', secret, '--realm', 'signaling', '--fingerprint', '--verbose',
    '--no-tls', '--no-dtls', '--no-cli', ...ports.flatMap(port => ['--aux-server', `${host}:${port}`]), ...(udp ? [] : ['--no-udp']), '--log-file', 'stdout', '--pidfile', path.join(folder, 'pid'),
  ]);
  const stop = async () => { await program.stop(); rmSync(folder, { recursive: true, force: true }); };
  try {
    await eventually('coturn answers', async () => {
      if (!program.running) throw new Error(`it ended: ${program.said.slice(-1000)}`);
      if (udp) await run('turnutils_stunclient', ['-p', '3478', host], { timeout: 3000 });
      else await opens(host, 3478);
      return true;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    program, stop, host, secret,
    settings: { Relays__Secret: secret, Relays__Servers__0__Host: host, Relays__Servers__0__Region: 'local', Relays__Servers__0__Udp__0: '3478' },
  };
}

/** Resolves when a TCP connection is taken. */
const opens = (host, port) => new Promise((resolve, reject) => {
  const socket = net.connect(port, host, () => { socket.destroy(); resolve(); }).on('error', reject);
});
