/** The element with this id; the page's own markup, so a missing one is a mistake of ours. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`The page has no #${id}.`);
  return found as T;
}

/** Shows one of the three views and names it on the body, for the style. */
export function show(view: 'sign-in' | 'home' | 'call'): void {
  document.body.dataset['view'] = view;
  element('sign-in').hidden = view !== 'sign-in';
  element('home').hidden = view !== 'home';
  element('stage').hidden = view !== 'call';
}

/** A person's initial on a colour of their own. */
export function paintAvatar(avatar: HTMLElement, name: string): void {
  const hue = [...name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 360, 7);
  avatar.style.setProperty('--hue', String(hue));
  avatar.textContent = [...name][0] ?? '?';
}

/** Puts a stream into a video element, and starts it if the browser lets us. */
export function play(video: HTMLVideoElement, stream: MediaStream | null, blocked: () => void = () => undefined): void {
  if (video.srcObject !== stream) video.srcObject = stream;
  if (stream !== null) video.play().catch((error: unknown) => error instanceof DOMException && error.name === 'NotAllowedError' && blocked());
}

/** `m:ss`, or `h:mm:ss`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, String(seconds % 60).padStart(2, '0')];
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}
