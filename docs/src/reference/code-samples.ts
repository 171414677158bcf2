import { isObject, type Json, resolveRef } from '../provenance/json.ts';

/** Gives each operation of a document the call of its typed client, which starlight-openapi shows beside it. */
export function withCodeSamples(document: Json, vendor: string): Json {
  const paths = Object.entries(isObject(document.paths) ? document.paths : {}).map(([path, item]) => {
    if (!isObject(item)) return [path, item];
    const shared = listOf(item.parameters);
    const operations = Object.entries(item).map(([key, operation]) => {
      const call = isObject(operation) ? callOf(operation, shared, vendor, document) : undefined;
      return [key, call === undefined ? operation : { ...Object(operation), 'x-codeSamples': [sampleOf(call)] }];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function sampleOf(source: string): Json {
  return { lang: 'ts', label: 'TypeScript', source };
}

/** Writes a call with what it needs, ids as variables and a body as the spec shows it; undefined where it shows none. */
function callOf(operation: Json, shared: readonly unknown[], vendor: string, document: Json): string | undefined {
  const follow = (value: unknown): Json =>
    isObject(value) && typeof value.$ref === 'string' ? resolveRef(document, value.$ref) : Object(value);
  const parameters = [...shared, ...listOf(operation.parameters)]
    .map(follow)
    .filter(({ required, in: place }) => required === true && place !== 'cookie')
    .map(({ name }) => String(name));
  const body =
    operation.requestBody === undefined ? {} : exampleOf(firstOf(follow(operation.requestBody).content), follow);
  if (!isObject(body)) return undefined;
  const names = [vendor, String(operation.operationId), ...parameters, ...Object.keys(body)];
  if (!names.every((name) => /^[A-Za-z_$][\w$]*$/.test(name))) return undefined;
  const fields = Object.entries(body).map(([name, value]) => `${name}: ${literal(value)}`);
  return `await ${vendor}.${operation.operationId}(${inputOf(parameters, fields)});`;
}

function exampleOf(mediaType: unknown, follow: (value: unknown) => Json): unknown {
  const { examples, example } = Object(mediaType);
  return example ?? follow(firstOf(examples)).value;
}

function inputOf(parameters: readonly string[], fields: readonly string[]): string {
  if (fields.length > 0) return `{\n${[...parameters, ...fields].map((field) => `  ${field},\n`).join('')}}`;
  return parameters.length > 0 ? `{ ${parameters.join(', ')} }` : '';
}

/** Writes a value as a program has it. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, field]) => `${name}: ${literal(field)}`)
    .join(', ')} }`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function firstOf(map: unknown): unknown {
  return isObject(map) ? Object.values(map)[0] : undefined;
}
