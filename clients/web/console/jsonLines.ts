/** Where the parts of a JSON text stand. */
export interface JsonLines {
  /** Line of each member and element, the first line being 1, by paths such as `customerNetworks[0].id`. */
  readonly lines: ReadonlyMap<string, number>;
  /** The first slip of the pen, if the text is no JSON. */
  readonly fault?: { readonly line: number; readonly detail: string };
}

class Slip extends Error {
  constructor(readonly at: number, message: string) {
    super(message);
  }
}

/** Reads a JSON text for where things stand in it; for what stands there, ask JSON.parse. */
export function linesOf(text: string): JsonLines {
  const lines = new Map<string, number>();
  let [line, counted] = [1, 0];
  // Asked from the front to the back: every character is looked at once.
  const lineAt = (position: number) => {
    for (; counted < position; counted++) if (text[counted] === '\n') line++;
    return line;
  };
  try {
    new Reader(text, (path, at) => lines.set(path, lineAt(at))).whole();
    return { lines };
  } catch (slip) {
    if (!(slip instanceof Slip)) throw slip;
    return { lines, fault: { line: text.slice(0, slip.at).split('\n').length, detail: slip.message } };
  }
}

/** The line of a path, or of the nearest thing around it that is there. */
export function lineOf(path: string, { lines }: JsonLines): number {
  let rest = path.replace(/\[\*\].*$/, '');
  while (rest !== '') {
    const line = lines.get(rest);
    if (line !== undefined) return line;
    rest = rest.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, '');
  }
  return 1;
}

class Reader {
  #at = 0;

  constructor(readonly text: string, readonly found: (path: string, at: number) => void) {}

  whole(): void {
    this.#value('');
    this.#space();
    if (this.#at < this.text.length) throw new Slip(this.#at, 'There is something after the end of the document.');
  }

  #value(path: string): void {
    this.#space();
    if (path !== '' && path.endsWith(']')) this.found(path, this.#at);
    switch (this.text[this.#at]) {
      case '{':
        return this.#object(path);
      case '[':
        return this.#array(path);
      case '"':
        this.#string();
        return;
      default:
        this.#word();
    }
  }

  #object(path: string): void {
    this.#at++;
    for (let first = true; ; first = false) {
      this.#space();
      if (first && this.#take('}')) return;
      const at = this.#at;
      if (this.text[at] !== '"') throw new Slip(at, 'A name in quotation marks should stand here.');
      const name = this.#string();
      const inner = path === '' ? name : `${path}.${name}`;
      this.found(inner, at);
      this.#space();
      if (!this.#take(':')) throw new Slip(this.#at, `After "${name}" a colon should stand.`);
      this.#value(inner);
      this.#space();
      if (this.#take('}')) return;
      if (!this.#take(',')) throw new Slip(this.#at, 'A comma or } should stand here.');
    }
  }

  #array(path: string): void {
    this.#at++;
    for (let index = 0; ; index++) {
      this.#space();
      if (index === 0 && this.#take(']')) return;
      this.#value(`${path}[${index}]`);
      this.#space();
      if (this.#take(']')) return;
      if (!this.#take(',')) throw new Slip(this.#at, 'A comma or ] should stand here.');
    }
  }

  #string(): string {
    const match = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.text);
    if (found === null) throw new Slip(this.#at, 'This text has no end on its line, or a \\ that means nothing.');
    this.#at = match.lastIndex;
    return JSON.parse(found[0]) as string;
  }

  #word(): void {
    const match = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    match.lastIndex = this.#at;
    if (match.exec(this.text) === null) throw new Slip(this.#at, 'A value should stand here: text in quotation marks, a number, true, false, null, [ or {.');
    this.#at = match.lastIndex;
  }

  #take(sign: string): boolean {
    if (this.text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.text[this.#at] ?? '')) this.#at++;
  }
}
