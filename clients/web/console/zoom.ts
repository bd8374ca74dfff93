/** How near the picture may be looked at. */
const nearest = 6;
const step = 1.3;
/** The smallest scale at which words can be read: what is wider than the page is scrolled, until somebody asks for the whole. */
const smallest = 0.62;

interface View { x: number; y: number; width: number; height: number }

/** Lets a picture be zoomed and moved: with buttons, keys (+, -, 0, arrows), the wheel with Ctrl, and by dragging. */
export class Zoom {
  readonly #svg: SVGSVGElement;
  #whole: View = { x: 0, y: 0, width: 1, height: 1 };
  #view: View = this.#whole;

  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    svg.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    svg.addEventListener('pointerdown', (event) => this.#drag(event));
    svg.addEventListener('keydown', (event) => this.#key(event));
    svg.addEventListener('focusin', (event) => this.#follow(event));
  }

  /** A picture of another size begins as a whole; of the same size it stays as it is looked at. */
  reset(width: number, height: number): void {
    const same = this.#whole.width === width && this.#whole.height === height;
    this.#whole = { x: 0, y: 0, width, height };
    if (!same) {
      this.#view = this.#whole;
      this.#svg.style.minWidth = `${Math.round(width * smallest)}px`;
    }
    this.#show();
  }

  /** The whole picture, however small. */
  fit(): void {
    this.#svg.style.minWidth = '0';
    this.#view = this.#whole;
    this.#show();
  }

  by(factor: number, at: { x: number; y: number } = { x: this.#view.x + this.#view.width / 2, y: this.#view.y + this.#view.height / 2 }): void {
    const width = Math.min(this.#whole.width, Math.max(this.#whole.width / nearest, this.#view.width / factor));
    const scale = width / this.#view.width;
    this.#view = { x: at.x - (at.x - this.#view.x) * scale, y: at.y - (at.y - this.#view.y) * scale, width, height: this.#view.height * scale };
    this.#show();
  }

  in(): void {
    this.by(step);
  }

  out(): void {
    this.by(1 / step);
  }

  #move(x: number, y: number): void {
    this.#view = { ...this.#view, x: this.#view.x + x, y: this.#view.y + y };
    this.#show();
  }

  #show(): void {
    const { width, height } = this.#view;
    const keep = (value: number, most: number) => Math.min(Math.max(0, value), Math.max(0, most));
    this.#view = { width, height, x: keep(this.#view.x, this.#whole.width - width), y: keep(this.#view.y, this.#whole.height - height) };
    this.#svg.setAttribute('viewBox', `${this.#view.x} ${this.#view.y} ${width} ${height}`);
    this.#svg.classList.toggle('zoomed', width < this.#whole.width);
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    this.by(event.deltaY < 0 ? step : 1 / step, this.#at(event));
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0 || this.#view.width >= this.#whole.width) return;
    let last = this.#at(event);
    const move = (next: PointerEvent) => {
      const now = this.#at(next);
      this.#move(last.x - now.x, last.y - now.y);
      last = this.#at(next);
    };
    const end = () => this.#svg.removeEventListener('pointermove', move);
    this.#svg.addEventListener('pointermove', move);
    addEventListener('pointerup', end, { once: true });
    addEventListener('pointercancel', end, { once: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = this.#view.width / 8;
    const action = { '+': () => this.in(), '=': () => this.in(), '-': () => this.out(), '0': () => this.fit(), ArrowLeft: () => this.#move(-far, 0), ArrowRight: () => this.#move(far, 0), ArrowUp: () => this.#move(0, -far), ArrowDown: () => this.#move(0, far) }[event.key];
    if (action === undefined || (event.key.startsWith('Arrow') && this.#view.width >= this.#whole.width)) return;
    event.preventDefault();
    action();
  }

  /** What gets the focus comes into view. */
  #follow(event: FocusEvent): void {
    if (!(event.target instanceof SVGGraphicsElement) || this.#view.width >= this.#whole.width) return;
    const { x, y, width, height } = event.target.getBBox();
    const view = this.#view;
    if (x >= view.x && y >= view.y && x + width <= view.x + view.width && y + height <= view.y + view.height) return;
    this.#view = { ...view, x: x + width / 2 - view.width / 2, y: y + height / 2 - view.height / 2 };
    this.#show();
  }

  #at({ clientX, clientY }: MouseEvent): { x: number; y: number } {
    const matrix = this.#svg.getScreenCTM();
    return matrix === null ? { x: 0, y: 0 } : new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  }
}
