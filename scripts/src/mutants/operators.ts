import type { Operators } from './operator.ts';
import { operationOperators } from './operators/operations.ts';
import { parameterOperators } from './operators/parameters.ts';
import { responseOperators } from './operators/responses.ts';
import { schemaOperators } from './operators/schemas.ts';
import { wholeOperators } from './operators/whole.ts';

/** All slips that a spec is tried with. */
export const OPERATORS: Operators = {
  ...wholeOperators,
  ...operationOperators,
  ...parameterOperators,
  ...responseOperators,
  ...schemaOperators,
};
