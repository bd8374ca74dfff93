import type { EdgeCheck, Finding, NatKind, NetworkConclusions, NetworkKind, NetworkMeasurements, RelayCheck } from './report.js';

/** The part of a report that conclusions are drawn from. */
export type Judged = Partial<Pick<NetworkMeasurements, 'names' | 'edges' | 'relays' | 'addresses' | 'mappings' | 'declaredVpn'>>;

/** Which ports count: with `allRequired`, calls count as impossible when one is closed. */
export type Needs = { readonly allRequired?: boolean; readonly vpnHelp?: string | null };

/** Draws the conclusions that an edge would, for when none can be asked. One file of cases holds both to it. */
export function judge(report: Judged, needs: Needs = {}): NetworkConclusions {
  const [nat, natStable, change] = natOf(report);
  const kind = kindOf(report, nat);
  const findings = [...names(report), ...edges(report), ...relays(report), ...untried(kind), ...translator(nat, natStable, change), ...vpn(report, needs)];
  const lacking = needs.allRequired === true && (report.relays ?? []).some(({ state }) => state === 'closed' || state === 'unresolved');
  const grade = kind === 'blocked' || lacking ? 'blocked' : findings.length > 0 ? 'degraded' : 'optimal';
  const order = { fail: 0, warn: 1, pass: 2 };
  return { kind, grade, nat, natStable, findings: findings.sort((a, b) => order[a.severity] - order[b.severity]) };
}

/** Whether somebody answered. */
export function answers({ state }: Pick<RelayCheck, 'state'>): boolean {
  return state === 'open' || state === 'refused';
}

/** Whether a VPN lies on the way, as its user says or the browser shows. */
export function overVpn({ declaredVpn, addresses }: Judged): boolean {
  return declaredVpn ?? (addresses ?? []).some(({ adapter }) => adapter === 'vpn');
}

/** Ports as people write them: `3478–3481`, `80, 443`. */
export function portsInWords(ports: readonly number[]): string {
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0, end = 0; i < sorted.length; i = end + 1) {
    for (end = i; sorted[end + 1] === sorted[end]! + 1; ) end++;
    parts.push(end - i < 2 ? sorted.slice(i, end + 1).join(', ') : `${sorted[i]}–${sorted[end]}`);
  }
  return parts.join(', ');
}

function kindOf(report: Judged, nat: NatKind): NetworkKind {
  const tried = (report.edges ?? []).filter(({ https }) => https !== 'notTried');
  if (tried.length > 0 && !tried.some(({ https, webSocket }) => https === 'open' && webSocket !== 'closed')) return 'blocked';
  const relays = report.relays ?? [];
  if (relays.every(({ state }) => state === 'notTried')) return 'unknown';
  if (!relays.some(answers)) return 'blocked';
  if (overVpn(report)) return 'vpn';
  const udp = relays.filter(({ transport }) => transport === 'udp');
  if (udp.length > 0 && !udp.some(answers)) return 'udpBlocked';
  return nat === 'symmetric' ? 'symmetricNat' : 'open';
}

function natOf({ mappings = [], addresses = [] }: Judged): [NatKind, boolean | null, string | undefined] {
  const sorted = [...mappings].sort((a, b) => a.atMs - b.atMs);
  const ofServer = grouped(sorted, ({ socket, server }) => `${socket} ${server}`);
  let change: string | undefined;
  for (const seen of ofServer) {
    const at = seen.findIndex((now, i) => i > 0 && (now.port !== seen[i - 1]!.port || now.address !== seen[i - 1]!.address));
    if (at > 0) change ??= `${place(seen[at - 1]!)}, then ${place(seen[at]!)} after ${((seen[at]!.atMs - seen[at - 1]!.atMs) / 1000).toFixed(1)} s`;
  }
  const stable = change !== undefined ? false : ofServer.some((seen) => seen.length > 1) ? true : null;
  const asked = grouped(ofServer.map((seen) => seen[0]!), ({ socket }) => socket).filter((servers) => servers.length > 1);
  if (asked.some((servers) => new Set(servers.map(place)).size > 1)) return ['symmetric', stable, change];
  if (sorted.some((seen) => seen.address !== null && addresses.some(({ address }) => address === seen.address))) return ['none', stable, change];
  return [asked.length > 0 ? 'cone' : 'unknown', stable, change];
}

function place({ address, port }: { readonly address: string | null; readonly port: number }): string {
  return address === null ? `port ${port}` : `${address}:${port}`;
}

