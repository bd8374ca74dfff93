import { element } from '../page/elements.js';
import { developmentTokens, Api, type Answer } from './api.js';
import { h } from './dom.js';
import { pictureOf } from './picture.js';
import { expectedOf, realOf, scenarioOf, type CallFlows, type CallSide } from './realCall.js';
import { render } from './render.js';
import { ruleInWords } from './rules.js';
import type { NetworkDocument, Segment } from './wire.js';
import { places, refusalInWords, severities } from './words.js';
import { Zoom } from './zoom.js';

const segments: Readonly<Record<Segment, string>> = { local: 'local', internet: 'Internet', expressRoute: 'circuit', serviceBackbone: 'backbone' };
const kinds = { direct: 'direct', directThroughNat: 'direct, through NAT', relayed: 'by relay', relayedTwice: 'by two relays' } as const;

/** A real call: drawn as it went and as it was expected, with the reasons. */
export class RealCallView {
  readonly #svg = document.querySelector<SVGSVGElement>('#call-drawing')!;
  readonly #zoom = new Zoom(this.#svg);
  readonly #id = element<HTMLInputElement>('call-id');
  readonly #user = element<HTMLInputElement>('call-user');
  #api: Api;
  #call: CallFlows | undefined;
  #network: NetworkDocument = {};

  /** `user` is whose calls are shown; undefined where the page's own token says. */
  constructor(api: Api, user: string | undefined) {
    this.#api = api;
    element('call-user-part').hidden = user === undefined;
    this.#user.value = user ?? '';
    this.#user.onchange = () => {
      this.#api = new Api(developmentTokens(this.#user.value));
      void this.#list();
    };
    element('call-form').onsubmit = (event) => {
      event.preventDefault();
      void this.open(this.#id.value.trim());
    };
    for (const choice of document.querySelectorAll<HTMLInputElement>('[name="call-way"]')) choice.onchange = () => this.#draw();
    void this.#list();
  }

  async open(id: string): Promise<void> {
    if (id === '') return this.#say('Which call? Its id stands in the answer to the invite, and in every event.');
    this.#id.value = id;
    const answer = await this.#api.get<CallFlows>(`/v1/calls/${encodeURIComponent(id)}/flows`);
    if ('refusal' in answer) {
      element('call-shown').hidden = true;
      return this.#say(answer.refusal.status === 404 ? 'No such call, or not one of this user.' : refusalInWords(answer.refusal));
    }
    this.#call = answer.value;
    this.#network = { profile: answer.value.profile, ...(answer.value.networkDescribed ? await this.#live() : {}) };
    this.#say('');
    element('call-shown').hidden = false;
    this.#draw();
  }

  async #list(): Promise<void> {
    const answer = await this.#api.get<{ readonly calls: readonly { readonly id: string; readonly state: string; readonly to: string; readonly from: { readonly user: string } }[] }>('/v1/calls?limit=20');
    if ('refusal' in answer) return this.#say(refusalInWords(answer.refusal));
    element('call-recent').replaceChildren(...answer.value.calls.map(({ id, state, from, to }) => h('option', { value: id }, `${from.user} to ${to}, ${state}`)));
    this.#say(answer.value.calls.length === 0 ? 'This user has no calls yet.' : `${answer.value.calls.length} recent calls to choose from.`);
  }

  /** The network that calls follow, as far as this token may read it. */
  async #live(): Promise<NetworkDocument> {
    const list = await this.#api.get<{ readonly live?: string | null }>('/v1/networks');
    if ('refusal' in list || list.value.live == null) return {};
    const found: Answer<{ readonly network: NetworkDocument }> = await this.#api.get(`/v1/networks/${encodeURIComponent(list.value.live)}`);
    return 'value' in found ? found.value.network : {};
  }

  #draw(): void {
    const call = this.#call!;
    const real = document.querySelector<HTMLInputElement>('[name="call-way"]:checked')?.value === 'real';
    const plan = real ? realOf(call) : expectedOf(call);
    const picture = pictureOf(this.#network, scenarioOf(call), plan);
    render(this.#svg, picture);
    this.#zoom.reset(picture.width, picture.height);
    const missing = plan !== undefined ? '' : real ? 'No device has reported its path yet.' : (call.notPlanned?.detail ?? 'There is no plan.');
    this.#say([missing, ...call.notes].filter((words) => words !== '').join(' '));
    element('call-details').replaceChildren(...call.participants.map(sideView), stepsView(call));
    document.body.dataset['call'] = call.callId;
  }

  #say(words: string): void {
    element('call-said').textContent = words;
  }
}

function sideView({ user, role, place, expected, real, summary, why, asExpected }: CallSide): HTMLElement {
  const flows = (all: readonly string[]) => all.flatMap((flow) => [h('span', { class: 'flow-number media' }, flow), document.createTextNode(' ')]);
  const path = (all: readonly Segment[]) => all.map((segment) => segments[segment]).join(', ');
  const verdict = asExpected == null ? 'not known yet' : asExpected ? 'as expected' : 'not as expected';
  return h('section', { class: 'card' },
    h('h3', {}, `${user}, ${role}, ${places[place.location]}${place.network == null ? '' : ` ${place.network}`}`),
    h('p', {}, summary),
    h('table', {}, h('tbody', {},
      h('tr', {}, h('th', { scope: 'row' }, 'Expected'), h('td', {}, ...(expected == null ? ['no plan'] : [...flows(expected.flows), `${path(expected.path)}, ${expected.transport.toUpperCase()}`]))),
      h('tr', {}, h('th', { scope: 'row' }, 'Real'), h('td', {}, ...(real == null ? ['not reported'] : [...flows(real.flows), realInWords(real, path(real.path))]))),
      h('tr', {}, h('th', { scope: 'row' }, 'So it is'), h('td', {}, verdict)))),
    why.length > 0 && h('ul', {}, ...why.map(({ severity, because, fix, rule }) =>
      h('li', {}, h('span', { class: `severity ${severity}` }, `${severities[severity]}: `), `because ${because}; ${fix} `, h('span', { class: 'quiet', title: ruleInWords(rule) }, `(#${rule})`)))));
}

function realInWords({ kind, transport, relay, roundTripMilliseconds }: NonNullable<CallSide['real']>, path: string): string {
  return [kinds[kind], path, transport?.toUpperCase(), relay, roundTripMilliseconds == null ? undefined : `${Math.round(roundTripMilliseconds)} ms`].filter((part) => part != null && part !== '').join(', ');
}

function stepsView({ steps }: CallFlows): HTMLElement {
  const rows = steps.map(({ number, name, flows }) => h('li', { class: 'step' }, h('span', {}, `${number}.`), h('span', {}, name),
    h('span', {}, ...flows.flatMap(({ user, flows: all, done }) => [h('span', {}, `${user} `), ...all.flatMap((flow) => [h('span', { class: 'flow-number' }, flow), document.createTextNode(' ')]), h('span', { class: 'quiet' }, done ? 'done ' : 'not seen ')]))));
  return h('section', { class: 'card' }, h('h3', {}, 'The call, step by step'), h('ol', {}, ...rows));
}
