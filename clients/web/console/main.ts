import { developmentToken, NoDevelopmentTokens } from '../page/developmentToken.js';
import { element } from '../page/elements.js';
import { Api, consoleScope, developmentTokens } from './api.js';
import { Console } from './console.js';
import { figures } from './figures.js';
import { RealCallView } from './realCallView.js';

const tokenKey = 'signaling.console.token';
const parameters = new URLSearchParams(location.search);

/** `asUser` is who a development token was made for; undefined where the user brought a token. */
async function begin(token: () => Promise<string>, asUser?: string): Promise<void> {
  const api = new Api(token);
  const answer = await api.profiles();
  if ('refusal' in answer && answer.refusal.status === 401) throw new NoDevelopmentTokens();
  element('sign-in').hidden = true;
  const page = new Console(api, 'value' in answer ? answer.value.profiles : []);
  const open = (wanted: string | null) => page.open(figures.find(({ id }) => id === wanted) ?? figures[2]!);
  // For tests, and for the curious at the browser's console.
  Object.assign(window, { signalingConsole: { figures, open } });
  open(parameters.get('figure'));
  const call = new RealCallView(api, asUser);
  const wanted = parameters.get('call');
  if (wanted !== null) {
    location.hash = '#call';
    await call.open(wanted);
  }
}

element('sign-in-form').onsubmit = (event) => {
  event.preventDefault();
  const token = element<HTMLTextAreaElement>('token').value.trim();
  sessionStorage.setItem(tokenKey, token);
  begin(() => Promise.resolve(token)).catch(() => (element('sign-in-error').textContent = 'The edge does not take this token.'));
};

const kept = sessionStorage.getItem(tokenKey);
const user = parameters.get('name') ?? 'operator';
const askForToken = () => (element('sign-in').hidden = false);
if (kept === null) await developmentToken(location.origin, user, consoleScope).then(() => begin(developmentTokens(user), user)).catch(askForToken);
else await begin(() => Promise.resolve(kept)).catch(askForToken);
