import { h } from './dom.js';
import { figures, type Figure } from './figures.js';

/** The gallery: every figure of the documents as a button that opens it. */
export function figuresView(current: string | undefined, open: (figure: Figure) => void): readonly HTMLElement[] {
  const series = [...new Set(figures.map((figure) => figure.series))];
  return series.map((name) =>
    h('section', {}, h('h3', { class: 'series' }, name), h('ul', { class: 'gallery' }, ...figures.filter((figure) => figure.series === name).map((figure) =>
      h('li', {}, h('button', { type: 'button', 'aria-current': figure.id === current ? 'true' : undefined, onclick: () => open(figure) },
        h('strong', {}, nameOf(figure)), h('span', {}, figure.title), h('span', { class: 'quiet' }, flowsOf(figure))))))));
}

/** Such as `Figure 3`; those of Skype for Business have no numbers. */
export const nameOf = ({ id }: Figure): string => (id.startsWith('S') ? `Scenario ${id.slice(1)}` : `Figure ${id}`);

function flowsOf({ flows, rule }: Figure): string {
  const ways = flows.signaling.length === 0 ? 'the network alone' : `signaling ${flows.signaling.join(', ')} · media ${flows.media.join(', ')}`;
  return `${ways} · rule #${rule}`;
}
