import { readFileSync } from 'node:fs';
import net from 'node:net';

/**
 * Ports of this machine that nobody listens on, all different, and none that the system gives to outgoing connections: such a one is often
 * taken again before the program that it is meant for has started.
 */
export async function freePorts(count) {
  const [from, to] = [10_000, Math.min(firstOutgoing(), 65_536)];
  const ports = new Set();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 1000) throw new Error(`no free port between ${from} and ${to}`);
    const port = from + Math.floor(Math.random() * (to - from));
    if (!ports.has(port) && await isFree(port)) ports.add(port);
  }
  return [...ports];
}

const isFree = port => new Promise(resolve => {
  const server = net.createServer().once('error', () => resolve(false)).once('listening', () => server.close(() => resolve(true)));
  server.listen(port, '127.0.0.1');
});

/** Where the ports of outgoing connections begin: on Linux as it says itself, elsewhere as IANA has it. */
function firstOutgoing() {
  try {
    const first = Number(/^\d+/.exec(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')));
    return first > 11_000 ? first : 65_536;
  } catch {
    return 49_152;
  }
}
