import type { Box, PlacedNode, PlacedZone, Point, Route } from './arrange.js';
import type { Badge } from './badges.js';
import type { Picture } from './picture.js';
import type { NodeKind } from './zones.js';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Drawn in a field of 18 by 18. */
const icons: Record<NodeKind, string> = {
  user: 'M9 2.500a3.3 3.3 0 1 1 0 6.600a3.3 3.3 0 0 1 0-6.600zM2.5 16c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5z',
  phone: 'M5 2.5 7 6 5.5 7.500a10 10 0 0 0 5 5L12 11l3.5 2v2c0 .6-.5 1-1.1 1C8 16 2 10 2 3.600c0-.6.4-1.1 1-1.100z',
  server: 'M3 3h12v5H3zM3 10h12v5H3zM5.5 5.500h1M5.5 12.500h1',
  relay: 'M2 6h11m-3-3 3 3-3 3M16 12H5m3-3-3 3 3 3',
  media: 'M3 4h12v10H3zM7.5 6.500v5l4-2.500z',
  gateway: 'M3 3v12M15 3v12M3 9h12M6 6.5 3.5 9 6 11.500M12 6.5 14.5 9 12 11.5',
  vpn: 'M4 8h10v7H4zM6 8V6a3 3 0 0 1 6 0v2',
  sbc: 'M9 2l6 2.500v4.500c0 3.5-2.5 5.8-6 7-3.5-1.2-6-3.5-6-7V4.500z',
  names: 'M9 2.500a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM2.5 9h13M9 2.500c-4 4-4 9 0 13M9 2.500c4 4 4 9 0 13',
};

/** Puts a picture into an `svg` element, in place of what was there. Nodes and arrows can be reached by keyboard, and each says what it is. */
export function render(svg: SVGSVGElement, picture: Picture): void {
  svg.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
  svg.setAttribute('aria-label', picture.summary);
  svg.replaceChildren(
    definitions(svg.id),
    ...picture.zones.map(zone),
    ...picture.tubes.map(tube),
    ...picture.groups.map((group) => make('g', { class: 'region' }, make('rect', { ...box(group), rx: 8 }), text(group.x + 12, group.y + 17, group.title, group.width - 20, 'small'))),
    ...picture.nodes.map(node),
    ...picture.routes.map((one) => route(svg.id, one, picture.badges.find(({ link }) => link === one.link))),
  );
  fit(svg);
}

function zone({ kind, title, notes, walled, band, ...shape }: PlacedZone): SVGElement {
  const group = make('g', { class: `zone ${kind}` });
  group.append(band === undefined ? make('rect', { ...box(shape), rx: 12 }) : make('path', { d: ell(shape, band) }));
  if (walled) group.append(make('path', { class: 'wall', d: `M${shape.x + 12} ${shape.y - 5}H${shape.x + shape.width - 12}` }));
  const top = kind === 'service' ? shape.y + 20 : shape.y + shape.height - 28;
  group.append(text(shape.x + 16, top, title, shape.width - 28, 'title'));
  if (notes.length > 0) group.append(text(kind === 'service' ? shape.x + 160 : shape.x + 16, kind === 'service' ? top : top + 17, notes.join(' · '), shape.width - 28, 'small'));
  return group;
}

/** The Internet: a band over the customers, and a column for who is on it. */
function ell(column: Box, band: Box): string {
  const [right, bottom] = [band.x + band.width, band.y + band.height];
  return `M${band.x} ${band.y}H${right}V${bottom}H${column.x + column.width}V${column.y + column.height}H${column.x}V${bottom}H${band.x}Z`;
}

function tube({ x, y, width, height }: Box): SVGElement {
  const label = text(0, 0, 'Private circuit', height, 'small');
  label.setAttribute('transform', `translate(${x + 18} ${y + height / 2}) rotate(-90)`);
  label.setAttribute('text-anchor', 'middle');
  const group = make('g', { class: 'tube', tabindex: 0, role: 'img', 'aria-label': 'Private circuit between the customer network and the service' });
  group.append(make('rect', { x, y: y - 6, width, height: height + 12, rx: 6 }), label);
  return group;
}

