type Child = Node | string | undefined | false;

/** Makes an element. What is set is a property, but for `aria-…`, `data-…`, `for` and `role`. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  set: Readonly<Record<string, unknown>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined) continue;
    if (/^(aria-|data-|for$|role$)/.test(name)) element.setAttribute(name, String(value));
    else Reflect.set(element, name, value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Finds an element of the page by its id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}`);
  return element;
}

/** Makes these the children of an element. One that is there already is not touched, and keeps its focus. */
export function put(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

/** Makes a field to search in. */
export function searchField(label: string, search: () => void): HTMLInputElement {
  return h('input', { type: 'search', placeholder: label, 'aria-label': label, oninput: search });
}

/** Says something at the foot of the page, for as long as it takes to read. */
function notify(message: string, isWrong = false): void {
  const notice = byId('notice');
  notice.textContent = message;
  notice.toggleAttribute('data-wrong', isWrong);
  clearTimeout(Number(notice.dataset.timer));
  notice.dataset.timer = String(setTimeout(() => notice.replaceChildren(), 3_000 + message.length * 50));
}

/** Runs what a person asked for, and says why if it fails. */
export function attempt(act: () => Promise<unknown>, done?: string): void {
  act().then(
    () => done && notify(done),
    (error: unknown) => notify(error instanceof Error ? error.message : String(error), true),
  );
}
