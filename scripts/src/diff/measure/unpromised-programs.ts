import { capitalised, propertyName, quoted } from '../../generate/text.ts';
import { componentType, operationsType } from '../../generate/type-names.ts';
import { pointer } from '../node.ts';
import type { ClientSubject } from './client-programs.ts';
import { aboutInput } from './operations.ts';
import { fieldsOf, followed, type Place } from './places.ts';
import type { Line, Program } from './program.ts';
import { fieldLines, valueLines } from './write-lines.ts';

/** Programs that rely on what is not promised. */
export function unpromisedPrograms(subject: ClientSubject): Program[] {
  return [implementation(subject), ...fixtures(subject), ...records(subject), ...fetchCalls(subject)].map(
    ({ name, lines }) => ({ name: `unpromised: ${name}`, surface: 'client', promised: false, lines }),
  );
}

type Named = Pick<Program, 'name' | 'lines'>;

function implementation({ vendor, calls }: ClientSubject): Named {
  const about = ['/paths'];
  const lines = [
    { text: `const own: client.${operationsType(vendor)} = {`, about },
    ...calls.map(({ operation, trail }) => ({ text: `${operation.id}: async () => value<never>(),`, about: trail })),
    { text: '}; take<Operations>(own);', about },
  ];
  return { name: 'client implementation', lines };
}

function fixtures({ document, readable }: ClientSubject): Named[] {
  return Array.from(readable, ([component, { trail }]) => {
    const type = componentType(component);
    const place: Place = { node: { $ref: `#${pointer('components', 'schemas', component)}` }, trail };
    const before = `const fixture: client.${type} = `;
    return {
      name: `${type} fixture`,
      lines: valueLines(document, place, { optional: 'all' }, before, '; take(fixture);'),
    };
  });
}

function records({ document }: ClientSubject): Named[] {
  return Object.entries(document.components?.schemas ?? {}).flatMap(([component, node]): Named[] => {
    const type = componentType(component);
    const at: Place = { node, trail: [pointer('components', 'schemas', component)] };
    const rows = fieldsOf(document, at).map(({ name, place }): [string, string, Place] => [
      `${type}.${name}`,
      `client.${type}[${quoted(name)}]`,
      followed(document, place),
    ]);
    return [[type, `client.${type}`, at] as const, ...rows].flatMap(([name, enumeration, place]) => {
      const values = place.node['x-extensible-enum'];
      if (!values) return [];
      const about = place.trail;
      const lines = [
        { text: `const rows: Record<Known<Exclude<${enumeration}, null | undefined>>, number> = {`, about },
        ...values.map((value) => ({ text: `${propertyName(value)}: 1,`, about })),
        { text: '}; take(rows);', about },
      ];
      return [{ name: `${name} record`, lines }];
    });
  });
}

function fetchCalls({ vendor, document, calls }: ClientSubject): Named[] {
  return calls.map((call) => {
    const { operation } = call;
    const about = [...aboutInput(call), pointer('paths', operation.path)];
    const parts = ['path', 'query', 'header'].map((part) => group(`${part}: {`, part, '},'));
    const params = parts.flat();
    const body = call.body ? group('body: {', 'body', '},') : [];
    function group(before: string, part: string, after: string): Line[] {
      const fields = call.input.filter((_, index) => operation.input[index]?.in === part);
      const lines = fieldLines(document, fields, { optional: 'all' });
      return fields.length > 0 ? [{ text: before, about }, ...lines, { text: after, about }] : [];
    }
    const lines = [
      { text: `const wire = value<fetching.${fetchType(vendor)}>();`, about: [] },
      { text: `await wire.${operation.method.toUpperCase()}(${quoted(operation.path)}, {`, about },
      ...(params.length > 0 ? [{ text: 'params: {', about }, ...params, { text: '},', about }] : []),
      ...body,
      { text: '});', about },
    ];
    return { name: `${operation.id} openapi-fetch`, lines };
  });
}

function fetchType(vendor: string): string {
  return `${capitalised(vendor)}FetchClient`;
}
