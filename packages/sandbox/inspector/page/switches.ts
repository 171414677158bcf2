import { control } from './control.ts';
import { attempt, byId, h, put, searchField } from './dom.ts';
import { at, items, show, text } from './json.ts';
import { countInTab } from './tabs.ts';

export interface SwitchesView {
  show(switches: readonly unknown[]): void;
}

interface SwitchCard {
  readonly element: HTMLElement;
  update(one: unknown): void;
  /** Shows the value again that the sandbox has, after another was refused. */
  restore(): void;
}

type Set = (switches: readonly unknown[]) => void;

/** Every question that the vendors leave open, with the answer that the sandbox takes. */
export function switchesView(): SwitchesView {
  const filter = searchField('Filter switches', () => render());
  const changed = h('input', { type: 'checkbox', onchange: () => render() });
  const list = h('div', { className: 'scroll' });
  const restore = h('button', { type: 'button', className: 'quiet' }, 'All to default');
  byId('switches').replaceChildren(
    h(
      'div',
      { className: 'bar' },
      h('div', { className: 'row' }, h('h2', { className: 'grow' }, 'Switches'), restore),
      h('p', { className: 'faint' }, 'What no vendor documents, and how the sandbox takes it.'),
      filter,
      h('label', { className: 'row' }, changed, 'Only those that are not at their default'),
    ),
    list,
  );
  const none = h('p', { className: 'empty' }, 'No switch is like that.');
  const cards = new Map<string, SwitchCard>();
  let all: readonly unknown[] = [];
  const set: Set = (wanted) =>
    attempt(async () => {
      try {
        update(items(await control('PATCH', '/switches', changeOf(wanted))));
      } catch (error) {
        for (const one of wanted) cards.get(text(one, 'name'))?.restore();
        throw error;
      }
    });
  restore.addEventListener('click', () =>
    set(all.filter(isChanged).map((one) => ({ name: text(one, 'name'), value: at(one, 'byDefault') }))),
  );
  function render(): void {
    const words = filter.value.toLowerCase();
    const wanted = all.filter(
      (one) => JSON.stringify(one).toLowerCase().includes(words) && (!changed.checked || isChanged(one)),
    );
    const found = wanted.flatMap((one) => cards.get(text(one, 'name'))?.element ?? []);
    put(list, found.length > 0 ? found : [none]);
  }
  function update(switches: readonly unknown[]): void {
    all = switches;
    for (const one of all) {
      const name = text(one, 'name');
      const card = cards.get(name) ?? switchCard(one, set);
      cards.set(name, card);
      card.update(one);
    }
    const count = all.filter(isChanged).length;
    countInTab('switches', count, 'Switches that are not at their default');
    restore.disabled = count === 0;
    render();
  }
  return { show: update };
}

function isChanged(one: unknown): boolean {
  return at(one, 'value') !== at(one, 'byDefault');
}

/** Makes the body that sets switches: `{ vendor: { option: value } }`. */
function changeOf(switches: readonly unknown[]) {
  const entries = switches.map((one) => [...text(one, 'name').split('.'), at(one, 'value')] as const);
  const vendors = Map.groupBy(entries, ([vendor]) => vendor);
  return Object.fromEntries(
    [...vendors].map(([vendor, own]) => [vendor, Object.fromEntries(own.map(([, option, value]) => [option, value]))]),
  );
}

function switchCard(one: unknown, set: Set): SwitchCard {
  const name = text(one, 'name');
  const choose = (value: unknown) => set([{ name, value }]);
  const { input, write } = valueInput(one, choose);
  const restore = h(
    'button',
    {
      type: 'button',
      className: 'quiet',
      'aria-label': `${name}: default`,
      onclick: () => choose(at(one, 'byDefault')),
    },
    'Default',
  );
  let shown: unknown;
  const element = h(
    'div',
    { className: 'card' },
    h('h3', {}, h('code', {}, name)),
    h('p', {}, text(one, 'meaning')),
    text(one, 'sentence') !== '' && h('blockquote', {}, text(one, 'sentence')),
    h('div', { className: 'control' }, input, restore),
  );
  return {
    element,
    update(now) {
      const isOff = isChanged(now);
      element.toggleAttribute('data-changed', isOff);
      restore.disabled = !isOff;
      // A person may be typing there.
      if (at(now, 'value') !== shown) write(at(now, 'value'));
      shown = at(now, 'value');
    },
    restore: () => write(shown),
  };
}

function valueInput(one: unknown, choose: (value: unknown) => void) {
  const label = text(one, 'name');
  const byDefault = at(one, 'byDefault');
  if (typeof byDefault === 'number') {
    // The largest number that JavaScript counts exactly stands for none.
    const isOpen = byDefault === Number.MAX_SAFE_INTEGER;
    const input = h('input', {
      type: 'number',
      step: 1,
      'aria-label': label,
      placeholder: isOpen ? 'no maximum' : String(byDefault),
    });
    input.addEventListener('change', () => choose(input.value === '' ? byDefault : Number(input.value)));
    const write = (value: unknown) => {
      input.value = value === Number.MAX_SAFE_INTEGER ? '' : String(value);
    };
    return { input, write };
  }
  const given = typeof byDefault === 'boolean' ? [false, true] : items(at(one, 'choices'));
  const words = (choice: unknown) =>
    `${typeof choice === 'boolean' ? (choice ? 'yes' : 'no') : show(choice)}${choice === byDefault ? ' (default)' : ''}`;
  const options = given.map((choice) => h('option', { value: JSON.stringify(choice) }, words(choice)));
  const input = h('select', { 'aria-label': label }, ...options);
  input.addEventListener('change', () => choose(JSON.parse(input.value)));
  const write = (value: unknown) => {
    input.value = JSON.stringify(value);
  };
  return { input, write };
}
