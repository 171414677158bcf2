import { readFileSync } from 'node:fs';
import { type Command, readCommon } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT } from './exit-code.ts';
import { commandHelp, programHelp } from './help.ts';
import type { Io } from './io.ts';
import { contextOf } from './open-context.ts';
import { Output } from './output.ts';
import { told } from './told.ts';
import { UsageError } from './usage-error.ts';

/** Runs the program until it has its exit code. Everything that goes wrong is told; it never rejects. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await start(args, io);
  } catch (error) {
    return await told(error, io);
  }
}

async function start([name, ...args]: readonly string[], io: Io): Promise<number> {
  const out = new Output(io);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    for (const line of programHelp()) await out.line(line);
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (name === '--version') {
    await out.line(version());
    return EXIT.done;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError(`"${name}" is no command; see 'ticketbridge --help'`);
  return runCommand(command, args, io);
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<number> {
  const common = readCommon(command.passesOn ? [] : args, command.flags);
  if (!common.isHelp) return command.run(contextOf(io, common), args);
  for (const line of commandHelp(command)) await new Output(io).line(line);
  return EXIT.done;
}

function version(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}
