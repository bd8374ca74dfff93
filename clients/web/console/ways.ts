import { widthOf as badgeWidth } from './badges.js';
import type { Link } from './links.js';
import type { Zone } from './zones.js';

/** Lines end at multiples of this below, and in the middle between them above: so no two ever run on each other. */
export const grid = 16;

/** Where a line meets a node. */
export interface End {
  readonly node: string;
  readonly other: string;
  readonly side: 'top' | 'bottom';
  /** Whether what stands on its line is wider than a number. */
  readonly wide: boolean;
  x: number;
}

/** A link whose ends are finding their places; in a tube, if a private circuit carries it. */
export interface Way {
  readonly link: Link;
  readonly ends: readonly [End, End];
  readonly tube?: { readonly zone: string; x: number };
}

/** A place from left to right. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** Whether a zone stands above: the service's. */
export const isUpper = (zone: Zone | undefined): boolean => zone?.kind === 'service';

/** Which sides of its nodes a link leaves from. Two that stand below are joined below, all else above. */
export function wayOf(link: Link, zoneOf: ReadonlyMap<string, Zone>): Way {
  const [from, to] = [zoneOf.get(link.from)!, zoneOf.get(link.to)!];
  const side = (mine: Zone, other: Zone) => (isUpper(mine) ? (isUpper(other) ? 'top' : 'bottom') : isUpper(other) ? 'top' : 'bottom');
  const wide = badgeWidth(link.label) > 2 * grid + grid / 2;
  const ends = [
    { node: link.from, other: link.to, side: side(from, to), wide, x: 0 },
    { node: link.to, other: link.from, side: side(to, from), wide, x: 0 },
  ] as const satisfies readonly [End, End];
  const lower = isUpper(from) ? to : from;
  const tube = link.circuit && lower.circuit && isUpper(from) !== isUpper(to) ? { zone: lower.id, x: 0 } : undefined;
  return { link, ends, ...(tube === undefined ? {} : { tube }) };
}

/** How much room a way takes in the tube: its number's, for it stands there. */
export const slotOf = ({ link }: Way): number => grid * 2 * Math.ceil((badgeWidth(link.label) + 4) / (grid * 2));

/** Gives every end of a line a place of its own on its node's side, in the order of where the lines go. */
export function spreadPorts(ways: readonly Way[], boxes: ReadonlyMap<string, Stretch>): void {
  const sides = new Map<string, End[]>();
  for (const { ends } of ways) for (const end of ends) sides.set(`${end.node} ${end.side}`, [...(sides.get(`${end.node} ${end.side}`) ?? []), end]);
  const middle = (id: string) => boxes.get(id)!.x + boxes.get(id)!.width / 2;
  for (const ends of sides.values()) {
    const box = boxes.get(ends[0]!.node)!;
    const slots = box.width / grid - 1;
    // A loop is as wide as its node, for a number to stand on it; and words need more room beside each other than numbers.
    const most = ends.some(({ node, other }) => node === other) ? slots : ends.some(({ wide }) => wide) ? 5 : 2;
    const step = Math.max(1, Math.min(most, Math.floor((slots - 1) / Math.max(1, ends.length - 1))));
    const first = Math.floor((slots - 1 - step * (ends.length - 1)) / 2);
    const sorted = ends.map((end, index) => ({ end, index })).sort((a, b) => middle(a.end.other) - middle(b.end.other) || a.index - b.index);
    sorted.forEach(({ end }, index) => (end.x = box.x + grid * (1 + first + step * index)));
  }
}

/** What would step aside by half a grid only goes straight up: nobody else's line stands there. */
export function straighten(ways: readonly Way[], zoneOf: ReadonlyMap<string, Zone>): void {
  for (const { ends: [a, b], tube } of ways) {
    if (tube !== undefined || isUpper(zoneOf.get(a.node)) === isUpper(zoneOf.get(b.node)) || Math.abs(a.x - b.x) > grid / 2) continue;
    if (isUpper(zoneOf.get(a.node))) a.x = b.x;
    else b.x = a.x;
  }
}

/** Gives ways places in the tubes, in the order of where they go above. */
export function spreadTubes(ways: readonly Way[], tubes: ReadonlyMap<string, Stretch>, zoneOf: ReadonlyMap<string, Zone>): void {
  const upperX = ({ ends }: Way) => ends.find(({ node }) => isUpper(zoneOf.get(node)))?.x ?? 0;
  for (const [zone, tube] of tubes) {
    let right = tube.x + tube.width;
    for (const way of ways.filter((one) => one.tube?.zone === zone).sort((a, b) => upperX(b) - upperX(a))) {
      way.tube!.x = right - slotOf(way) / 2;
      right -= slotOf(way);
    }
  }
}
