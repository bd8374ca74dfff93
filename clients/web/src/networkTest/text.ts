import { portsInWords } from './judge.js';
import type { NatKind, NetworkKind, NetworkTestReport, ReadinessGrade, RelayCheck } from './report.js';

/** A report's kind, in a sentence for its reader. */
export const kindInWords: Readonly<Record<NetworkKind, string>> = {
  open: 'Open: calls work, directly where they can',
  symmetricNat: 'Symmetric NAT: calls work, mostly through a relay',
  udpBlocked: 'UDP is blocked: calls work through a relay over TCP, with more delay',
  vpn: 'A VPN is on the way',
  blocked: 'Blocked: calls do not work from here',
  unknown: 'Not known: no relay could be tried',
};

export const gradeInWords: Readonly<Record<ReadinessGrade, string>> = { optimal: 'Optimal', degraded: 'Degraded', blocked: 'Blocked' };

export const natInWords: Readonly<Record<NatKind, string>> = {
  none: 'None: servers see the address that the device has',
  cone: 'The same port towards everyone (cone)',
  symmetric: 'Another port towards each server (symmetric)',
  unknown: 'Not known',
};

/** A report as text that can be sent to someone. */
export function reportInText(report: NetworkTestReport): string {
  const lines = [
    `Network test${report.label === undefined ? '' : ` at ${report.label}`}, ${report.takenAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`,
    `${kindInWords[report.kind]}. Grade: ${gradeInWords[report.grade]}.`,
    '',
    ...(report.findings.length === 0 ? ['Nothing to do.'] : ['What to do:']),
    ...report.findings.flatMap(({ severity, fix, help }, index) => [`${index + 1}. ${severity === 'fail' ? 'Needed: ' : severity === 'warn' ? 'Better: ' : ''}${fix}`, ...(help ? [`   More: ${help}`] : [])]),
    '',
    'Names',
    ...report.names.map(({ host, state }) => `  ${stateInWords(state, 'resolves', 'does not resolve')}  ${host}`),
    'Edges',
    ...report.edges.map((edge) => `  ${edge.url}: HTTPS ${stateInWords(edge.https)}${edge.roundTripMs === undefined ? '' : `, ${edge.roundTripMs} ms`}; WebSocket ${stateInWords(edge.webSocket)}`),
    'Relays',
    ...waysInText(report.relays),
    'NAT',
    `  ${natInWords[report.nat]}; ${report.natStable === null ? 'its mappings were not watched' : report.natStable ? 'a mapping stayed as it was' : 'a mapping changed while in use'}`,
    'Through the relay',
    report.path === undefined
      ? '  not measured'
      : `  ${report.path.roundTripMs ?? '–'} ms round trip, ${report.path.lossPercent} % lost (${report.path.longestLoss} in a row at most), ${report.path.jitterMs ?? '–'} ms jitter; ${report.path.packets} packets over ${report.path.transport.toUpperCase()} to ${report.path.relay}`,
    'Device',
    `  ${report.browser}; seen from ${report.sourceAddress ?? 'unknown'}; VPN ${report.declaredVpn === undefined ? 'not said' : report.declaredVpn ? 'on' : 'off'}`,
    ...report.addresses.map(({ address, adapter }) => `  ${address ?? 'address hidden by the browser'} (${adapter})`),
    ...(report.missing.length === 0 ? [] : ['Not judged, for want of a setting', ...report.missing.map(({ name, consequence }) => `  ${name}: ${consequence}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A state as people say it. */
export function stateInWords(state: RelayCheck['state'], open = 'open', unresolved = 'name unknown'): string {
  return { open, closed: 'blocked', refused: 'open, credentials refused', unresolved, notTried: 'not tried' }[state];
}

function waysInText(relays: readonly RelayCheck[]): string[] {
  if (relays.length === 0) return ['  none'];
  const rows = new Map<string, RelayCheck[]>();
  for (const way of relays) {
    const key = `${way.host} ${way.transport} ${way.state}`;
    rows.set(key, [...(rows.get(key) ?? []), way]);
  }
  return [...rows.values()].map((same) => `  ${same[0]!.host}: ${same[0]!.transport.toUpperCase()} ${portsInWords(same.map(({ port }) => port))} ${stateInWords(same[0]!.state)}`);
}
