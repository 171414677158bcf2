import { sentCredentials } from './credentials.ts';
import type { OperationModel } from './model.ts';

/** The imports of `operations.ts`: only what is used, since a strict typecheck refuses any other. */
export function emitImports(hasSchemas: boolean, operations: readonly OperationModel[]): string {
  const types = operations.flatMap(({ input, successes }) => [
    ...input.map(({ type }) => type),
    ...successes.map(({ type, definition = type }) => definition),
  ]);
  const fromHttp = ['Api', ...(operations.length > 0 ? ['CallOptions', 'Closed'] : [])];
  if (types.includes('VoidResult')) fromHttp.push('VoidResult');
  const fromSchema = hasSchemas ? ['components'] : [];
  if (types.some((type) => type.includes('operations['))) fromSchema.push('operations');
  const imports = [`import type { ${fromHttp.join(', ')} } from '@ticketbridge/http';`];
  const schemes = [...new Set(sentCredentials(operations).map(({ scheme }) => scheme))].sort();
  if (schemes.length > 0) imports.push(`import { ${schemes.join(', ')} } from '@ticketbridge/http';`);
  if (fromSchema.length > 0) imports.push(`import type { ${fromSchema.join(', ')} } from './schema.ts';`);
  return imports.join('\n');
}
