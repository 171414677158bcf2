import { parseArgs } from 'node:util';
import type { Common, Context } from './context.ts';
import { UsageError } from './usage-error.ts';
import { isSeen } from './visible.ts';

/** A flag as `parseArgs` takes it, and what `--help` says of it. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly meaning: string;
  /** Names the value, such as `FILE`. */
  readonly placeholder?: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** The flags of every command. */
export const COMMON: Flags = {
  json: { type: 'boolean', meaning: 'writes NDJSON, one record a line' },
  config: { type: 'string', placeholder: 'FILE', meaning: 'the configuration file, of mode 600' },
  inbox: { type: 'string', placeholder: 'FILE', meaning: 'the inbox to work with' },
  'no-inbox': { type: 'boolean', meaning: 'asks the vendors, also where there is an inbox' },
  help: { type: 'boolean', short: 'h', meaning: 'this text' },
};

/** Returns the flags that a command offers: its own, and those of every command that it does not refuse. */
export function flagsOf({ flags, refuses }: Pick<Command, 'flags' | 'refuses'>): Flags {
  return { ...flags, ...Object.fromEntries(Object.entries(COMMON).filter(([name]) => !refuses.includes(name))) };
}

/** A command of the program. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** The arguments as `--help` shows them, such as `REF TEXT`. */
  readonly usage: string;
  /** What `--help` adds, a sentence a line. */
  readonly notes: readonly string[];
  /** A whole command line. */
  readonly example: string;
  readonly flags: Flags;
  /** Flags of every command that this one refuses, and does not offer. */
  readonly refuses: readonly string[];
  /** Words that may be its first argument, for the completion. */
  readonly words?: readonly string[];
  /** Reads the flags of the program that all arguments are passed on to; `undefined` where the command takes them itself. */
  readonly passesOn: (() => Promise<Flags>) | undefined;
  /** Runs it with the arguments that follow its name, and resolves to the exit code. */
  run(context: Context, args: readonly string[]): Promise<number>;
}

interface Config<F extends Flags> {
  readonly args: string[];
  readonly options: F;
  readonly allowPositionals: true;
  readonly strict: true;
}

/** The arguments of a command that has these flags. */
export type Parsed<F extends Flags> = ReturnType<typeof parseArgs<Config<F>>>;

interface Definition<F extends Flags> extends Omit<Command, 'flags' | 'notes' | 'refuses' | 'passesOn' | 'run'> {
  readonly flags: F;
  readonly notes?: readonly string[];
  readonly refuses?: readonly string[];
  run(context: Context, parsed: Parsed<F>): Promise<number>;
}

/** Makes a command whose `run` is given its flags by their types. */
export function defineCommand<const F extends Flags>({
  run,
  notes = [],
  refuses = [],
  ...facts
}: Definition<F>): Command {
  return {
    ...facts,
    notes,
    refuses,
    passesOn: undefined,
    run: (context, args) => {
      const options = { ...COMMON, ...facts.flags };
      return run(context, parseArgs<Config<F>>({ args: [...args], options, allowPositionals: true, strict: true }));
    },
  };
}

/**
 * Reads the flags of every command out of the arguments of one.
 *
 * @throws UsageError for a value of any flag that would be ignored: a blank one, and the first of two
 */
export function readCommon(args: readonly string[], flags: Flags): Common {
  const options = { ...COMMON, ...flags };
  const { values, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option').filter(({ value }) => value !== undefined);
  for (const [index, { name, value }] of given.entries()) {
    if (!isSeen(value)) throw new UsageError(`--${name} is blank`);
    const isLost = !options[name]?.multiple && given.slice(index + 1).some((later) => later.name === name);
    if (isLost) throw new UsageError(`--${name} is given twice`);
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    isJson: values.json === true,
    isHelp: values.help === true,
    config: text(values.config),
    inbox: text(values.inbox),
    noInbox: values['no-inbox'] === true,
  };
}
