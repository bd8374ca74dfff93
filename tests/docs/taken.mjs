import net from 'node:net';

/** Whether nobody on this machine listens on a port. */
export const isFree = port => new Promise(resolve => {
  const server = net.createServer().once('error', () => resolve(false)).once('listening', () => server.close(() => resolve(true)));
  server.listen(port, '127.0.0.1');
});
