import type { Arrangement, Box, Point, Route } from './arrange.js';
import type { Link } from './links.js';

/** What stands on an arrow: its flow number. */
export interface Badge extends Box {
  readonly link: Link;
  readonly text: string;
}

const height = 20;
const step = 4;
/** A badge keeps this far from other lines, and from other words. */
const clear = 3;

const costOfLine = 1_000;
const costOfWords = 100_000;

/** A place on its own arrow for every number, where it covers neither words nor other arrows as far as there is room. */
export function badgesOf({ routes, nodes, zones, groups, tubes }: Pick<Arrangement, 'routes' | 'nodes' | 'zones' | 'groups' | 'tubes'>): readonly Badge[] {
  const words: Box[] = [
    ...nodes,
    ...zones.map(({ kind, x, y, width, height: high }) => (kind === 'service' ? { x, y, width, height: 30 } : { x, y: y + high - 46, width, height: 46 })),
    ...groups.map(({ x, y, width }) => ({ x, y, width, height: 22 })),
    ...tubes.map(({ x, y, height: high }) => ({ x, y, width: 24, height: high })),
  ];
  const whole = tubes.map(({ x, y, width, height: high }) => ({ x, y: y - 6, width, height: high + 12 }));
  const segments = routes.flatMap((route) => segmentsOf(route).map((segment) => ({ route, segment })));
  const badges: Badge[] = [];
  for (const route of routes.filter(({ link }) => link.label !== '')) {
    const width = widthOf(route.link.label);
    const tube = route.link.circuit ? tubes : [];
    let best: { box: Box; cost: number } | undefined;
    for (const { box, cost: wish } of candidates(route, width, tube)) {
      const room = grow(box);
      const crossed = segments.filter((one) => one.route !== route && overlaps(room, one.segment)).length;
      const covered = [...words, ...badges, ...(route.link.circuit ? [] : whole)].filter((other) => overlaps(room, other)).length;
      const cost = wish + crossed * costOfLine + covered * costOfWords;
      if (best === undefined || cost < best.cost) best = { box, cost };
    }
    if (best !== undefined) badges.push({ ...best.box, link: route.link, text: route.link.label });
  }
  return badges;
}

/** How wide a number stands, in the picture's own units. */
export const widthOf = (text: string): number => Math.max(24, 12 + 7.2 * text.length);

/** Places along a route: in the middle of its longest stretch rather than at an end, and for a circuit's in the tube. */
function* candidates(route: Route, width: number, tubes: readonly Box[]): Generator<{ box: Box; cost: number }> {
  for (const segment of segmentsOf(route)) {
    const long = Math.max(segment.width, segment.height);
    const [halfX, halfY] = [width / 2, height / 2];
    const flat = segment.height === 0;
    const keep = flat ? halfX + 4 : halfY + 6;
    if (long < 2 * keep) continue;
    const away = tubes.length > 0 && !tubes.some((tube) => overlaps(tube, segment)) ? 400 : 0;
    for (let at = keep; at <= long - keep; at += step) {
      const [x, y] = flat ? [segment.x + at, segment.y] : [segment.x, segment.y + at];
      yield { box: { x: x - halfX, y: y - halfY, width, height }, cost: away + (flat ? 0 : 40) + (Math.abs(at - long / 2) / long) * 60 - Math.min(long, 200) / 10 };
    }
  }
}

function segmentsOf({ points }: Route): readonly Box[] {
  return points.slice(1).map((to, index) => boxOf(points[index]!, to));
}

function boxOf(a: Point, b: Point): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

const grow = ({ x, y, width, height: high }: Box): Box => ({ x: x - clear, y: y - clear, width: width + 2 * clear, height: high + 2 * clear });

/** Whether two boxes, of which one may be a line, share a point. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    || (touches(a.x, a.width, b.x, b.width) && touches(a.y, a.height, b.y, b.height));
}

/** For lines, whose width is nothing: whether one range lies strictly around the other's only point. */
function touches(a: number, lengthA: number, b: number, lengthB: number): boolean {
  return lengthB === 0 ? a < b && b < a + lengthA : lengthA === 0 ? b < a && a < b + lengthB : a < b + lengthB && b < a + lengthA;
}
