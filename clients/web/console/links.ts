import { isSfb, type Leg, type NetworkDocument, type Participant, type RoutePlan, type Scenario, type Segment } from './wire.js';
import { isForeign, locationOf, networkOf, shownRegions } from './zones.js';

export type Traffic = 'signaling' | 'media' | 'trunk';

/** One arrow of the picture: a stretch between two places, before it has coordinates. */
export interface Link {
  readonly id: string;
  readonly traffic: Traffic;
  readonly from: string;
  readonly to: string;
  /** What stands on it: flow numbers, or segments where the documents number none. */
  readonly label: string;
  /** Who opens it: the arrow points away from them. */
  readonly arrow: 'forward' | 'back' | 'both' | 'none';
  readonly circuit: boolean;
  /** False for a way that is another's affair and only shown. */
  readonly inScope: boolean;
  /** The whole way in words. */
  readonly text: string;
}

const segmentWords: Record<Segment, string> = { local: 'local', internet: 'Internet', expressRoute: 'circuit', serviceBackbone: 'backbone' };
const modeWords: Record<string, string> = { udp: 'UDP', tcp: 'TCP', httpTunnel: 'an HTTP tunnel' };

/** Everything that the plan sends through the network; and what one step of the call does beside it: the name look-up, a relay port. */
export function linksOf(document: NetworkDocument, scenario: Scenario, plan: RoutePlan, step?: number): readonly Link[] {
  const way = new Ways(document, scenario, plan);
  const links = [...plan.signaling.flatMap((leg) => way.signaling(leg)), ...mediaOf(way, plan), ...way.only(step)];
  return [...new Map(links.map((link) => [`${link.traffic} ${link.from} ${link.to} ${link.label}`, link])).values()];
}

/** The lines that are there whether anybody calls or not: from SBCs and connectors to the phone network. */
export function trunkLinks(document: NetworkDocument): readonly Link[] {
  return (document.trunks ?? []).flatMap(({ id, kind, sbc }) => {
    const from = kind === 'cloudConnector' ? `connector:${id}` : sbc === undefined ? undefined : `sbc:${sbc.id}`;
    return from === undefined ? [] : [{ id: `trunk:${id}`, traffic: 'trunk' as const, from, to: 'phone', label: '', arrow: 'none' as const, circuit: false, inScope: true, text: `Trunk ${id} to the phone network` }];
  });
}

function mediaOf(way: Ways, plan: RoutePlan): readonly Link[] {
  const pair = plan.media.length === 2 && (plan.mode === 'direct' || plan.mode === 'sbcBypassDirect') ? plan.media : undefined;
  if (pair !== undefined) return [way.direct(pair[0]!, pair[1]!)];
  return [...plan.media.flatMap((leg) => way.media(leg)), ...way.betweenRelays()];
}

/** Finds the places that legs go through. */
class Ways {
  readonly #document: NetworkDocument;
  readonly #scenario: Scenario;
  readonly #plan: RoutePlan;
  readonly #sfb: boolean;

  constructor(document: NetworkDocument, scenario: Scenario, plan: RoutePlan) {
    this.#document = document;
    this.#scenario = scenario;
    this.#plan = plan;
    this.#sfb = isSfb(document.profile);
  }

