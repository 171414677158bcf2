import { ChildProcess } from 'node:child_process';

const HOOK = new URL('./child.ts', import.meta.url).href;
const OPTIONS = 'NODE_OPTIONS=';
const FILE = 'TICKETBRIDGE_OBSERVED=';

/** As much as is needed here of what Node starts a process from. */
interface Start {
  envPairs?: readonly string[];
}

let fileOf: (() => string) | undefined;

/**
 * Lets every process that is started from here on write what its clients do into a file.
 *
 * @param file gives the path, at each start
 */
export function observeChildren(file: () => string): void {
  if (!fileOf) {
    // Every way of starting a process ends here.
    const spawn: unknown = Reflect.get(ChildProcess.prototype, 'spawn');
    if (typeof spawn !== 'function') throw new Error('This Node starts processes in another way');
    const observed = function (this: ChildProcess, start: Start): unknown {
      return Reflect.apply(spawn, this, [{ ...start, envPairs: withHook(start.envPairs ?? [], fileOf?.() ?? '') }]);
    };
    Reflect.set(ChildProcess.prototype, 'spawn', observed);
  }
  fileOf = file;
}

function withHook(pairs: readonly string[], file: string): readonly string[] {
  const own = pairs.find((pair) => pair.startsWith(OPTIONS)) ?? OPTIONS;
  const others = pairs.filter((pair) => !pair.startsWith(OPTIONS) && !pair.startsWith(FILE));
  return [...others, `${own} --import=${HOOK}`, `${FILE}${file}`];
}

/** Takes out of the environment of a process what was put there for it. */
export function takeFile(): string | undefined {
  const { TICKETBRIDGE_OBSERVED: file, NODE_OPTIONS: options = '' } = process.env;
  delete process.env.TICKETBRIDGE_OBSERVED;
  process.env.NODE_OPTIONS = options.replace(` --import=${HOOK}`, '');
  if (process.env.NODE_OPTIONS === '') delete process.env.NODE_OPTIONS;
  return file;
}