function finding(code: string, severity: Finding['severity'], where: string | null, fix: string, rule: number): Finding {
  return { code, severity, where, fix, rule };
}

function names(report: Judged): Finding[] {
  const lost = [...(report.names ?? []), ...(report.relays ?? [])].filter(({ state }) => state === 'unresolved').map(({ host }) => host);
  return [...new Set(lost)].map((host) =>
    finding('dnsResolution', 'fail', host, `The name ${host} has no address here. Let the name servers of this network resolve it, and those that it asks.`, 223),
  );
}

function edges(report: Judged): Finding[] {
  const lost = new Set((report.names ?? []).filter(({ state }) => state === 'unresolved').map(({ host }) => host));
  const anyOpen = (report.edges ?? []).some(({ https }) => https === 'open');
  return (report.edges ?? []).flatMap((edge) => {
    const { host, port } = addressOf(edge);
    if (edge.https === 'closed' && !lost.has(host)) return [finding('edgeUnreachable', anyOpen ? 'warn' : 'fail', host, `HTTPS to ${host} is blocked: ask for TCP ${port} outwards to it.`, 219)];
    if (edge.https !== 'open' || edge.webSocket !== 'closed') return [];
    return [finding('webSocketBlocked', 'fail', host, `WebSockets to ${host} are blocked: let the proxy or firewall pass \`Upgrade: websocket\` to it, or take it out of inspection.`, 221)];
  });
}

function relays(report: Judged): Finding[] {
  const tried = (report.relays ?? []).filter(({ state }) => state !== 'notTried' && state !== 'unresolved');
  return grouped(tried, ({ host, transport }) => `${host} ${transport === 'udp'}`).flatMap((ports) => {
    const { host, transport } = ports[0]!;
    const closed = ports.filter(({ state }) => state === 'closed');
    const list = portsInWords(closed.map(({ port }) => port));
    const found: Finding[] = [];
    if (ports.some(({ state }) => state === 'refused')) {
      found.push(finding('relayRefused', 'fail', host, `The relay ${host} answers and does not take the credentials. This is no fault of the network: its secret is not the edge's, or its clock is wrong. Tell the service's operator.`, 75));
    }
    if (closed.length === 0) return found;
    if (transport !== 'udp') {
      found.push(finding('tcpBlocked', 'warn', host, `TCP ${list} to ${host} is blocked or does not pass TLS: ask for TCP ${list} outwards to it, without inspection. Where UDP is closed, media have no other way.`, 219));
    } else if (ports.some(answers)) {
      found.push(finding('udpPortsClosed', 'warn', host, `UDP ${list} to ${host} is blocked, other ports are open: ask for UDP ${list} outwards to it.`, 220));
    } else {
      found.push(finding('udpBlocked', 'warn', host, `UDP ${list} to ${host} is blocked: ask for UDP ${list} outwards to it, with answers let back in. Until then media go over TCP, with more delay.`, 219));
    }
    return found;
  });
}

function untried(kind: NetworkKind): Finding[] {
  if (kind !== 'unknown') return [];
  const fix = "No relay was tried. Where media do not get through directly they need one: the service's operator names a TURN server in the edge's settings (`Relays`); then test again.";
  return [finding('relayNotTried', 'warn', null, fix, 69)];
}

function translator(nat: NatKind, stable: boolean | null, change: string | undefined): Finding[] {
  const found: Finding[] = [];
  if (nat === 'symmetric') {
    found.push(finding('symmetricNat', 'warn', null, 'The translator (NAT) gives every destination another port, so that media take a relay even where a direct way would be shorter. Where the device allows, set it to endpoint-independent mapping (RFC 4787, REQ-1).', 68));
  }
  if (stable === false) {
    found.push(finding('natMappingChanged', 'fail', null, `The firewall changed a mapping that was in use (${change}); calls break when it does. Let UDP mappings stay as long as they are used, on one public address for each device.`, 224));
  }
  return found;
}

function vpn(report: Judged, { vpnHelp = null }: Needs): Finding[] {
  if (!overVpn(report)) return [];
  const fix = 'Set the VPN up as a split tunnel, so that traffic to the edges and relays goes past it, directly to the Internet.';
  return [{ ...finding('mediaOverVpn', 'fail', null, fix, 227), reasons: ['NotDesignedForRealtime', 'MayBlockUdp', 'DoubleEncryption', 'HairpinThroughVpn'], help: vpnHelp }];
}

function addressOf({ url }: Pick<EdgeCheck, 'url'>): { readonly host: string; readonly port: number } {
  if (!URL.canParse(url)) return { host: url, port: 443 };
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
