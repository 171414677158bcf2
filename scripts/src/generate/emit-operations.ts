import { isSameForm, readCredentials, sentCredentials } from './credentials.ts';
import type { Document } from './document.ts';
import { clientNames } from './emit-client.ts';
import { emitImports } from './emit-imports.ts';
import { type ValueRules, valueRules } from './field-rows.ts';
import { isRead, type OperationModel, objectOf } from './model.ts';
import { isSentAgain } from './sent-again.ts';
import { inputShapes, type Shape } from './shape.ts';
import { Code, capitalised, docComment, docCommentLine, literal, propertyName } from './text.ts';
import { componentType, operationsType, SHARED_TYPES, SHARED_VALUES, schemaKey } from './type-names.ts';

/** The generated `operations.ts`: the operation table as data, and one documented method signature per operation. */
export function emitOperations(vendor: string, document: Document, operations: readonly OperationModel[]): string {
  const schemas = Object.entries(document.components?.schemas ?? {});
  const shapes = inputShapes(document, operations);
  const parts = [
    emitImports(schemas.length > 0, operations),
    ...(schemas.length > 0
      ? [`type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];`]
      : []),
    ...schemas.map(([name, schema]) => {
      const comment = docCommentLine(schema.description ?? '');
      const { type, properties } = objectOf(document, schema);
      // What may be null, or one of several, is no interface.
      return type === 'object' && properties
        ? `${comment}export interface ${componentType(name)} extends Schema<${schemaKey(name)}> {}`
        : `${comment}export type ${componentType(name)} = Schema<${schemaKey(name)}>;`;
    }),
    ...operations.flatMap(({ id, successes }) =>
      successes.flatMap(({ type, status, definition }) =>
        definition
          ? [
              `/** The ${status} body of {@link ${operationsType(vendor)}.${id}}. */\nexport type ${type} = ${definition};`,
            ]
          : [],
      ),
    ),
    ...operations.map((operation) => emitInput(vendor, document, operation)),
    `${docComment([`The operations of ${document.info.title}.`])}\n` +
      `export interface ${operationsType(vendor)} {\n${operations.map(emitMethod).join('\n\n')}\n}`,
    ...Array.from(
      shapes.shared,
      ([name, shape]) => `const ${name}: import('@ticketbridge/http').Shape = ${literal(shape)};`,
    ),
    `${docComment([`The operation table of ${document.info.title}.`])}\n` +
      `export const api: Api = ${literal(apiTable(vendor, document, operations, shapes.inputs))};`,
    `${docComment([`How the lists of ${document.info.title} are paged: names of parameters, and paths into the answer.`])}\n` +
      `export const paging = ${literal(pagingTable(operations))} as const;`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The generated `index.ts`, the entry of the package: everything that it offers, by name. */
export function emitIndex(vendor: string, document: Document, operations: readonly OperationModel[]): string {
  const client = clientNames(vendor);
  const names = [
    operationsType(vendor),
    ...Object.keys(document.components?.schemas ?? {}).map(componentType),
    ...operations.map(({ inputType }) => inputType),
    ...operations.flatMap(({ successes }) => successes.flatMap(({ type, definition }) => (definition ? [type] : []))),
  ].sort();
  const fromHttp = [...SHARED_TYPES.map((name) => `type ${name}`), ...SHARED_VALUES];
  return (
    `export {\n${fromHttp.map((name) => `  ${name},\n`).join('')}} from '@ticketbridge/http';\n` +
    `export { ${[...client.types.map((name) => `type ${name}`), client.create].join(', ')} } from './client.ts';\n` +
    `export type {\n${names.map((name) => `  ${name},\n`).join('')}} from './operations.ts';\n` +
    "export { paging } from './operations.ts';\n"
  );
}

function emitInput(vendor: string, document: Document, { id, inputType, input, rest }: OperationModel): string {
  const fields = input.map(
    ({ name, required, description, type, schema }) =>
      `${docCommentLine(fieldDoc(description, valueRules(document, schema)), '  ')}  ${propertyName(name)}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'};\n`,
  );
  if (rest) fields.push('  [name: string]: unknown;\n');
  const comment = docComment([`The input of {@link ${operationsType(vendor)}.${id}}.`]);
  return `${comment}\nexport interface ${inputType} {${fields.length > 0 ? `\n${fields.join('')}` : ''}}`;
}

function fieldDoc(description: string, { default: value, limits }: ValueRules): string {
  const rules = [value && `Default: ${value}.`, limits && `${capitalised(limits)}.`].filter(Boolean).join(' ');
  return [description.trim(), rules].filter(Boolean).join('\n\n');
}

function emitMethod(operation: OperationModel): string {
  const { id, inputType, input, successes } = operation;
  const optional = input.every(({ required }) => !required) ? '?' : '';
  const result = [...new Set(successes.map(({ type }) => type))].join(' | ');
  return (
    `${docComment([methodDoc(operation)], '  ')}\n` +
    `  ${id}<I extends ${inputType}>(input${optional}: Closed<I, ${inputType}>, options?: CallOptions): Promise<${result}>;`
  );
}

function methodDoc(operation: OperationModel): string {
  const { method, path, summary, description, errors } = operation;
  const refusals = errors.map(
    (error) => `\`${error.kind}\` (${error.status}${isSentAgain(operation, error) ? ', sent again' : ''})`,
  );
  const repeat = isRead(method)
    ? 'Reads only: it may be repeated.'
    : 'Writes: to be repeated only when the vendor provably refused it (`outcome` is `not-sent` or `refused`).';
  return [
    `${summary}.`,
    ...(description && description !== `${summary}.` ? [description] : []),
    `\`${method.toUpperCase()} ${path}\`. ${repeat}`,
    `@throws TicketbridgeError documented refusals: ${refusals.join(', ') || 'none'}; any other kind but \`paging\` can occur.`,
  ].join('\n\n');
}

function apiTable(
  vendor: string,
  document: Document,
  operations: readonly OperationModel[],
  inputs: readonly Shape[],
): object {
  const credential = readCredentials(document, document.security)[0]?.form;
  const secrets = sentCredentials(operations).map(({ form, scheme }) => `${form.option}: ${scheme}`);
  return {
    vendor,
    baseUrl: document.servers[0].url,
    secrets: new Code(`{ ${secrets.join(', ')} }`),
    credential,
    contentType: document['x-request-content-type'],
    errorCodeKeys: document['x-error-code-keys'],
    operations: Object.fromEntries(
      operations.map((operation, index) => {
        const form = operation.credentials[0]?.form;
        const repeatable = operation.errors.flatMap(({ status, isRepeatable }) =>
          isRepeatable ? [Number(status)] : [],
        );
        const definition = {
          method: operation.method.toUpperCase(),
          path: operation.path,
          input: inputs[index],
          query: namesIn(operation, 'query'),
          headers: namesIn(operation, 'header'),
          credential: isSameForm(form, credential) ? undefined : (form ?? null),
          body: operation.body,
          success: Object.fromEntries(operation.successes.map(({ status, body }) => [status, body])),
          errors: Object.fromEntries(operation.errors.map(({ status, kind }) => [status, kind])),
          repeatable: repeatable.length > 0 ? repeatable : undefined,
          errorBodies: errorBodies(operation),
        };
        return [operation.id, definition];
      }),
    ),
  };
}

function pagingTable(operations: readonly OperationModel[]): object {
  return Object.fromEntries(
    operations.flatMap(({ id, paging }) => {
      if (!paging) return [];
      const facts = Object.entries(paging).map(([name, fact]) => [
        name,
        typeof fact === 'string' && fact.startsWith('/') ? fact.slice(1).split('/') : fact,
      ]);
      return [[id, Object.fromEntries(facts)]];
    }),
  );
}

function errorBodies({ errors }: OperationModel): object | undefined {
  const documented = errors.filter(({ body }) => body !== 'void').map(({ status, body }) => [status, body]);
  return documented.length > 0 ? Object.fromEntries(documented) : undefined;
}

function namesIn({ input }: OperationModel, place: 'query' | 'header'): string[] | undefined {
  const names = input.filter((field) => field.in === place).map(({ name }) => name);
  return names.length > 0 ? names : undefined;
}
