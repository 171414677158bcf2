import { attempt, h } from './dom.ts';
import { at, isObject, items, type JsonObject, text } from './json.ts';

/** A field of a form: what is shown, and what it holds; `undefined` for nothing. */
interface Field {
  readonly element: HTMLElement;
  read(): unknown;
}

export interface FormWords {
  /** What the button says. */
  readonly act: string;
  /** What is filled in already, by the names of the fields. */
  readonly given?: JsonObject;
  /** Fields that are sent as given and not shown. */
  readonly hidden?: readonly string[];
  /** Fields that are shown once somebody asks for more. */
  readonly rare?: readonly string[];
  /** The values that a field may have, by its name. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Makes it one line, and says in it what it is for. */
  readonly line?: string;
  /** What the form is for, where no heading stands beside it. */
  readonly asked?: string;
  /** What is said once it is sent. */
  readonly done?: string;
}

/** Makes a form of the schema of an object, and sends what it holds. */
export function formOf(
  schema: unknown,
  { act, given = {}, hidden = [], rare = [], choices = {}, line, asked, done = 'Done' }: FormWords,
  send: (input: JsonObject) => Promise<unknown>,
): HTMLFormElement {
  const required = items(at(schema, 'required'));
  const properties = at(schema, 'properties');
  const names = Object.keys(isObject(properties) ? properties : {});
  const kept = hidden.filter((name) => names.includes(name) && given[name] !== undefined);
  const fields = names
    .filter((name) => !hidden.includes(name))
    .map((name) => {
      const named = choices[name] && { enum: choices[name] };
      const described = { ...Object(at(properties, name)), ...named };
      return { name, ...fieldOf(name, described, required.includes(name), given[name], line) };
    });
  const [common, more] = [
    fields.filter(({ name }) => !rare.includes(name)),
    fields.filter(({ name }) => rare.includes(name)),
  ];
  const form = h(
    'form',
    { 'aria-label': asked, className: line === undefined ? '' : 'line' },
    ...common.map(({ element }) => element),
    more.length > 0 &&
      h('details', { className: 'inner' }, h('summary', {}, 'More'), ...more.map(({ element }) => element)),
    h('div', {}, h('button', { type: 'submit' }, act)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const read = fields.map(({ name, read }) => [name, read()] as const);
      const sent = [...kept.map((name) => [name, given[name]] as const), ...read];
      await send(Object.fromEntries(sent.filter(([, value]) => value !== undefined)));
      form.reset();
    }, done);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

function fieldOf(name: string, schema: unknown, isRequired: boolean, given: unknown, placeholder = ''): Field {
  const [input, read] = inputOf(name, schema, isRequired, given);
  input.setAttribute('name', name);
  if (placeholder !== '') input.setAttribute('placeholder', placeholder);
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return { element: labelled(isRequired ? words : `${words} (optional)`, text(schema, 'description'), input), read };
}

/** Puts its name above an input, and what it means below. */
export function labelled(words: string, description: string, input: HTMLElement): HTMLElement {
  return h(
    'label',
    { className: 'field' },
    h('span', {}, words),
    input,
    description !== '' && h('span', { className: 'faint' }, description),
  );
}

/** Makes what a value of a schema is put in, and how to read it; nothing is `undefined`. */
function inputOf(
  name: string,
  schema: unknown,
  isRequired: boolean,
  given: unknown,
): readonly [HTMLElement, () => unknown] {
  const type = text(schema, 'type');
  const choices = type === 'boolean' ? [true, false] : items(at(schema, 'enum'));
  if (choices.length > 0) {
    const none = isRequired ? [] : [h('option', { value: '' }, 'as by default')];
    const options = choices.map((choice) =>
      h('option', { value: JSON.stringify(choice) }, WORDS[String(choice)] ?? String(choice)),
    );
    const select = h('select', { required: isRequired }, ...none, ...options);
    if (given !== undefined) select.value = JSON.stringify(given);
    return [select, () => (select.value === '' ? undefined : JSON.parse(select.value))];
  }
  if (type === 'integer' || type === 'number') {
    const number = h('input', { type: 'number', step: type === 'integer' ? 1 : 'any', required: isRequired });
    if (given !== undefined) number.defaultValue = String(given);
    return [number, () => (number.value === '' ? undefined : Number(number.value))];
  }
  const isLong = name === 'text' || type !== 'string';
  const field = h(isLong ? 'textarea' : 'input', { required: isRequired });
  if (isLong) field.title = 'Ctrl+Enter sends';
  if (given !== undefined) field.defaultValue = String(given);
  return [field, () => (field.value === '' ? undefined : type === 'string' ? field.value : parse(name, field.value))];
}

const WORDS: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error(`${name} must be JSON, such as ${name === 'script' ? '[false, true]' : '{ "name": "Ana" }'}`);
  }
}
