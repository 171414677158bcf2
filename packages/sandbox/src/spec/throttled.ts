import { at, entries } from '../json.ts';
import { resolve } from './reference.ts';

/** Finds the status with which an operation of a spec documents that it throttles. */
export function throttledStatus(document: unknown, operationId: string): number | undefined {
  const definition = entries(at(document, 'paths'))
    .flatMap(([, item]) => entries(item))
    .find(([, candidate]) => at(candidate, 'operationId') === operationId);
  const throttled = entries(at(definition?.[1], 'responses')).find(
    ([, response]) => at(resolve(document, response), 'x-error-kind') === 'throttled',
  );
  return throttled && Number(throttled[0]);
}
