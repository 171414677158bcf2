import { createRedactors, type Redactor } from '../redact.ts';
import { formsOfSecrets, type Served } from './exchange.ts';

/** Finds what an exchange with these vendors may hold of credentials, and how to hide it. */
export function watchOf(vendors: readonly Served[]): {
  readonly secretHeaders: readonly string[];
  redactorOf(target: string, sent: readonly string[]): Redactor;
} {
  const credentials = vendors.flatMap(({ contract }) =>
    contract.operations.flatMap((operation) => operation.credentials),
  );
  const namesIn = (place: 'header' | 'query') => [
    ...new Set(credentials.filter((credential) => credential.in === place).map(({ name }) => name.toLowerCase())),
  ];
  return {
    redactorOf: createRedactors([...new Set(vendors.flatMap(formsOfSecrets))], namesIn('query')),
    secretHeaders: [...new Set(['authorization', ...namesIn('header')])],
  };
}
