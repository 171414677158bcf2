import { control } from './control.ts';
import { attempt, byId, h } from './dom.ts';
import { formOf, labelled } from './form.ts';
import { at, isObject, items, type JsonObject, show, text } from './json.ts';
import { type Operation, operationSelect } from './operations.ts';
import { countInTab } from './tabs.ts';

/** What most tests want, in one click: for the next call of the chosen operation. */
const QUICK: readonly (readonly [words: string, fault: JsonObject])[] = [
  ['Applied, but the answer is lost', { kind: 'reset', applied: true }],
  ['Lost on its way, nothing is done', { kind: 'reset', applied: false }],
  ['3 seconds late', { kind: 'latency', milliseconds: 3_000 }],
  ['503 for now', { kind: 'status', status: 503, retryAfter: '1' }],
];
const RARE = ['rate', 'seed', 'script', 'retryAfter', 'location', 'bytes', 'mediaType'];

export interface FaultsView {
  /** Shows the faults that may still meet calls. */
  show(faults: readonly unknown[]): void;
}

/** What goes wrong on purpose: what is planned, and forms for more. */
export function faultsView(description: unknown, operations: readonly Operation[]): FaultsView {
  const planned = h('div', { className: 'planned' });
  const clear = h('button', { type: 'button', className: 'quiet' }, 'Clear all');
  const reload = async () => shown(faultsOf(await control('GET', '/faults')));
  const plan = async (fault: JsonObject) => {
    await control('POST', '/faults', fault);
    await reload();
  };
  clear.addEventListener('click', () => attempt(() => control('DELETE', '/faults').then(reload)));
  byId('faults').replaceChildren(
    h('div', { className: 'bar' }, h('div', { className: 'row' }, h('h2', { className: 'grow' }, 'Faults'), clear)),
    h(
      'div',
      { className: 'scroll' },
      planned,
      quickCard(operations, plan),
      card('Something else goes wrong', kindForm(bodyOf(description, '/faults'), operations, plan)),
      card('A documented answer to the next call', answerForm(operations)),
    ),
  );
  function shown(faults: readonly unknown[]): void {
    const none = h('p', { className: 'card faint' }, 'Nothing is planned: every call is answered as documented.');
    planned.replaceChildren(...(faults.length > 0 ? faults.map((fault) => plannedCard(fault, reload)) : [none]));
    clear.disabled = faults.length === 0;
    countInTab('faults', faults.length, 'Faults that may still meet calls');
  }
  return { show: shown };
}

/** Lists the faults of an answer of the control API. */
export function faultsOf(answer: unknown): readonly unknown[] {
  return items(at(answer, 'faults'));
}

function card(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return h('div', { className: 'card' }, h('h3', {}, title), ...children);
}

function bodyOf(description: unknown, path: string): unknown {
  return at(description, 'paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema');
}

function quickCard(operations: readonly Operation[], plan: (fault: JsonObject) => Promise<void>): HTMLElement {
  const select = operationSelect(operations, 'any operation');
  select.value = operations.find(({ isWrite }) => isWrite)?.name ?? '';
  const button = ([words, fault]: (typeof QUICK)[number]) => {
    const onclick = () =>
      attempt(
        () => plan({ ...fault, calls: 1, ...(select.value !== '' && { operation: select.value }) }),
        'Planned for the next call',
      );
    return h('button', { type: 'button', className: 'quiet', onclick }, words);
  };
  const buttons = h('div', { className: 'row' }, ...QUICK.map(button));
  return card('The next call', labelled('operation', '', select), buttons);
}

/** The form of any fault: what it does depends on its kind, and so do its fields. */
function kindForm(
  schema: unknown,
  operations: readonly Operation[],
  plan: (fault: JsonObject) => Promise<void>,
): HTMLElement {
  const kinds = new Map(
    items(at(schema, 'oneOf')).map((kind) => [String(items(at(kind, 'properties', 'kind', 'enum'))[0]), kind]),
  );
  const [select, operation] = [
    h('select', { name: 'kind' }, ...[...kinds.keys()].map((kind) => h('option', {}, kind))),
    operationSelect(operations, 'every operation'),
  ];
  const meaning = h('p', { className: 'faint' });
  const place = h('div', {});
  const choose = () => {
    const [kind, form] = [select.value, kinds.get(select.value)];
    meaning.textContent = text(form, 'properties', 'kind', 'description');
    const words = { act: 'Plan it', given: { kind }, hidden: ['kind', 'operation'], rare: RARE, done: 'Planned' };
    const send = (fault: JsonObject) =>
      plan({ ...fault, ...(operation.value !== '' && { operation: operation.value }) });
    place.replaceChildren(formOf(form, words, send));
  };
  select.addEventListener('change', choose);
  choose();
  return h(
    'div',
    { className: 'form' },
    labelled('kind', '', select),
    meaning,
    labelled('operation', '', operation),
    place,
  );
}

/** The form of `answerNext`: an operation, and a status that it documents. */
function answerForm(operations: readonly Operation[]): HTMLElement {
  const operation = operationSelect(operations);
  const status = h('select', { name: 'status' });
  const choose = () => {
    const { statuses = [] } = operations.find(({ name }) => name === operation.value) ?? {};
    status.replaceChildren(...statuses.map((one) => h('option', {}, String(one))));
  };
  operation.addEventListener('change', choose);
  choose();
  const form = h(
    'form',
    {},
    labelled('operation', '', operation),
    labelled('status', "With the spec's example; nothing is changed.", status),
    h('div', {}, h('button', {}, 'Answer so')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = { operation: operation.value, status: Number(status.value) };
    attempt(() => control('POST', '/answers', answer), 'Planned for the next call');
  });
  return form;
}

function plannedCard(fault: unknown, changed: () => Promise<void>): HTMLElement {
  const remove = () => attempt(() => control('DELETE', `/faults/${at(fault, 'id')}`).then(changed));
  const facts = Object.entries(isObject(fault) ? fault : {}).filter(
    ([name]) => !['id', 'kind', 'operation'].includes(name),
  );
  const kind = text(fault, 'kind');
  return h(
    'div',
    { className: 'card', 'data-changed': '' },
    h(
      'div',
      { className: 'row' },
      h('strong', {}, kind),
      h('code', { className: 'grow' }, text(fault, 'operation') || 'every operation'),
      h('button', { type: 'button', className: 'quiet', 'aria-label': `Clear ${kind}`, onclick: remove }, 'Clear'),
    ),
    h('p', { className: 'faint' }, facts.map(([name, value]) => `${name} ${show(value)}`).join(' · ')),
  );
}
