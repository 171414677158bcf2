import { PYTHONS } from '../python/versions.ts';
import { run } from '../release/run.ts';

export interface Interpreter {
  /** The path of the program. */
  readonly command: string;
  /** Such as `3.11`. */
  readonly version: string;
}

const [oldest] = PYTHONS;

/** Finds `python3`, with the module that makes virtual environments, or says what to install. */
export async function requirePython(signal: AbortSignal): Promise<Interpreter> {
  const python = await find('python3', signal);
  if (python === undefined || rank(python.version) < rank(oldest)) {
    throw new Error(`Python ${oldest} or newer is needed as "python3" on the PATH. Install it, for example with
  apt-get install python3 python3-venv    (Debian, Ubuntu)
  brew install python                     (macOS)
or from https://www.python.org/downloads/`);
  }
  try {
    await run(python.command, ['-c', 'import ensurepip, venv'], { signal });
  } catch {
    signal.throwIfAborted();
    throw new Error(`${python.command} makes no virtual environments. Install the rest of it, on Debian and Ubuntu with
  apt-get install python3-venv`);
  }
  return python;
}

/** Finds the other declared versions that are on the PATH, such as `python3.13`. */
export async function otherPythons(than: Interpreter, signal: AbortSignal): Promise<Interpreter[]> {
  const others = PYTHONS.filter((version) => version !== than.version);
  const found = await Promise.all(others.map((version) => find(`python${version}`, signal)));
  return found.filter((python) => python !== undefined);
}

/** Resolves to undefined also for a command that does not run, as a shim of pyenv whose version is not switched on. */
async function find(name: string, signal: AbortSignal): Promise<Interpreter | undefined> {
  try {
    const printed = await run(name, ['-c', 'import sys; print(*sys.version_info[:2], sys.executable)'], { signal });
    const [, major, minor, command = name] = /^(\d+) (\d+) (.*)\n/.exec(printed) ?? [];
    return { command, version: `${major}.${minor}` };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Orders 3.10 behind 3.9. */
function rank(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return 1000 * major + minor;
}
