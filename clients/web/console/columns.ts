import { grid, isUpper, slotOf, type Stretch, type Way } from './ways.js';
import type { Zone } from './zones.js';

const nodeWidth = 144;
/** So wide a node becomes for what stands in it; longer words are cut, and stand whole in the tooltip and in the table of ways. */
const widestForWords = 272;
/** About what a character takes, and what stands beside the words, in the picture's units. */
const [nameStep, detailStep, besideWords] = [8.4, 7, 42];
const pad = 16;

/** Nothing comes nearer to the picture's edge. */
export const margin = 16;

/** Who stands where from left to right. */
export interface Columns {
  readonly boxes: ReadonlyMap<string, Stretch>;
  readonly zones: ReadonlyMap<string, Stretch>;
  readonly groups: readonly (Stretch & { readonly zone: string; readonly title: string })[];
  readonly tubes: ReadonlyMap<string, Stretch>;
  readonly width: number;
}

/** Puts zones and their places side by side, as wide as their lines need. */
export function columnsOf(zones: readonly Zone[], ways: readonly Way[]): Columns {
  const widthOf = widthsFor(zones, ways);
  const boxes = new Map<string, Stretch>();
  const spans = new Map<string, Stretch>();
  const tubes = new Map<string, Stretch>();
  let x = margin;
  for (const zone of zones.filter((one) => !isUpper(one))) {
    const start = x;
    x += pad;
    if (zone.circuit) {
      const width = 2 * grid + Math.max(2 * grid, ways.reduce((sum, way) => sum + (way.tube?.zone === zone.id ? slotOf(way) : 0), 0));
      tubes.set(zone.id, { x, width });
      x += width + grid;
    }
    for (const { id } of zone.groups.flatMap(({ places }) => places)) {
      const width = up(widthOf(id));
      boxes.set(id, { x, width });
      x += width + grid;
    }
    x = Math.max(x - grid + pad, start + up(titleWidth(zone)));
    spans.set(zone.id, { x: start, width: x - start });
    x += 2 * grid;
  }

  const lower = x - 2 * grid;
  const service = zones.find(isUpper)!;
  const inner = service.groups.map(({ places }) => places.reduce((sum, { id }) => sum + up(widthOf(id)) + grid, grid));
  const needed = inner.reduce((sum, width) => sum + width + 2 * grid, 0) + 2 * grid;
  // The service stretches over everything; its regions stand in the middle of it, half a step beside the grid of what is below,
  // and to the right of the first circuit: else what goes by the Internet would cross the tube on its way there.
  const [first] = tubes.values();
  const clear = first === undefined ? 0 : up(first.x + first.width + grid);
  const begin = Math.max(up((Math.max(lower + margin, needed + 2 * margin) - needed) / 2), clear);
  const width = Math.max(lower + margin, begin + needed + margin);
  spans.set(service.id, { x: margin, width: width - 2 * margin });
  let at = begin + 2 * grid + grid / 2;
  const groups = service.groups.map(({ title, places }, index) => {
    const group = { zone: service.id, title, x: at, width: inner[index]! };
    let left = at + grid;
    for (const { id } of places) {
      boxes.set(id, { x: left, width: up(widthOf(id)) });
      left += up(widthOf(id)) + grid;
    }
    at += inner[index]! + 2 * grid;
    return group;
  });
  return { boxes, zones: spans, groups, tubes, width };
}

const up = (value: number): number => Math.ceil(value / grid) * grid;
const titleWidth = ({ title }: Zone): number => 2 * pad + title.length * 9.6;

/** A node is wide enough for its words, within reason, and for all lines that end on one of its sides. */
function widthsFor(zones: readonly Zone[], ways: readonly Way[]): (id: string) => number {
  const places = zones.flatMap(({ groups }) => groups.flatMap((group) => group.places));
  const words = new Map(places.map(({ id, label, detail }) => [id, Math.min(widestForWords, besideWords + Math.max(label.length * nameStep, detail.length * detailStep))]));
  const ports = new Map<string, number>();
  for (const { ends } of ways) for (const { node, side } of ends) ports.set(`${node} ${side}`, (ports.get(`${node} ${side}`) ?? 0) + 1);
  return (id) => Math.max(nodeWidth, words.get(id) ?? 0, grid * (1 + Math.max(ports.get(`${id} top`) ?? 0, ports.get(`${id} bottom`) ?? 0)));
}
