import { control } from './control.ts';
import { attempt, byId, h, put, searchField } from './dom.ts';
import { at, isObject, items, show, text } from './json.ts';

/** As many as the sandbox keeps. */
const MOST_KEPT = 1_000;
const MOST_SHOWN = 200;

/** What becomes of a call, in the order of the filter. */
const VERDICTS = ['answered', 'refused', 'invalid', 'planned', 'fault', 'sandbox-fault'];

export interface JournalView {
  add(entry: unknown): void;
  /** Shows these entries in place of all others. */
  show(entries: readonly unknown[]): void;
}

/** An entry, and what is made of it once it is asked for. */
interface Row {
  readonly entry: unknown;
  readonly verdict: string;
  text?: string;
  element?: HTMLElement;
}

/** The live list of exchanges, filtered by what they came to and by any text. */
export function journalView(cleared: () => void): JournalView {
  const filter = searchField('Filter by operation, path or text', soon);
  const list = h('div', { className: 'scroll', role: 'log', 'aria-label': 'Exchanges' });
  const clear = h('button', { type: 'button', className: 'quiet' }, 'Clear');
  clear.addEventListener('click', () => attempt(() => control('DELETE', '/journal').then(cleared)));
  const off = new Set<string>();
  const chips = VERDICTS.map((verdict) => verdictChip(verdict, off, soon));
  byId('journal').replaceChildren(
    h(
      'div',
      { className: 'bar' },
      h('div', { className: 'row' }, h('h2', { className: 'grow' }, 'Journal'), clear),
      filter,
      h('div', { className: 'chips', role: 'group', 'aria-label': 'Verdicts' }, ...chips.map(({ button }) => button)),
    ),
    list,
  );
  const none = h('p', { className: 'empty' });
  const more = h('p', { className: 'empty' });
  let kept: Row[] = [];
  let isDue = false;

  /** Many entries in one moment are drawn once. */
  function soon(): void {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      render();
    });
  }
  function render(): void {
    for (const chip of chips) chip.count(kept.filter(({ verdict }) => verdict === chip.verdict).length);
    const words = filter.value.toLowerCase();
    const wanted = kept.filter((row) => !off.has(row.verdict) && (words === '' || textOf(row).includes(words)));
    const shown = wanted.slice(-MOST_SHOWN).reverse().map(elementOf);
    none.textContent = kept.length > 0 ? 'No call is like that.' : 'Calls of the APIs appear here as they are made.';
    more.textContent = `${wanted.length - shown.length} earlier ones are not shown: the filter finds them.`;
    put(list, [...shown, ...(wanted.length > shown.length ? [more] : []), ...(shown.length === 0 ? [none] : [])]);
  }
  render();
  return {
    add(entry) {
      kept.push(rowOf(entry));
      if (kept.length > MOST_KEPT) kept.shift();
      soon();
    },
    show(entries) {
      kept = entries.map(rowOf);
      soon();
    },
  };
}

function rowOf(entry: unknown): Row {
  return { entry, verdict: text(entry, 'verdict') };
}

function textOf(row: Row): string {
  row.text ??= JSON.stringify(row.entry).toLowerCase();
  return row.text;
}

function elementOf(row: Row): HTMLElement {
  row.element ??= entryView(row.entry, row.verdict);
  return row.element;
}

function verdictChip(verdict: string, off: Set<string>, changed: () => void) {
  const button = h('button', { type: 'button', className: 'chip', 'aria-pressed': true, hidden: true });
  button.addEventListener('click', () => {
    if (!off.delete(verdict)) off.add(verdict);
    button.setAttribute('aria-pressed', String(!off.has(verdict)));
    changed();
  });
  const count = (calls: number) => {
    button.textContent = `${verdict} ${calls}`;
    button.hidden = calls === 0 && !off.has(verdict);
  };
  return { verdict, button, count };
}

function entryView(entry: unknown, verdict: string): HTMLElement {
  const name = text(entry, 'operation') || `${text(entry, 'method')} ${text(entry, 'target')}`;
  const [isApplied, isFault] = [at(entry, 'isApplied') === true, verdict === 'fault'];
  const summary = h(
    'summary',
    {},
    h('code', {}, show(at(entry, 'status') ?? '—')),
    h('span', { className: 'verdict', 'data-verdict': verdict }, verdict),
    h('span', { className: 'what' }, name),
    isFault && h('strong', { className: 'verdict' }, isApplied ? 'applied' : 'not applied'),
    h('time', { className: 'faint' }, text(entry, 'at').slice(11, 19)),
  );
  const details = h('details', { className: 'entry' }, summary);
  // Most are never opened.
  details.addEventListener('toggle', () => details.append(detailOf(entry)), { once: true });
  return details;
}

function detailOf(entry: unknown): HTMLElement {
  const isWrite = text(entry, 'method') !== 'GET';
  const applied = at(entry, 'isApplied') === true ? isWrite && 'applied' : 'nothing was changed';
  const facts = [text(entry, 'account'), `${at(entry, 'milliseconds')} ms`, applied].filter(Boolean).join(' · ');
  return h(
    'div',
    { className: 'detail' },
    h('code', { className: 'target' }, `${text(entry, 'method')} ${text(entry, 'target')}`),
    h('p', { className: 'faint' }, facts),
    text(entry, 'reason') !== '' && h('p', {}, text(entry, 'reason')),
    ...bodyOf('Request', at(entry, 'requestBody')),
    ...bodyOf('Answer', at(entry, 'responseBody')),
  );
}

function bodyOf(title: string, body: unknown): readonly HTMLElement[] {
  return body === undefined ? [] : [h('h3', {}, title), h('pre', { tabIndex: 0 }, show(body))];
}

/** Lists the entries of an answer of the control API. */
export function entriesOf(answer: unknown): readonly unknown[] {
  return items(isObject(answer) ? answer.entries : []);
}
