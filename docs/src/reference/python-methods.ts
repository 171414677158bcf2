import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type Json } from '../provenance/json.ts';

/** The method of a Python package that calls an operation. */
export interface PythonMethod {
  /** The folder of the package, such as `brandlovers-python`. */
  readonly folder: string;
  /** Such as `list_tickets`. */
  readonly name: string;
  /** What has to be given to it, in its order. */
  readonly required: readonly string[];
}

/** The methods of each operation, by its verb and path: `GET /tickets`. */
export type PythonMethods = ReadonlyMap<string, readonly PythonMethod[]>;

const ROW = /^\[\*\*(\w+)\*\*\]\(\w+\.md#\w+\) \| (\*\*[A-Z]+\*\* \S+) \|/gm;

/** Reads the methods of a vendor's Python packages from the reference that their generator writes; none without that. */
export async function readPythonMethods(root: string, vendor: string): Promise<PythonMethods> {
  const methods: (readonly [route: string, method: PythonMethod])[] = [];
  for await (const file of glob(`packages/${vendor}-python*/generated/docs/*Api.md`, { cwd: root })) {
    const [, folder = ''] = file.split('/');
    methods.push(...methodsIn(await readFile(join(root, file), 'utf8'), folder));
  }
  methods.sort(([, a], [, b]) => a.folder.localeCompare(b.folder));
  return new Map(
    [...Map.groupBy(methods, ([route]) => route)].map(([route, all]) => [route, all.map(([, one]) => one)]),
  );
}

export function methodsIn(text: string, folder: string): (readonly [route: string, method: PythonMethod])[] {
  return [...text.matchAll(ROW)].map(([, name = '', route = '']) => {
    const [, given = ''] = new RegExp(`^> (?:.* )?${name}\\((.*)\\)$`, 'm').exec(text) ?? [];
    const required = given.split(', ').filter((argument) => argument !== '' && !argument.includes('='));
    return [route.replaceAll('**', ''), { folder, name, required }];
  });
}

/** Has each operation name the Python methods that call it, and show the call of the first. */
export function withPythonMethods(document: Json, methods: PythonMethods): Json {
  const paths = Object.entries(isObject(document.paths) ? document.paths : {}).map(([path, item]) => {
    const operations = Object.entries(Object(item)).map(([key, operation]) => {
      const found = methods.get(`${key.toUpperCase()} ${path}`);
      return [key, found === undefined || !isObject(operation) ? operation : withMethods(operation, found)];
    });
    return [path, isObject(item) ? Object.fromEntries(operations) : item];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function withMethods(operation: Json, methods: readonly PythonMethod[]): Json {
  const links = methods.map(
    ({ folder, name }) =>
      `[\`${name}\`](/reference/python/${folder}/#${name}) of ticketbridge-${folder.replace('-python', '')}`,
  );
  const description = [operation.description, `**In Python:** ${links.join(', and ')}.`].filter(Boolean).join('\n\n');
  const samples = Array.isArray(operation['x-codeSamples']) ? operation['x-codeSamples'] : [];
  const calls = methods.slice(0, 1).map(({ name, required }) => `api.${name}(${required.join(', ')})`);
  const added = calls.map((source) => ({ lang: 'python', label: 'Python', source }));
  return { ...operation, description, ...(samples.length > 0 ? { 'x-codeSamples': [...samples, ...added] } : {}) };
}
