import { parseArgs } from 'node:util';
import { suggest } from './nearest.ts';
import { commonSettings, fileSetting } from './options.ts';
import { invalidInput, type SandboxError } from './sandbox-error.ts';
import type { Setting, SettingTable } from './settings.ts';
import { vendorSettings } from './vendors.ts';

/** A flag of the command, for one option of `startSandbox`. */
export interface Flag extends Pick<Setting<unknown>, 'defaultText' | 'expected' | 'meaning' | 'placeholder'> {
  /** Without the dashes. */
  readonly name: string;
  /** The option, such as `brandlovers.maxLimit`. */
  readonly option: string;
  /** How its text becomes a value; `undefined` for a file. */
  readonly setting: Setting<unknown> | undefined;
}

/** Every option has a flag: its own name in kebab-case, behind its vendor's. */
export const flags: readonly Flag[] = [
  ...flagsOf(commonSettings),
  {
    name: 'data',
    option: 'data',
    setting: undefined,
    placeholder: 'FILE',
    expected: 'a JSON file of the form of SandboxData',
    meaning: 'the data to start with',
    defaultText: "the sandbox's own",
  },
  ...flagsOf({ file: fileSetting }),
  ...Object.entries(vendorSettings).flatMap(([vendor, settings]) => flagsOf(settings, `${vendor}.`)),
];

const shown = ['help', 'version'] as const;
const others = ['json', 'log', 'list-switches', ...shown] as const;

/** A command's flags, read. */
export type Command =
  | { readonly show: 'help' | 'version' | 'switches'; readonly isJson: boolean }
  | {
      readonly options: Record<string, unknown>;
      /** Whether the start is told as one line of JSON. */
      readonly isJson: boolean;
      /** Whether each exchange is told on standard error. */
      readonly isLogged: boolean;
    };

/** Writes the text of `--help`. */
export function usage(): string {
  const rows = [
    ...flags.map((flag) => [written(flag), explanation(flag)]),
    ['--json', 'says where the APIs are and who may call them as one line of JSON, once they are ready'],
    ['--log', 'tells each exchange with an API on a line of standard error, without credentials'],
    [
      '--list-switches',
      'what the vendors leave open, and how the sandbox may answer it; with --json as one line of JSON',
    ],
    ['-h, --help', 'this text'],
    ['--version', 'the version'],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
  return `ticketbridge-sandbox: the ticket APIs on one port of this machine\n\n${lines.join('\n')}`;
}

function explanation({ meaning, placeholder, expected, defaultText }: Flag): string {
  return `${meaning}${placeholder === undefined ? '' : ` (${expected})`}; default: ${defaultText}`;
}

/** Writes a flag as help and README show it. */
export function written({ name, placeholder }: Flag): string {
  return placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
}

/** Writes the message of an option's error with the flag in place of the option. */
export function withFlag({ message, field }: SandboxError): string {
  const flag = flags.find(({ option }) => option === field);
  return flag === undefined ? message : message.replace(flag.option, `--${flag.name}`);
}

/**
 * Reads the arguments of the command; `readFile` gives the content of a JSON file.
 *
 * @throws SandboxError of the kind `invalid-input`, which says what would be right.
 */
export function readFlags(args: readonly string[], readFile: (path: string) => unknown): Command {
  const given = readTokens(args);
  const flagged = given.find(({ name, value }) => value !== undefined && others.some((other) => other === name));
  if (flagged !== undefined) throw invalidInput(`--${flagged.name}`, 'takes no value');
  const show = shown.find((name) => given.some((token) => token.name === name));
  const isJson = given.some(({ name }) => name === 'json');
  if (show !== undefined) return { show, isJson };
  if (given.some(({ name }) => name === 'list-switches')) return { show: 'switches', isJson };
  const options: Record<string, unknown> = {};
  for (const { name, value } of given) {
    const flag = flags.find((candidate) => candidate.name === name);
    if (flag !== undefined) put(options, flag.option.split('.'), readValue(flag, value, readFile));
  }
  return { options, isJson, isLogged: given.some(({ name }) => name === 'log') };
}

interface GivenFlag {
  readonly name: string;
  /** As it was written, such as `-h`. */
  readonly rawName: string;
  readonly value: string | undefined;
}

/** Refuses what is no flag of the command, and a flag that comes twice. */
function readTokens(args: readonly string[]): GivenFlag[] {
  const takesText = flags.map(({ name, placeholder }) => [name, { type: placeholder ? 'string' : 'boolean' } as const]);
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(takesText),
      json: { type: 'boolean' },
      log: { type: 'boolean' },
      'list-switches': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  const unknown = given.find(({ rawName }) => rawName !== '-h' && !known().includes(rawName));
  if (unknown !== undefined) throw invalidInput(unknown.rawName, `is no flag; ${suggest(unknown.rawName, known())}`);
  const stray = tokens.find(({ kind }) => kind !== 'option');
  if (stray !== undefined) {
    throw invalidInput('value' in stray ? `"${stray.value}"` : '"--"', `is no flag; ${suggest('', known())}`);
  }
  const names = given.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalidInput(`--${twice}`, 'may be given once');
  return given;
}

function flagsOf(settings: SettingTable, prefix = ''): Flag[] {
  return Object.entries(settings).map(([name, setting]) => ({
    ...setting,
    setting,
    option: `${prefix}${name}`,
    name: `${prefix}${name}`.replaceAll(/\.|(?=[A-Z])/g, '-').toLowerCase(),
  }));
}

function known(): string[] {
  return [...flags.map(({ name }) => `--${name}`), ...others.map((name) => `--${name}`)];
}

function readValue(flag: Flag, text: string | undefined, readFile: (path: string) => unknown): unknown {
  const { name, setting, expected, placeholder } = flag;
  if (placeholder === undefined && text !== undefined) throw invalidInput(`--${name}`, 'takes no value');
  if (placeholder !== undefined && text === undefined) throw invalidInput(`--${name}`, `needs a value: ${expected}`);
  if (setting === undefined) return readFile(text ?? '');
  const value = setting.parse(text ?? '');
  if (!setting.accepts(value)) throw invalidInput(`--${name}`, `must be ${expected}`);
  return value;
}

function put(options: Record<string, unknown>, [name = '', inner]: readonly string[], value: unknown): void {
  const existing = options[name];
  if (inner === undefined) options[name] = value;
  else options[name] = { ...(typeof existing === 'object' ? existing : {}), [inner]: value };
}
