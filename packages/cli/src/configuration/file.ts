import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { decoded } from '../text.ts';
import { UsageError } from '../usage-error.ts';
import { isSeen } from '../visible.ts';
import type { Configuration } from './configuration.ts';
import { type Environment, given } from './environment.ts';
import { objectOf, optional, recordOf, text, textsOf } from './form.ts';

/** The form of the file, as JSON. */
const configuration = objectOf<Configuration>({
  brandlovers: optional(objectOf({ baseUrl: optional(text), sellers: recordOf(text) })),
  clubcollect: optional(objectOf({ baseUrl: optional(text), apiKey: text, companies: textsOf })),
  inbox: optional(text),
});

/** Where the configuration file is. */
export interface Place {
  readonly path: string;
  /** Whether somebody has named it, so that it must be there. */
  readonly isNamed: boolean;
}

/** @throws UsageError where the variable that names it is blank */
export function placeOfFile(env: Environment, flag: string | undefined): Place {
  const variable = given(env, 'TICKETBRIDGE_CONFIG');
  const named = flag ?? variable;
  return { path: named ?? defaultPath(env), isNamed: named !== undefined };
}

/**
 * Reads the configuration file; an empty configuration where none is named and there is none at the default place.
 *
 * @throws UsageError when others than its owner may read it, or it has another form
 */
export async function readConfigurationFile({ path, isNamed }: Place): Promise<Configuration> {
  const file = await openFile(path, isNamed);
  if (!file) return {};
  try {
    refuseReadable(path, await file.stat());
    return configuration(parse(decoded(await file.readFile(), `the configuration file ${path}`), path), path);
  } finally {
    await file.close();
  }
}

function defaultPath(env: Environment): string {
  const folder = isSeen(env.XDG_CONFIG_HOME) ? env.XDG_CONFIG_HOME : join(env.HOME ?? homedir(), '.config');
  return join(folder, 'ticketbridge', 'config.json');
}

async function openFile(path: string, isNamed: boolean): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' && !isNamed) return undefined;
    throw new UsageError(`the configuration file ${path} cannot be read (${code})`);
  }
}

/** Windows has no modes, and says of every file that all may read it. */
function refuseReadable(path: string, { mode, uid }: Stats): void {
  if ((mode & 0o170000) !== 0o100000) throw new UsageError(`the configuration file ${path} is no regular file`);
  if (process.platform === 'win32') return;
  if ((mode & 0o077) !== 0) {
    throw new UsageError(`others may read the configuration file ${path}, which holds credentials: chmod 600 it`);
  }
  if (uid !== 0 && uid !== process.getuid?.()) throw new UsageError(`the configuration file ${path} is not yours`);
}

/** What `JSON.parse` says of a text quotes it: here, a credential. */
function parse(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new UsageError(`the configuration file ${path} is not JSON`);
  }
}
