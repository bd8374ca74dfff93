import { columnsOf, margin, type Columns } from './columns.js';
import { lanesFor, type Span } from './lanes.js';
import type { Link } from './links.js';
import { isUpper, spreadPorts, spreadTubes, straighten, wayOf, type End, type Way } from './ways.js';
import type { NodeKind, Place, Zone, ZoneKind } from './zones.js';

export interface Point { readonly x: number; readonly y: number }
export interface Box extends Point { readonly width: number; readonly height: number }

/** A place with its box. */
export interface PlacedNode extends Box { readonly id: string; readonly kind: NodeKind; readonly label: string; readonly detail: string; readonly zone: string }
/** A party with its box; the Internet's has the shape of an L, the band between service and customers and a column for who is on it. */
export interface PlacedZone extends Box { readonly id: string; readonly kind: ZoneKind; readonly title: string; readonly notes: readonly string[]; readonly band?: Box; readonly walled: boolean }
export interface PlacedGroup extends Box { readonly title: string }
export interface Tube extends Box { readonly zone: string }
export interface Route { readonly link: Link; readonly points: readonly Point[] }

export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly PlacedZone[];
  readonly groups: readonly PlacedGroup[];
  readonly nodes: readonly PlacedNode[];
  readonly tubes: readonly Tube[];
  readonly routes: readonly Route[];
}

const nodeHeight = 52;
const titleHeight = 28;
const stripHeight = 48;
const laneHeight = 24;
const narrowLane = 16;

type Channel = 'above' | 'below' | 'band' | 'inside' | 'under';
/** Puts everything into place: the service above, customers, the Internet and others below it side by side, and a lane for every arrow. */
export function arrange(zones: readonly Zone[], links: readonly Link[]): Arrangement {
  const zoneOf = new Map(zones.flatMap((zone) => zone.groups.flatMap(({ places }) => places.map((place) => [place.id, zone] as const))));
  const ways = links.filter(({ from, to }) => zoneOf.has(from) && zoneOf.has(to)).map((link) => wayOf(link, zoneOf));
  const columns = columnsOf(zones, ways);
  spreadPorts(ways, columns.boxes);
  straighten(ways, zoneOf);
  spreadTubes(ways, columns.tubes, zoneOf);

  const lanes = lanesOf(ways, zoneOf);
  const rows = rowsOf(lanes);
  return place(zones, ways, columns, rows, lanes, zoneOf);
}

interface Lanes { readonly of: ReadonlyMap<Way, Partial<Record<Channel, number>>>; readonly count: Readonly<Record<Channel, number>> }

/** Which channels each way takes, and a lane in each. */
function lanesOf(ways: readonly Way[], zoneOf: ReadonlyMap<string, Zone>): Lanes {
  const wanted: Record<Channel, { way: Way; span: Span }[]> = { above: [], below: [], band: [], inside: [], under: [] };
  const want = (channel: Channel, way: Way, from: number, fromSide: 'up' | 'down', to: number, toSide: 'up' | 'down') => wanted[channel].push({ way, span: { from, to, fromSide, toSide } });
  for (const way of ways) {
    const [a, b] = way.ends;
    const [upA, upB] = [isUpper(zoneOf.get(a.node)), isUpper(zoneOf.get(b.node))];
    if (upA && upB) want('above', way, a.x, 'down', b.x, 'down');
    else if (!upA && !upB) want('under', way, a.x, 'up', b.x, 'up');
    else {
      const [low, high] = upA ? [b, a] : [a, b];
      if (way.tube !== undefined) {
        want('inside', way, low.x, 'down', way.tube.x, 'up');
        want('below', way, way.tube.x, 'down', high.x, 'up');
      } else want(zoneOf.get(low.node)!.kind === 'phone' ? 'below' : 'band', way, low.x, 'down', high.x, 'up');
    }
  }

  const of = new Map<Way, Partial<Record<Channel, number>>>(ways.map((way) => [way, {}]));
  const count = { above: 0, below: 0, band: 0, inside: 0, under: 0 };
  for (const channel of Object.keys(wanted) as Channel[]) {
    const { lanes, count: needed } = lanesFor(wanted[channel].map(({ span }) => span));
    wanted[channel].forEach(({ way }, index) => (of.get(way)![channel] = lanes[index]!));
    count[channel] = needed;
  }
  return { of, count };
}

type Rows = Readonly<Record<'service' | 'upperNodes' | 'serviceEnd' | 'band' | 'bandEnd' | 'lower' | 'lowerNodes' | 'strip' | 'end' | 'above' | 'below' | 'inside' | 'under' | 'bandLanes', number>>;

