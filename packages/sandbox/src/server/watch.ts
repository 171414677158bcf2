import { createRedactors, type Redactor, type Sender } from '../redact.ts';
import { formsOfSecrets, type Served } from './exchange.ts';

/** Finds what an exchange with these vendors may hold of credentials, and how to hide it. */
export function watchOf(vendors: readonly Served[]): {
  readonly secretHeaders: readonly string[];
  redactorOf(sender: Sender): Redactor;
} {
  const operations = vendors.flatMap(({ contract }) => contract.operations);
  const credentials = operations.flatMap((operation) => operation.credentials);
  const inHeaders = credentials.filter(({ in: place }) => place === 'header').map(({ name }) => name.toLowerCase());
  const names = {
    credentials: [...new Set(credentials.map(({ name }) => name))],
    query: operations.flatMap(({ parameters }) =>
      parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name),
    ),
  };
  return {
    redactorOf: createRedactors([...new Set(vendors.flatMap(formsOfSecrets))], names),
    secretHeaders: [...new Set(['authorization', ...inHeaders])],
  };
}
