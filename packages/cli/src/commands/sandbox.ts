import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command, Flags } from '../command.ts';
import { EXIT } from '../exit-code.ts';

const EXAMPLE = 'ticketbridge sandbox --port 4010 --control';

export const sandbox: Command = {
  name: 'sandbox',
  summary: 'starts both APIs on this machine, to try it all without a vendor',
  usage: '[FLAG...]',
  notes: ["Its flags are those of ticketbridge-sandbox: 'ticketbridge sandbox --help' shows them."],
  example: EXAMPLE,
  refuses: [],
  flags: {},
  passesOn: readFlags,
  run: async ({ out }, args) => {
    const program = programUrl();
    process.argv = [process.argv[0] ?? '', program.pathname, ...args];
    await import(program.href);
    const isHelp = args.some((word) => word === '--help' || word === '-h');
    if (isHelp) for (const line of ['', 'Example:', `  ${EXAMPLE}`]) await out.line(line);
    return Number(process.exitCode ?? EXIT.done);
  },
};

function programUrl(): URL {
  const manifestUrl = import.meta.resolve('@ticketbridge/sandbox/package.json');
  const manifest: { readonly bin: { readonly 'ticketbridge-sandbox': string } } = JSON.parse(
    readFileSync(new URL(manifestUrl), 'utf8'),
  );
  return new URL(manifest.bin['ticketbridge-sandbox'], manifestUrl);
}

/** A line of its help, such as "  -h, --help  this text". */
const FLAG = /^ {2}(?:-\w, )?--([a-z\d-]+)(?: (\S+))? {2,}(.+)$/gm;

/** Asks the program itself, whose help alone knows them all. */
async function readFlags(): Promise<Flags> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(programUrl()), '--help']);
  return Object.fromEntries(
    Array.from(stdout.matchAll(FLAG), ([, name = '', placeholder, meaning = '']) => [
      name,
      { type: placeholder === undefined ? 'boolean' : 'string', meaning },
    ]),
  );
}
