import { developmentToken, NoDevelopmentTokens } from '../page/developmentToken.js';
import { element } from '../page/elements.js';
import { Api, developmentTokens } from './api.js';
import { figures, type Figure } from './figures.js';
import { figuresView, nameOf } from './figuresView.js';
import { PictureView } from './pictureView.js';
import type { Profile } from './wire.js';
import type { Case } from './whatIf.js';

const views = ['picture', 'figures'] as const;
const tokenKey = 'signaling.console.token';
const parameters = new URLSearchParams(location.search);

let figure: Figure | undefined;
let current: Case;
let alone = false;
let profiles: readonly Profile[] = [];
let picture: PictureView;

/** For tests, and for the curious at the browser's console. */
Object.assign(window, { figures });

/** Opens a figure: its network, and its call if it has one. */
function open(next: Figure): void {
  figure = next;
  alone = next.scenario === undefined;
  current = { network: next.network, scenario: next.scenario ?? { kind: 'oneToOne', participants: [{ id: 'alice', location: 'customerNetwork' }, { id: 'bob', location: 'internet' }] } };
  show();
}

function change(next: Case, note?: string): void {
  current = next;
  alone = false;
  show(note);
}

function show(note?: string): void {
  const title = figure === undefined ? 'A network' : `${nameOf(figure)}: ${figure.title}`;
  picture.show(current, alone, title, profiles, note);
  element('figures-list').replaceChildren(...figuresView(figure?.id, (one) => {
    open(one);
    location.hash = '#picture';
  }));
}

function navigate(): void {
  const wanted = views.find((view) => `#${view}` === location.hash) ?? 'picture';
  for (const view of views) element(view).hidden = view !== wanted;
  for (const link of element('views').querySelectorAll('a')) {
    if (link.hash === `#${wanted}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function begin(token: () => Promise<string>): Promise<void> {
  const api = new Api(token);
  const answer = await api.profiles();
  if ('refusal' in answer && answer.refusal.status === 401) throw new NoDevelopmentTokens();
  if ('value' in answer) profiles = answer.value.profiles;
  picture = new PictureView(api, change);
  element('sign-in').hidden = true;
  addEventListener('hashchange', navigate);
  open(figures.find(({ id }) => id === parameters.get('figure')) ?? figures[2]!);
  navigate();
}

element('sign-in-form').onsubmit = (event) => {
  event.preventDefault();
  const token = element<HTMLTextAreaElement>('token').value.trim();
  sessionStorage.setItem(tokenKey, token);
  begin(() => Promise.resolve(token)).catch(() => (element('sign-in-error').textContent = 'The edge does not take this token.'));
};

const kept = sessionStorage.getItem(tokenKey);
const user = parameters.get('name') ?? 'operator';
if (kept === null) await developmentToken(location.origin, user).then(() => begin(developmentTokens(user))).catch(() => (element('sign-in').hidden = false));
else await begin(() => Promise.resolve(kept)).catch(() => (element('sign-in').hidden = false));
