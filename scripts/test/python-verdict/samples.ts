import {
  type Document,
  METHODS,
  type Parameter,
  resolve,
  type Schema,
  type SecurityScheme,
} from '../../src/generate/document.ts';

/** How much a sample gives, and which of several values it takes where there are several. */
interface Size {
  readonly isFull: boolean;
  readonly which: number;
}

export interface Sample {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A call of a package, with what a program may give, and what the vendor answers. */
export interface SampleCall {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly samples: readonly Sample[];
  /** What the vendor may answer: a whole body for each documented success. */
  readonly answers: readonly { readonly status: number; readonly body?: unknown }[];
}

const WHOLE: Size = { isFull: true, which: 0 };
const LEAST: Size = { isFull: false, which: 0 };
const SIZES: readonly Size[] = [LEAST, ...[0, 1, 2, 3].map((which) => ({ isFull: true, which }))];

/** What a document lets a program give, up to its limits, and a whole answer for each call. */
export function sampleCalls(document: Document): SampleCall[] {
  return Object.entries(document.paths).flatMap(([path, { parameters: shared = [], ...item }]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => resolve<Parameter>(document, one));
      const body = operation.requestBody && resolve(document, operation.requestBody);
      const samples = SIZES.map((size): Sample => {
        const given = parameters.filter(({ required = false }) => required || size.isFull);
        const values = given.map((one) => [
          one.name,
          isCredential(one) ? 'secret' : sampleOf(document, one.schema, size),
        ]);
        const isGiven = body && (Reflect.get(body, 'required') === true || size.isFull);
        return {
          parameters: Object.fromEntries(values),
          ...(isGiven && { body: sampleOf(document, schemaOf(body) ?? {}, size) }),
        };
      });
      const successes = Object.entries(operation.responses).filter(([status]) => /^2\d\d$/.test(status));
      const answers = successes.map(([status, success]) => {
        const schema = schemaOf(resolve(document, success));
        return { status: Number(status), ...(schema && { body: sampleOf(document, schema, WHOLE) }) };
      });
      return [{ method, path, id: operation.operationId ?? '', samples, answers }];
    }),
  );
}

function isCredential(parameter: object): boolean {
  return Object.hasOwn(parameter, 'x-credential');
}

/** The options of a configuration by which a program gives what the calls of a spec send. */
export function sampleCredentials(document: Document): object {
  const names = Object.values(document.paths).flatMap((item) =>
    METHODS.flatMap((method) => Object.keys((item[method]?.security ?? document.security ?? [])[0] ?? {})),
  );
  const options = [...new Set(names)].map((name): object => {
    const scheme = resolve<SecurityScheme>(
      document,
      document.components?.securitySchemes?.[name] ?? { type: 'apiKey' },
    );
    if (scheme.type === 'apiKey') return { api_key: { [name]: 'secret-key' } };
    return scheme.scheme === 'basic' ? { username: 'secret-user', password: 'p' } : { access_token: 'secret-token' };
  });
  return Object.assign({}, ...options);
}

/** Values of the schemas that a program may make, by their names. */
export function sampleModels(document: Document): Readonly<Record<string, readonly unknown[]>> {
  const schemas = Object.entries(document.components?.schemas ?? {});
  const made = schemas.filter(([, schema]) => schema.properties && !Object.hasOwn(schema, 'x-is-answer'));
  return Object.fromEntries(
    made.map(([name, schema]) => [name, SIZES.map((size) => sampleOf(document, schema, size))]),
  );
}

function schemaOf(of: object): Schema | undefined {
  return Object(Object(Object(of).content)['application/json']).schema;
}

function sampleOf(document: Document, written: Schema, size: Size, depth = 0): unknown {
  const schema = resolve<Schema>(document, written);
  const types = [schema.type ?? []].flat();
  if (types.includes('null') && size.isFull && size.which === 1) return null;
  const alternatives = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  if (alternatives.length > 0) return sampleOf(document, pick(alternatives, size) ?? {}, size, depth);
  const values = schema.enum?.filter((value) => value !== null) ?? [];
  if (values.length > 0) return pick(values, size);
  if (schema.allOf) {
    return Object.assign(
      {},
      ...schema.allOf.map((part) => sampleOf(document, part, size, depth)),
      fieldsOf(document, schema, size, depth),
    );
  }
  const type = types.filter((name) => name !== 'null')[size.isFull ? size.which % types.length : 0] ?? types[0];
  if (type === 'array') {
    const count = size.isFull && depth < 4 ? Math.min(schema.maxItems ?? 3, 12) : (schema.minItems ?? 0);
    return Array.from({ length: count }, () => sampleOf(document, schema.items ?? {}, size, depth + 1));
  }
  if (type === 'integer' || type === 'number') return numberOf(schema, size);
  if (type === 'boolean') return true;
  if (type === 'string') return textOf(schema, size);
  return fieldsOf(document, schema, size, depth);
}

function fieldsOf(
  document: Document,
  { properties = {}, required = [], additionalProperties }: Schema,
  size: Size,
  depth: number,
): object {
  const given = Object.entries(properties).filter(([name]) => required.includes(name) || (size.isFull && depth < 6));
  const fields = given.map(([name, field]) => [name, sampleOf(document, field, size, depth + 1)]);
  const others =
    size.isFull && additionalProperties
      ? [
          [
            'other',
            typeof additionalProperties === 'object' ? sampleOf(document, additionalProperties, size, depth + 1) : 'x',
          ],
        ]
      : [];
  return Object.fromEntries([...fields, ...others]);
}

function pick<Of>(values: readonly Of[], { which }: Size): Of | undefined {
  return values[which % values.length];
}

function numberOf(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1, type }: Schema,
  { isFull }: Size,
): number {
  const most = maximum ?? (exclusiveMaximum === undefined ? 1_000_000 : exclusiveMaximum - 1);
  const least = minimum ?? (exclusiveMinimum === undefined ? Math.min(-1, most) : exclusiveMinimum + 1);
  const value = Math.floor((isFull ? most : least) / multipleOf) * multipleOf;
  return type === 'number' && isFull && maximum === undefined ? value + 0.5 : value;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-02T03:04:05+00:00',
  date: '2026-01-02',
  uuid: '4f5b9f3c-6a3c-4a31-8b1c-9a54c4f2a001',
  email: 'ann@example.com',
};

function textOf({ format = '', minLength = 1, maxLength }: Schema, { isFull }: Size): string {
  return FORMATS[format] ?? 'x'.repeat(isFull ? (maxLength ?? 3000) : minLength);
}
