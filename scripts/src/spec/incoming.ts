import { isPlainObject } from '@redocly/openapi-core';
import { METHODS } from '../generate/document.ts';

/** Leaves out of a document, in place, what the vendor calls: nothing is generated from it. */
export function dropIncoming(document: unknown): void {
  if (!isPlainObject(document)) return;
  const { components, paths } = document;
  delete document.webhooks;
  if (isPlainObject(components)) delete components.callbacks;
  for (const item of Object.values(isPlainObject(paths) ? paths : {})) {
    for (const method of METHODS) {
      const operation: unknown = isPlainObject(item) ? item[method] : undefined;
      if (isPlainObject(operation)) delete operation.callbacks;
    }
  }
}
