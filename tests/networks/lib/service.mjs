import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../../e2e/lib/eventually.mjs';

const project = path.resolve(import.meta.dirname, '../../../src/Api');
const artifacts = path.resolve(import.meta.dirname, '../../../artifacts/networks');

export const edge = 'https://198.51.100.10', relay = '198.51.100.11';

/** An edge with HTTPS and a coturn, in the lab's `srv`; and what the network's owner asks of the edge. */
export async function startService(lab) {
  mkdirSync(artifacts, { recursive: true });
  const [key, certificate] = ['key.pem', 'cert.pem'].map(name => path.join(lab.folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=lab',
    '-addext', 'subjectAltName=IP:198.51.100.10'], { stdio: 'ignore' });
  const secret = 'secret of the lab and its relay';
  lab.start('srv', 'turnserver', [
    '-n', '--listening-ip', relay, '--listening-port', 3478, '--aux-server', `${relay}:3479`, '--relay-ip', relay, '--use-auth-secret', '--static-auth-secret', secret, '--realm', 'lab',
    '--fingerprint', '--verbose', '--no-tls', '--no-dtls', '--no-cli', '--log-file', 'stdout', '--pidfile', path.join(lab.folder, 'turn.pid'),
  ], { log: path.join(artifacts, 'coturn.log') });
  const program = lab.start('srv', 'dotnet', ['bin/Debug/net10.0/Signaling.Api.dll'], {
    cwd: project,
    log: path.join(artifacts, 'edge.log'),
    env: {
      ASPNETCORE_ENVIRONMENT: 'Development', ASPNETCORE_URLS: 'https://198.51.100.10:443', Store: 'Embedded',
      Kestrel__Certificates__Default__Path: certificate, Kestrel__Certificates__Default__KeyPath: key,
      Edges__Self__Id: 'lab', Edges__Self__Region: 'lab', Edges__Self__Url: edge,
      Relays__Secret: secret, Relays__Servers__0__Host: relay, Relays__Servers__0__Region: 'lab', Relays__Servers__0__Udp__0: '3478', Relays__Servers__0__Udp__1: '3479', Relays__Servers__0__Tcp__0: '443',
    },
  });
  await eventually('the edge is ready', () => {
    if (!program.running) throw new Error(`it ended: ${program.said.slice(-2000)}`);
    return lab.says('srv', 'curl', '-skf', `${edge}/healthz/ready`);
  }, { within: 40_000, every: 200 });
  return new Service(lab);
}

/** The edge, as the network's owner asks it. */
class Service {
  #lab;
  #tokens = new Map();

  constructor(lab) { this.#lab = lab; }

  /** Makes this document the tenant's live network. */
  live(network) { return this.#ask('PUT', '/v1/networks/lab', network); }

  /** The plan of a call in the live network. */
  plan(participants, connectivity) { return this.#ask('POST', '/v1/route-plans', { networkId: 'lab', scenario: { participants, connectivity } }); }

  /** How a user's call goes, as the service explains it. */
  explains(user) {
    const { id } = this.#ask('GET', '/v1/calls?filter=active', null, user).calls[0];
    return this.#ask('GET', `/v1/calls/${id}/flows`, null, user);
  }

  #ask(method, address, body, user = 'owner') {
    if (!this.#tokens.has(user)) this.#tokens.set(user, this.#curl('POST', '/v1/dev/tokens', { user, scope: 'calls network' }).token);
    const answer = this.#curl(method, address, body, '-H', `Authorization: Bearer ${this.#tokens.get(user)}`);
    if (answer.code) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`);
    return answer;
  }

  #curl(method, address, body, ...more) {
    return JSON.parse(this.#lab.says('srv', 'curl', '-sk', '-X', method, `${edge}${address}`, ...more, ...(body ? ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)] : [])));
  }
}