/** Where the rows begin from top to bottom: each channel is as high as its lanes need. */
function rowsOf({ count }: Lanes): Rows {
  const service = margin;
  const above = service + titleHeight + 34;
  const upperNodes = above + count.above * laneHeight;
  const below = upperNodes + nodeHeight + 8 + 8;
  const serviceEnd = below + count.below * narrowLane + 14;
  const band = serviceEnd + 12;
  const bandLanes = band + 24;
  const bandEnd = bandLanes + Math.max(76, count.band * laneHeight + 20);
  const lower = bandEnd + 10;
  const inside = lower + 14;
  const lowerNodes = inside + Math.max(6, count.inside * narrowLane + 6);
  const under = lowerNodes + nodeHeight + 20;
  const strip = under + Math.max(4, count.under * laneHeight);
  return { service, above, upperNodes, below, serviceEnd, band, bandLanes, bandEnd, lower, inside, lowerNodes, under, strip, end: strip + stripHeight };
}

function place(zones: readonly Zone[], ways: readonly Way[], columns: Columns, rows: Rows, lanes: Lanes, zoneOf: ReadonlyMap<string, Zone>): Arrangement {
  const nodes = zones.flatMap((zone) => zone.groups.flatMap(({ places }) => places.map((one): PlacedNode => placed(one, zone, columns, rows))));
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const laneY = (way: Way, channel: Channel) => rows[channel === 'band' ? 'bandLanes' : channel] + lanes.of.get(way)![channel]! * (channel === 'below' || channel === 'inside' ? narrowLane : laneHeight) + (channel === 'band' ? 12 : 0);
  const routes = ways.map((way): Route => {
    const [a, b] = way.ends;
    const edge = (end: End) => nodeOf.get(end.node)!.y + (end.side === 'bottom' ? nodeHeight : 0);
    const upA = isUpper(zoneOf.get(a.node));
    const [start, finish] = [{ x: a.x, y: edge(a) }, { x: b.x, y: edge(b) }];
    if (way.tube !== undefined) {
      const [inside, below] = [laneY(way, 'inside'), laneY(way, 'below')];
      const [first, second] = upA ? [below, inside] : [inside, below];
      return { link: way.link, points: tidy([start, { x: a.x, y: first }, { x: way.tube.x, y: first }, { x: way.tube.x, y: second }, { x: b.x, y: second }, finish]) };
    }
    const channel = (Object.keys(lanes.of.get(way)!) as Channel[])[0]!;
    const y = laneY(way, channel);
    return { link: way.link, points: tidy([start, { x: a.x, y }, { x: b.x, y }, finish]) };
  });
  const right = columns.width - margin;
  const firstColumn = zones.find(({ kind }) => kind === 'customer' || kind === 'internet')!;
  const bandX = columns.zones.get(firstColumn.id)!.x;
  return {
    width: columns.width,
    height: rows.end + margin,
    nodes,
    routes,
    zones: zones.map((zone): PlacedZone => {
      const { x, width } = columns.zones.get(zone.id)!;
      const shape = isUpper(zone) ? { x, y: rows.service, width, height: rows.serviceEnd - rows.service } : { x, y: rows.lower, width, height: rows.end - rows.lower };
      const band = zone.kind === 'internet' ? { band: { x: bandX, y: rows.band, width: right - bandX, height: rows.bandEnd - rows.band } } : {};
      return { id: zone.id, kind: zone.kind, title: zone.title, notes: zone.notes, walled: zone.walled, ...shape, ...band };
    }),
    groups: columns.groups.map(({ title, x, width }) => ({ title, x, width, y: rows.service + titleHeight, height: rows.serviceEnd - rows.service - titleHeight - 8 })),
    tubes: [...columns.tubes].map(([zone, { x, width }]) => ({ zone, x, width, y: rows.serviceEnd, height: rows.lower - rows.serviceEnd })),
  };
}

function placed({ id, kind, label, detail }: Place, zone: Zone, columns: Columns, rows: Rows): PlacedNode {
  const { x, width } = columns.boxes.get(id)!;
  return { id, kind, label, detail, zone: zone.id, x, width, y: isUpper(zone) ? rows.upperNodes : rows.lowerNodes, height: nodeHeight };
}

/** Without points that lie on the one before, or in the middle of a straight line. */
function tidy(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((point, index) => index === 0 || point.x !== points[index - 1]!.x || point.y !== points[index - 1]!.y);
  return distinct.filter((point, index) => {
    const [before, after] = [distinct[index - 1], distinct[index + 1]];
    return before === undefined || after === undefined || !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}
