import { type Command, type Flags, flagsOf } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { VARIABLES } from './configuration/environment.ts';
import { EXIT_CODES } from './exit-code.ts';

/** Writes what `ticketbridge --help` shows. */
export function programHelp(): readonly string[] {
  return [
    'ticketbridge COMMAND [ARGUMENT...]',
    '',
    ...columns(COMMANDS.map(({ name, summary }) => [name, summary])),
    '',
    "'ticketbridge COMMAND --help' shows its arguments, with an example. --version shows the version.",
    'THREAD has the form vendor:account:id, as list shows it.',
    '',
    'Credentials come from the environment or from the configuration file, never from flags:',
    ...columns(Object.entries(VARIABLES)),
    '',
    'The configuration file:',
    '  {',
    '    "brandlovers": { "sellers": { "NAME": "TOKEN" } },',
    '    "clubcollect": { "apiKey": "KEY", "companies": ["ID"] },',
    '    "inbox": "FILE"',
    '  }',
    '',
    'Exit codes:',
    ...columns(Object.entries(EXIT_CODES)),
  ];
}

/** Writes what `--help` shows of a command. */
export function commandHelp(command: Command): readonly string[] {
  const { name, usage, summary, notes, example } = command;
  return [
    ['ticketbridge', name, usage, '[FLAG...]'].filter((word) => word !== '').join(' '),
    '',
    `It ${summary}.`,
    ...notes,
    '',
    ...columns(flagRows(flagsOf(command))),
    '',
    'Example:',
    `  ${example}`,
  ];
}

function flagRows(flags: Flags): readonly (readonly [string, string])[] {
  return Object.entries(flags).map(([name, { short, placeholder, meaning }]) => [
    `${short ? `-${short}, ` : ''}--${name}${placeholder ? ` ${placeholder}` : ''}`,
    meaning,
  ]);
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
}