  signaling(leg: Leg): readonly Link[] {
    const start = this.#place(leg.participant);
    const stops = this.#sfb ? this.#sfbStops(leg, 'signaling') : [this.#outOfScope(leg) ?? (start === 'phone' ? this.#media() : `edge:${this.#region(leg.region)}`)];
    const links = this.#chain('signaling', leg, [start, ...this.#throughVpn(leg), ...stops]);
    if (this.#sfb) return links;
    return [...links, ...(leg.inScope ? this.#beyondEdge(leg) : this.#bridged(leg))];
  }

  media(leg: Leg): readonly Link[] {
    const stops = this.#sfb ? this.#sfbStops(leg, 'media') : leg.hops.flatMap((hop) => this.#mediaHop(hop, leg));
    return this.#chain('media', leg, [this.#place(leg.participant), ...stops]);
  }

  direct(a: Leg, b: Leg): Link {
    const label = labelsOf(a, this.#sfb)[0] ?? '';
    const [from, to] = [this.#place(a.participant), this.#place(b.participant)];
    const insider = (leg: Leg) => this.#locationOf(leg.participant) === 'customerNetwork';
    const opener = a.initiator != null ? a.initiator : a.flows[0] === '2' && insider(a) !== insider(b) ? (insider(a) ? a : b).participant : undefined;
    const arrow = opener === undefined ? 'both' : opener === a.participant ? 'forward' : 'back';
    return { id: `media:${a.participant}`, traffic: 'media', from, to, label, arrow, circuit: false, inScope: a.inScope || b.inScope, text: `Media between ${a.participant} and ${b.participant}: ${wayOf(a)}, directly` };
  }

  /** Two relays pass media on to each other (CALL-FLOWS #39). */
  betweenRelays(): readonly Link[] {
    const [first, second, third] = this.#plan.relays;
    if (this.#sfb || first === undefined || second === undefined || third !== undefined || this.#plan.mode !== 'relayed') return [];
    const [from, to] = [`relay:${this.#region(first.region)}`, `relay:${this.#region(second.region)}`];
    return from === to ? [] : [{ id: 'media:relays', traffic: 'media', from, to, label: 'backbone', arrow: 'both', circuit: false, inScope: true, text: 'Media from relay to relay, over the backbone of the service' }];
  }

  /** What happens in a step and is no leg of its own: the name look-up of step 1, the relay ports of steps 2 and 5 (CALL-FLOWS #74, #75, #78). */
  only(step: number | undefined): readonly Link[] {
    const who = this.#scenario.participants?.[step === 5 ? 1 : 0];
    const what = this.#plan.steps.find(({ number }) => number === step);
    if (who === undefined || what === undefined || (step !== 1 && step !== 2 && step !== 5)) return [];
    const region = this.#plan.signaling.find(({ participant }) => participant === who.id)?.region;
    const to = step === 1 ? 'names' : `relay:${this.#region(region)}`;
    const label = what.flows.join(', ');
    return [{ id: `step:${step}`, traffic: 'signaling', from: `user:${who.id}`, to, label, arrow: 'forward', circuit: label.startsWith('1'), inScope: true, text: `Step ${step}, ${what.name}${label === '' ? '' : `: flow ${label}`}` }];
  }

  /** Links from stop to stop; what the leg says of flows or segments stands on the first ones. */
  #chain(traffic: Traffic, leg: Leg, stops: readonly string[]): readonly Link[] {
    const labels = labelsOf(leg, this.#sfb);
    const both = leg.flows.some((flow) => flow.endsWith("'")) && leg.flows.length === 2 && leg.flows[0] + "'" === leg.flows[1];
    return stops.slice(1).map((to, index) => {
      const from = stops[index]!;
      const arrow = traffic === 'media' && leg.bidirectional === false ? 'back' : both && index === 0 ? 'both' : 'forward';
      const segment = this.#sfb ? leg.path[Math.min(index, leg.path.length - 1)] : undefined;
      const circuit = this.#sfb ? segment === 'expressRoute' : /^1/.test(labels[index] ?? '');
      const label = index < labels.length ? labels[index]! : '';
      const what = traffic === 'signaling' ? 'Signaling' : 'Media';
      return { id: `${traffic}:${leg.participant}:${index}`, traffic, from, to, label, arrow, circuit, inScope: leg.inScope, text: `${what} of ${leg.participant}: ${wayOf(leg)}` };
    });
  }

  /** From the own edge to the gateway, and to the edge of the region that hosts the call. */
  #beyondEdge(leg: Leg): readonly Link[] {
    const edge = `edge:${this.#region(leg.region)}`;
    const beyond = { traffic: 'signaling', from: edge, circuit: false, inScope: true } as const;
    const first = this.#plan.hostRegion ?? this.#plan.signaling.find(({ region }) => region != null)?.region;
    return [
      ...(leg.hops.includes('gateway') ? [{ ...beyond, id: `gateway:${leg.participant}`, to: 'gateway', label: '', arrow: 'forward' as const, text: `Signaling of ${leg.participant} goes through the gateway` }] : []),
      ...(leg.path.includes('serviceBackbone') && first != null && `edge:${this.#region(first)}` !== edge
        ? [{ ...beyond, id: `backbone:${leg.participant}`, to: `edge:${this.#region(first)}`, label: 'backbone', arrow: 'both' as const, text: `Signaling of ${leg.participant} crosses the backbone of the service` }]
        : []),
    ];
  }

  /** What a gateway passes on to another's server. */
  #bridged(leg: Leg): readonly Link[] {
    const server = this.#outOfScope(leg);
    if (server === undefined || !this.#plan.signaling.some(({ hops }) => hops.includes('gateway'))) return [];
    return [{ id: `bridge:${leg.participant}`, traffic: 'signaling', from: 'gateway', to: server, label: '', arrow: 'both', circuit: false, inScope: false, text: 'Signaling between the gateway and the Skype for Business server' }];
  }

  #throughVpn(leg: Leg): readonly string[] {
    return this.#locationOf(leg.participant) === 'internetViaVpn' && leg.inScope ? [`vpn:${networkOf(leg.participant, this.#document, this.#scenario, this.#plan)}`] : [];
  }

  #outOfScope(leg: Leg): string | undefined {
    return leg.inScope ? undefined : this.#serverOf(leg.participant);
  }

  #mediaHop(hop: string, leg: Leg): readonly string[] {
    switch (hop) {
      case 'relay':
        return [this.#relayOf(leg)];
      case 'mediaServer':
        return [this.#media()];
      case 'pstn':
        return ['phone'];
      default:
        return []; // an SBC has a leg of its own
    }
  }

  #sfbStops(leg: Leg, traffic: Traffic): readonly string[] {
    if (leg.hops.length === 0) return traffic === 'signaling' && this.#place(leg.participant) !== 'phone' ? ['home'] : this.#place(leg.participant) === 'phone' ? ['conference'] : [];
    const own = this.#user(leg.participant)?.home === 'onPrem';
    const connector = this.#document.trunks?.find(({ kind, id }) => kind === 'cloudConnector' && (this.#scenario.trunk === undefined || this.#scenario.trunk === id))?.id ?? '';
    return leg.hops.flatMap((hop) => {
      switch (hop) {
        case 'homeServer':
          return [own ? 'sfbServer' : 'home'];
        case 'edge':
          return [traffic === 'media' ? this.#relayOf(leg) : own ? 'sfbEdge' : 'onlineEdge'];
        case 'conferenceServer':
          // Online users signal to conferences on premises through their home, the cloud (CALL-FLOWS #187).
          return traffic === 'signaling' && !own && this.#host() === 'sfbServer' ? ['home', 'sfbServer'] : [this.#host()];
        case 'onPremServer':
          return [this.#serverOf(leg.participant)];
        case 'onPremEdge':
          return ['sfbEdge'];
        case 'onlineEdge':
          return ['onlineEdge'];
        case 'cloud':
          return ['home'];
        case 'cloudConnector':
          return [`connector:${connector}`];
        case 'cloudConnectorEdge':
          return [`connectorEdge:${connector}`];
        case 'mediaServer':
          return ['phoneSystem'];
        case 'stream':
          return ['stream'];
        default:
          return traffic === 'signaling' ? [] : ['phone'];
      }
    });
  }

  #relayOf(leg: Leg): string {
    const relay = this.#plan.relays.find(({ allocatedBy }) => allocatedBy === leg.participant) ?? this.#plan.relays[0];
    switch (relay?.owner) {
      case 'onPremEdge':
        return 'sfbEdge';
      case 'onlineEdge':
        return 'onlineEdge';
      case 'federatedTenant':
        return `fedEdge:${this.#foreignTenant()}`;
      default:
        return this.#sfb ? 'onlineEdge' : `relay:${this.#region(relay?.region)}`;
    }
  }

  /** The Skype for Business server that a participant signals to. */
  #serverOf(participant: string): string {
    const tenant = this.#user(participant)?.tenant;
    return isForeign(tenant, this.#document) ? `fedServer:${tenant ?? ''}` : 'sfbServer';
  }

  #host(): string {
    const { organizer, participants } = this.#scenario;
    const { home, tenant } = organizer ?? participants?.[0] ?? {};
    return home !== 'onPrem' ? 'conference' : isForeign(tenant, this.#document) ? 'thirdPartyServer' : 'sfbServer';
  }

  #foreignTenant(): string {
    return this.#scenario.participants?.find(({ tenant }) => isForeign(tenant, this.#document))?.tenant ?? '';
  }

  #media(): string {
    return `media:${this.#region(this.#plan.mediaServer?.region ?? this.#plan.hostRegion)}`;
  }

  #region(id: string | null | undefined): string {
    const shown = shownRegions(this.#document, this.#plan);
    return (shown.find((region) => region.id === id) ?? shown[0]!).id;
  }

  #place(participant: string): string {
    const user = this.#user(participant);
    if (user !== undefined) return user.kind === 'pstn' ? 'phone' : `user:${participant}`;
    return `sbc:${participant.replace(/ \(second leg\)$/, '')}`;
  }

  #locationOf(participant: string): string | undefined {
    const user = this.#user(participant);
    // What is no participant is an SBC, and stands inside.
    return user === undefined ? 'customerNetwork' : locationOf(user, this.#plan);
  }

  #user(id: string): Participant | undefined {
    return this.#scenario.participants?.find((user) => user.id === id);
  }
}

/** A leg's flows, link by link: a VPN user's are two, an SBC's stand together. Where there are no numbers, the segments. */
function labelsOf(leg: Leg, sfb: boolean): readonly string[] {
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

/** Which arrows a step of the call lights up. */
export function litBy(step: number, scenario: Scenario): (link: Link) => boolean {
  const [caller, callee] = scenario.participants ?? [];
  const signalingOf = (one: Participant | undefined) => (link: Link) => link.traffic === 'signaling' && !link.id.startsWith('step:') && link.id.split(':')[1] === one?.id;
  switch (step) {
    case 3:
      return signalingOf(caller);
    case 4:
      return signalingOf(callee);
    case 6:
    case 8:
      return (link) => signalingOf(caller)(link) || signalingOf(callee)(link);
    case 7:
      return ({ traffic }) => traffic === 'media';
    default:
      return ({ id }) => id === `step:${step}`;
  }
}
