import { relative } from 'node:path';
import type { SerializedError, TestModule } from 'vitest/node';
import type { Failure } from '../record.ts';

/** Lists the tests, files and hooks that did not pass; a test that is skipped on purpose is none of them. */
export function failuresOf(
  root: string,
  modules: readonly TestModule[],
  unhandled: readonly SerializedError[],
): Failure[] {
  return [
    ...unhandled.map((error) => ({ file: '', name: '', error: lineOf([error]) })),
    ...modules.flatMap((module) => {
      const file = relative(root, module.moduleId);
      return inModule(module).map((failure) => ({ file, ...failure }));
    }),
  ];
}

function inModule(module: TestModule): Omit<Failure, 'file'>[] {
  const { children } = module;
  const groups = [{ name: '', errors: module.errors() }];
  for (const suite of children.allSuites()) groups.push({ name: suite.fullName, errors: suite.errors() });
  const failures = groups.flatMap(({ name, errors }) => (errors.length > 0 ? [{ name, error: lineOf(errors) }] : []));
  for (const test of children.allTests()) {
    const { state, errors = [] } = test.result();
    if (state === 'failed' || state === 'pending') failures.push({ name: test.fullName, error: lineOf(errors) });
  }
  // One that was not run at all has neither tests nor errors.
  const isUntold = failures.length === 0 && !['passed', 'skipped'].includes(module.state());
  return isUntold ? [{ name: '', error: lineOf([]) }] : failures;
}

function lineOf([error]: readonly { readonly message: string }[]): string {
  return error?.message.split('\n')[0] || 'it did not run to its end';
}
