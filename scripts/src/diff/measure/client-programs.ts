import { sentCredentials } from '../../generate/credentials.ts';
import { componentName, type Document } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { capitalised, propertyName } from '../../generate/text.ts';
import { componentType } from '../../generate/type-names.ts';
import { pointer } from '../node.ts';
import { aboutInput, type Call } from './operations.ts';
import { fieldsOf, followed, inside, type Place } from './places.ts';
import type { Line, Program } from './program.ts';
import type { Readable } from './readable.ts';
import { fieldLines, valueLines } from './write-lines.ts';

/** What programs of a client as a whole are made from. */
export interface ClientSubject {
  readonly vendor: string;
  readonly document: Document;
  readonly calls: readonly Call[];
  readonly readable: ReadonlyMap<string, Readable>;
}

function program(name: string, lines: readonly Line[]): Program {
  return { name, surface: 'client', promised: true, lines };
}

/** Makes a client of each entry, with its credentials as text and as functions. */
export function creation({ vendor, document, calls }: ClientSubject): Program {
  const name = capitalised(vendor);
  const options = sentCredentials(calls.map(({ operation }) => operation)).map(({ form }) => propertyName(form.option));
  const about = [
    ...Object.keys(document.components?.securitySchemes ?? {}).map((scheme) =>
      pointer('components', 'securitySchemes', scheme),
    ),
    '/security',
    ...calls.map(({ trail }) => `${trail[0]}/security`),
  ];
  const given = (form: string) =>
    options.length > 0 ? `{ ${options.map((option) => `${option}: ${form}`).join(', ')} }` : '';
  return program('client creation', [
    { text: `const made: client.${name} = client.create${name}(${given('value<string>()')});`, about },
    { text: `client.create${name}(${given('async () => value<string>()')});`, about },
    { text: `fetching.create${name}FetchClient(${given('value<string>()')});`, about },
    {
      text: `const options: client.${name}Options = { baseUrl: value<string>()${options.map((option) => `, ${option}: value<client.Credential>()`).join('')} };`,
      about,
    },
    { text: 'take<Operations>(made); take<client.ClientOptions>(options);', about },
  ]);
}

/** A program for each exported type: keeps in it what an operation read, or gives it to one. */
export function typedVariables(subject: ClientSubject): Program[] {
  const { document, calls, readable } = subject;
  const written = writtenComponents(subject);
  const components = Object.keys(document.components?.schemas ?? {}).map((component): [string, Line[]] => {
    const name = componentType(component);
    const trail = [pointer('components', 'schemas', component)];
    const read = readable.get(component);
    const given = written.get(component);
    const lines: Line[] = [{ text: `let kept: client.${name} | null | undefined = null;`, about: trail }];
    if (read) lines.push({ text: `kept = ${read.expression};`, about: [...trail, ...read.trail] });
    if (given) lines.push(...valueLines(document, given, { optional: 'none' }, 'kept = ', ';'));
    return [name, lines];
  });
  const inputs = calls.map((call): [string, Line[]] => {
    const { id, inputType } = call.operation;
    const about = aboutInput(call);
    const fields = fieldLines(document, call.input, { optional: 'none' });
    const start = { text: `const kept: client.${inputType} = {`, about };
    return [inputType, [start, ...fields, { text: `}; await api.${id}(kept);`, about }]];
  });
  const results = calls.flatMap(({ operation, trail }) =>
    operation.successes.flatMap(({ type, definition }): [string, Line[]][] => {
      const kept = operation.successes.length === 1 ? `value<Answer<'${operation.id}'>>()` : `value<client.${type}>()`;
      return definition ? [[type, [{ text: `take<client.${type}>(${kept});`, about: trail }]]] : [];
    }),
  );
  return [...components, ...inputs, ...results].map(([name, lines]) => program(`${name} typed variable`, lines));
}

/** The components that the inputs hold, each at the first place where it is met. */
function writtenComponents({ document, calls }: ClientSubject): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const open = calls.flatMap(({ input, body }) => [...input.map(({ place }) => place), ...(body ? [body] : [])]);
  for (let place = open.pop(); place; place = open.pop()) {
    const component = componentName(place.node);
    if (component !== undefined) {
      if (found.has(component)) continue;
      found.set(component, place);
    }
    const at = followed(document, place);
    const { items, additionalProperties: rest } = objectOf(document, at.node);
    if (items) open.push(inside(at, ['items'], items));
    if (typeof rest === 'object') open.push(inside(at, ['additionalProperties'], rest));
    open.push(...fieldsOf(document, at).map((field) => field.place));
  }
  return found;
}
