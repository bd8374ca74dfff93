import { element } from '../page/elements.js';
import type { Api } from './api.js';
import { litBy } from './links.js';
import { pictureOf } from './picture.js';
import { planView } from './planView.js';
import { render } from './render.js';
import { whatIfPanel } from './whatIfPanel.js';
import type { Case } from './whatIf.js';
import type { NetworkDocument, Profile, Refusal, RoutePlan } from './wire.js';
import { planInWords, refusalInWords } from './words.js';
import { Zoom } from './zoom.js';

/** After a question the next one waits so long, so that changes that follow each other are asked about together; in milliseconds. */
const patienceMs = 200;

/** The picture with its panel and its plan: shows a case, and asks the service which way its call goes. */
export class PictureView {
  readonly #api: Api;
  readonly #change: (next: Case, note?: string) => void;
  readonly #svg = document.querySelector<SVGSVGElement>('#drawing')!;
  readonly #zoom = new Zoom(this.#svg);
  #case: Case | undefined;
  #alone = false;
  #plan: RoutePlan | undefined;
  #step: number | undefined;
  #asking: AbortController | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked = Number.NEGATIVE_INFINITY;

  constructor(api: Api, change: (next: Case, note?: string) => void) {
    this.#api = api;
    this.#change = change;
    element('zoom-in').onclick = () => this.#zoom.in();
    element('zoom-out').onclick = () => this.#zoom.out();
    element('zoom-fit').onclick = () => this.#zoom.fit();
    element('print').onclick = () => print();
    element('what-if').onsubmit = (event) => event.preventDefault();
  }

  /** Shows a case, planned in `network`, which is its own and what is stored beside it; `alone` is that without the call. */
  show(next: Case, network: NetworkDocument, alone: boolean, title: string, profiles: readonly Profile[], note?: string): void {
    this.#case = { ...next, network };
    this.#alone = alone;
    this.#step = undefined;
    element('picture-title').textContent = title;
    element('state').textContent = note ?? '';
    this.#keepFocus(element('what-if-body'), () => element('what-if-body').replaceChildren(...whatIfPanel(next, network.trunks ?? [], profiles, this.#change)));
    clearTimeout(this.#waiting);
    this.#asking?.abort();
    document.body.dataset['plan'] = 'asking';
    this.#waiting = setTimeout(() => void this.#ask(this.#case!), Math.max(0, this.#asked + patienceMs - performance.now()));
  }

  async #ask({ network, scenario }: Case): Promise<void> {
    this.#asked = performance.now();
    if (this.#alone) return this.#tell(undefined, undefined);
    const asking = (this.#asking = new AbortController());
    try {
      const answer = await this.#api.plan(network, scenario, asking.signal);
      if (!asking.signal.aborted) this.#tell('value' in answer ? answer.value : undefined, 'refusal' in answer ? answer.refusal : undefined);
    } catch {
      // Asked again meanwhile.
    }
  }

  #tell(plan: RoutePlan | undefined, refusal: Refusal | undefined): void {
    this.#plan = plan;
    element('refusal').hidden = refusal === undefined;
    element('refusal').textContent = refusal === undefined ? '' : `${refusal.code === 'network_invalid' ? 'This network cannot be planned with' : 'No such call here'}: ${refusalInWords(refusal)}${refusal.code === 'network_invalid' ? ' The document shows all of it, line by line.' : ''}`;
    element('picture-subtitle').textContent = plan !== undefined ? planInWords(plan) : refusal !== undefined ? 'There is no plan.' : 'The network, without a call.';
    this.#draw();
    document.body.dataset['plan'] = refusal?.code ?? (plan === undefined ? 'none' : 'there');
  }

  #draw(): void {
    const { network, scenario } = this.#case!;
    const picture = pictureOf(network, scenario, this.#plan, this.#step);
    render(this.#svg, picture);
    this.#zoom.reset(picture.width, picture.height);
    if (this.#step !== undefined) {
      const lit = litBy(this.#step, scenario);
      for (const { link } of picture.routes) {
        if (link.traffic !== 'trunk') this.#svg.querySelector(`[data-link="${CSS.escape(link.id)}"]`)?.classList.add(lit(link) ? 'lit' : 'dim');
      }
    }
    const details = element('details');
    this.#keepFocus(details, () => details.replaceChildren(...(this.#plan === undefined ? [] : planView(this.#plan, scenario, this.#step, (step) => {
      this.#step = step;
      this.#draw();
    }))));
  }

  /** Puts the focus back where it was by name or position, for what is drawn anew under somebody's fingers. */
  #keepFocus(within: HTMLElement, redraw: () => void): void {
    const all = () => [...within.querySelectorAll<HTMLElement>('button, input, select')];
    const focused = document.activeElement instanceof HTMLElement && within.contains(document.activeElement) ? document.activeElement : undefined;
    const position = focused === undefined ? -1 : all().indexOf(focused);
    const name = focused?.getAttribute('name');
    redraw();
    if (focused === undefined) return;
    (all().find((one) => name != null && one.getAttribute('name') === name) ?? all()[position])?.focus();
  }
}
