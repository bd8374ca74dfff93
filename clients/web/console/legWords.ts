import type { Leg, Segment } from './wire.js';

const segmentWords: Record<Segment, string> = { local: 'local', internet: 'Internet', expressRoute: 'circuit', serviceBackbone: 'backbone' };
const modeWords: Record<string, string> = { udp: 'UDP', tcp: 'TCP', httpTunnel: 'an HTTP tunnel' };

/** A leg's flows, link by link: a VPN user's are two, an SBC's stand together. Where there are no numbers, the segments. */
export function labelsOf(leg: Leg, sfb: boolean): readonly string[] {
  if (sfb) return leg.inScope ? leg.path.map((segment) => segmentWords[segment]) : [];
  return leg.flows[0] === "2'" ? leg.flows : leg.flows.length > 0 ? [leg.flows.join(', ')] : [];
}

/** A leg in words, such as `flow 4 over the Internet by UDP, via relay`. */
export function wayOf(leg: Leg): string {
  if (!leg.inScope) return "another's affair, only shown";
  const flows = leg.flows.length === 0 ? '' : `${leg.flows.length === 1 ? 'flow' : 'flows'} ${leg.flows.join(', ')} `;
  const path = leg.path.length === 0 ? '' : `over ${leg.path.map((segment) => pathWords[segment]).join(', then ')}`;
  const by = leg.transport === undefined || leg.path.length === 0 ? '' : ` by ${modeWords[leg.transport] ?? leg.transport}`;
  return `${flows}${path}${by}${leg.hops.length === 0 ? '' : `, via ${leg.hops.map((hop) => hopWords[hop] ?? hop).join(', ')}`}`;
}

export const pathWords: Record<Segment, string> = { local: 'the own network', internet: 'the Internet', expressRoute: 'the private circuit', serviceBackbone: 'the backbone of the service' };

export const hopWords: Record<string, string> = {
  relay: 'a relay', mediaServer: 'the media server', sbc: 'the SBC', pstn: 'the phone network', gateway: 'the gateway', onPremServer: 'the server on premises', homeServer: 'the home server',
  edge: 'an Edge', onPremEdge: 'the Edge on premises', onlineEdge: 'the Online Edge', conferenceServer: 'the conferencing server', cloud: 'the cloud', cloudConnector: 'the Cloud Connector',
  cloudConnectorEdge: "the Cloud Connector's Edge", stream: 'the streaming service',
};
