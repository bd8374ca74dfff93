type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void) | undefined>>;

/** An element with attributes, listeners (`onclick` and the like) and children. Text is text, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child != null && child !== false));
  return element;
}

/** A choice of a few, as the user sees and the program knows them. */
export function choice<T extends string>(label: string, name: string, value: T, options: readonly (readonly [T, string])[], change: (value: T) => void): HTMLElement {
  const select = h('select', { name, onchange: () => change(select.value as T) }, ...options.map(([key, words]) => h('option', { value: key, selected: key === value }, words)));
  return h('label', { class: 'field' }, label, select);
}

/** Something that is on or off. */
export function check(label: string, name: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  const box = h('input', { type: 'checkbox', name, checked: on, onchange: () => change(box.checked) });
  return h('label', { class: 'check' }, box, label);
}

/** A line of words; taken when it is left, or with Enter. */
export function words(label: string, name: string, value: string, placeholder: string, change: (value: string) => void): HTMLElement {
  const input = h('input', { name, value, placeholder, maxlength: 400, autocomplete: 'off', spellcheck: 'false', onchange: () => change(input.value.trim()) });
  return h('label', { class: 'field' }, label, input);
}
