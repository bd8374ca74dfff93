import { lookUp, tryEdge, type TestedEdge } from './edges.js';
import { answers, judge } from './judge.js';
import { askFromOneSocket, type NatSeen } from './nat.js';
import { measurePath } from './path.js';
import type { TestPlatform } from './platform.js';
import { tryRelays, waysTo, type RelayCredential, type TestedRelay } from './relays.js';
import { reportSchema, type Finding, type MissingValue, type NetworkConclusions, type NetworkMeasurements, type NetworkTestReport, type RelayCheck } from './report.js';
import { watchMapping } from './watch.js';

export type NetworkCheckOptions = {
  /** Where this is, in words that mean something to whoever reads the report. */
  readonly label?: string;
  /** Whether a VPN is on; left out, the browser is asked, which often does not know. */
  readonly vpn?: boolean;
  /** For how long packets are sent through the relay, in milliseconds. 5 seconds by default. */
  readonly measureForMs?: number;
  /** For how long a mapping is watched, in milliseconds. 12 seconds by default; a minute finds more. */
  readonly watchForMs?: number;
  /** Stops the test; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: NetworkCheckProgress) => void;
};

/** The parts of a test, in the order in which they end. */
export type NetworkCheckStep = 'setup' | 'edges' | 'relays' | 'nat' | 'path' | 'watch' | 'verdict';

/** How far a test is; `share` is of the whole, 0 to 1. */
export type NetworkCheckProgress = {
  readonly step: NetworkCheckStep;
  readonly state: 'running' | 'done' | 'skipped';
  readonly share: number;
  /** What has just been found. */
  readonly found?: string;
};

/** What a test needs of the service. */
export type TestedService = {
  /** The edges that are known without asking, the one in use first. */
  readonly edges: readonly string[];
  readonly token: () => Promise<string>;
  /** `GET /v1/network-test`. */
  readonly describe: () => Promise<TestDescription>;
  /** A credential of `POST /v1/relay-credentials`; undefined where the deployment has no relays. */
  readonly credential: () => Promise<RelayCredential | undefined>;
  /** `POST /v1/network-test/verdict`. */
  readonly judge: (measured: NetworkMeasurements) => Promise<TestVerdict>;
};

/** What `GET /v1/network-test` answers. */
export type TestDescription = { readonly address?: string | null; readonly edges: readonly TestedEdge[]; readonly relays: readonly TestedRelay[]; readonly vpnHelp?: string | null };

/** What `POST /v1/network-test/verdict` answers. */
export type TestVerdict = {
  readonly profile: string;
  readonly desk: Pick<NetworkConclusions, 'kind' | 'grade' | 'nat' | 'natStable'> & { readonly network?: string | null; readonly findings: readonly Finding[] };
  readonly missing: readonly MissingValue[];
};

const defaultMeasureMs = 5_000;
const defaultWatchMs = 12_000;

/** How much of the whole each part is, as far as can be said before. */
const shares: Readonly<Record<NetworkCheckStep, number>> = { setup: 0.03, edges: 0.07, relays: 0.25, nat: 0.1, path: 0.3, watch: 0.2, verdict: 0.05 };

/** Measures from this desk, and says what it means. Rejects only when it is stopped: a service that cannot be reached is a finding. */
export async function runNetworkTest(platform: TestPlatform, service: TestedService, options: NetworkCheckOptions = {}): Promise<NetworkTestReport> {
  const { signal = new AbortController().signal, measureForMs = defaultMeasureMs, watchForMs = defaultWatchMs } = options;
  const begun = platform.clock();
  const takenAt = platform.now().toISOString();
  const sinceStart = () => Math.round(platform.clock() - begun);
  const tell = progress(options.onProgress);

  tell('setup', 'running');
  const description = await orUndefined(service.describe(), signal);
  const credential = await orUndefined(service.credential(), signal);
  tell('setup', 'done', description === undefined ? 'The service did not answer' : undefined);

  const testedEdges: readonly TestedEdge[] = description?.edges ?? service.edges.map((url) => ({ url }));
  const ways = waysTo(description?.relays ?? []);
  tell('edges', 'running');
  tell('relays', ways.length > 0 && credential !== undefined ? 'running' : 'skipped');
  const [edges, relays] = await Promise.all([
    Promise.all(testedEdges.map((edge) => tryEdge(platform, edge, service.token, signal))).then((tried) => {
      tell('edges', 'done', `${tried.filter(({ https }) => https === 'open').length} of ${tried.length} edges answer`);
      return tried;
    }),
    credential === undefined ? ways : tryRelays(platform, ways, credential, signal, tell.each('relays', ways.length)),
  ]);
  if (credential !== undefined && ways.length > 0) tell('relays', 'done', `${relays.filter(answers).length} of ${relays.length} ways to relays are open`);

  const names = await lookUp(platform, edges, relays, signal);
  const best = bestOf(relays);
  const [seen, path, watched] = await Promise.all([nat(), measured(), watch()]);

  const measurements: NetworkMeasurements = {
    schema: reportSchema,
    ...(options.label ? { label: options.label } : {}),
    takenAt,
    durationMs: sinceStart(),
    browser: platform.browser,
    ...(description?.address ? { sourceAddress: description.address } : {}),
    ...(options.vpn === undefined ? {} : { declaredVpn: options.vpn }),
    names,
    edges,
    relays,
    addresses: seen.addresses,
    mappings: [...seen.mappings, ...watched],
    ...(path === undefined ? {} : { path }),
  };
  tell('verdict', 'running');
  const verdict = await orUndefined(service.judge(measurements), signal);
  tell('verdict', 'done');
  return { ...measurements, durationMs: sinceStart(), ...concluded(measurements, verdict, description) };

  async function nat(): Promise<NatSeen> {
    tell('nat', 'running');
    const found = await askFromOneSocket(platform, credential === undefined ? [] : relays, credential ?? { username: '', credential: '' }, sinceStart, signal);
    tell('nat', 'done');
    return found;
  }

  async function measured() {
    if (best === undefined || credential === undefined) return tell('path', 'skipped'), undefined;
    tell('path', 'running');
    const found = await measurePath(platform, best, credential, { forMs: measureForMs, signal });
    tell('path', found === undefined ? 'skipped' : 'done', found === undefined ? 'No two ends of a connection found each other through the relay' : undefined);
    return found;
  }

  async function watch() {
    if (best?.transport !== 'udp' || credential === undefined || watchForMs <= 0) return tell('watch', 'skipped'), [];
    tell('watch', 'running');
    const found = await watchMapping(platform, best, credential, watchForMs, sinceStart, signal);
    tell('watch', found.length > 1 ? 'done' : 'skipped');
    return found;
  }
}

function concluded(measured: NetworkMeasurements, verdict: TestVerdict | undefined, description: TestDescription | undefined): Omit<NetworkTestReport, keyof NetworkMeasurements> {
  if (verdict === undefined) return { ...judge(measured, { vpnHelp: description?.vpnHelp ?? null }), judgedBy: 'client', missing: [] };
  const { kind, grade, nat, natStable, findings, network } = verdict.desk;
  return { kind, grade, nat, natStable, findings, judgedBy: 'edge', profile: verdict.profile, network: network ?? null, missing: verdict.missing };
}

/** The way that media would take: UDP before TCP before TLS, and the quickest of them. */
function bestOf(relays: readonly RelayCheck[]): RelayCheck | undefined {
  const order = ['udp', 'tcp', 'tls'];
  return relays
    .filter(({ state }) => state === 'open')
    .sort((a, b) => order.indexOf(a.transport) - order.indexOf(b.transport) || (a.tookMs ?? 0) - (b.tookMs ?? 0))[0];
}

/** What came of it; undefined when nothing did. The test goes on, unless it is stopped. */
async function orUndefined<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  stopped.catch(() => undefined);
  signal.throwIfAborted();
  return Promise.race([asked.catch(() => undefined), stopped]);
}

function progress(listener: NetworkCheckOptions['onProgress']) {
  const done = new Map<NetworkCheckStep, number>();
  const tell = (step: NetworkCheckStep, state: NetworkCheckProgress['state'], found?: string) => {
    if (state !== 'running') done.set(step, 1);
    const share = (Object.keys(shares) as NetworkCheckStep[]).reduce((sum, each) => sum + shares[each] * (done.get(each) ?? 0), 0);
    listener?.({ step, state, share: Math.min(1, share), ...(found === undefined ? {} : { found }) });
  };
  const each = (step: NetworkCheckStep, of: number) => {
    let tried = 0;
    return (check: RelayCheck) => {
      done.set(step, ++tried / of);
      tell(step, 'running', `${check.transport.toUpperCase()} ${check.port} to ${check.host}: ${check.state}`);
    };
  };
  return Object.assign(tell, { each });
}
