/** Lets what a platform's object has and this one lacks fail in words of its own. */
export function lack(prototype: object, names: readonly PropertyKey[], said: string): void {
  for (const name of names) {
    const get = () => {
      throw new TypeError(`${said}; "${String(name)}" needs the platform's fetch`);
    };
    Object.defineProperty(prototype, name, { get, configurable: true });
  }
}

const BODY = 'the body of an answer of undiciFetch has getReader() and cancel(), its reader read() and cancel()';
const STREAM = ['pipeTo', 'pipeThrough', 'tee', 'locked', 'values', Symbol.asyncIterator, 'releaseLock', 'closed'];

/** Does so for a body that is its own reader. Without the last, a `Response` of it would hold "[object Object]". */
export function lackStream(prototype: object): void {
  lack(prototype, [...STREAM, 'toString'], BODY);
}