function node({ id, kind, label, detail, ...shape }: PlacedNode): SVGElement {
  const group = make('g', { class: `node ${kind}`, tabindex: 0, role: 'img', 'aria-label': `${label}, ${detail}`, 'data-node': id });
  group.append(
    make('rect', { ...box(shape), rx: kind === 'user' || kind === 'phone' ? 22 : 6 }),
    make('path', { class: 'icon', d: icons[kind], transform: `translate(${shape.x + 10} ${shape.y + 16})` }),
    text(shape.x + 34, shape.y + 23, label, shape.width - 40, 'name'),
    text(shape.x + 34, shape.y + 39, detail, shape.width - 40, 'small'),
  );
  return group;
}

function route(owner: string, { link, points }: Route, badge: Badge | undefined): SVGElement {
  const group = make('g', { class: `flow ${link.traffic}${link.inScope ? '' : ' aside'}`, 'data-link': link.id, 'data-from': link.from, 'data-to': link.to });
  if (link.traffic !== 'trunk') for (const [name, value] of Object.entries({ tabindex: 0, role: 'img', 'aria-label': link.text })) group.setAttribute(name, String(value));
  const marker = `url(#${owner}-${link.inScope ? link.traffic : 'aside'})`;
  const d = rounded(points);
  group.append(make('path', { class: 'halo', d }));
  const line = make('path', { class: 'line', d });
  if (link.arrow === 'forward' || link.arrow === 'both') line.setAttribute('marker-end', marker);
  if (link.arrow === 'back' || link.arrow === 'both') line.setAttribute('marker-start', marker);
  group.append(line);
  if (badge !== undefined) {
    const label = make('text', { x: badge.x + badge.width / 2, y: badge.y + badge.height / 2 + 4.5, 'text-anchor': 'middle' });
    label.textContent = badge.text;
    group.append(make('g', { class: 'badge' }, make('rect', { ...box(badge), rx: link.traffic === 'media' ? badge.height / 2 : 3 }), label));
  }
  const title = make('title', {});
  title.textContent = link.text;
  group.prepend(title);
  return group;
}

/** A way with its corners rounded. */
function rounded(points: readonly Point[]): string {
  const parts = [`M${points[0]!.x} ${points[0]!.y}`];
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const radius = Math.min(7, distance(before, corner) / 2, distance(corner, after) / 2);
    const [into, out] = [towards(corner, before, radius), towards(corner, after, radius)];
    parts.push(`L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`);
  }
  const last = points.at(-1)!;
  return [...parts, `L${last.x} ${last.y}`].join('');
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

/** Arrow heads, each picture's own: those of a picture that is hidden are drawn nowhere. */
function definitions(owner: string): SVGElement {
  const definitions = make('defs', {});
  for (const name of ['signaling', 'media', 'aside']) {
    const marker = make('marker', { id: `${owner}-${name}`, class: `arrow ${name}`, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse' });
    marker.append(make('path', { d: 'M0 0.5 10 5 0 9.500z' }));
    definitions.append(marker);
  }
  return definitions;
}

const box = ({ x, y, width, height }: Box) => ({ x, y, width, height });

/** Text that stays in its width; `fit` sees to that once it is there and has a font. */
function text(x: number, y: number, words: string, width: number, kind: 'title' | 'name' | 'small'): SVGElement {
  const element = make('text', { x, y, class: kind, 'data-width': width });
  element.textContent = words;
  return element;
}

/** Cuts words that are wider than their box; what is cut off stands in the tooltip. */
function fit(svg: SVGSVGElement): void {
  // Not the text's own length: that is nothing while another view is shown, and pictures are drawn then too.
  const measure = document.createElement('canvas').getContext('2d')!;
  const lengthOf = (words: string) => measure.measureText(words).width;
  for (const element of svg.querySelectorAll<SVGTextElement>('text[data-width]')) {
    const [words, width] = [element.textContent ?? '', Number(element.dataset['width'])];
    measure.font = getComputedStyle(element).font;
    if (lengthOf(words) <= width) continue;
    let cut = words;
    for (let keep = words.length - 1; keep > 0 && lengthOf(cut) > width; keep--) cut = `${words.slice(0, keep).trimEnd()}…`;
    element.textContent = cut;
    const title = make('title', {});
    title.textContent = words;
    element.append(title);
  }
}

function make(name: string, attributes: Readonly<Record<string, string | number>>, ...children: readonly SVGElement[]): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
