import { readFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';

export const sandbox: Command = {
  name: 'sandbox',
  summary: 'starts both APIs on this machine, to try it all without a vendor',
  usage: '[FLAG...]',
  notes: ["Its flags are those of ticketbridge-sandbox: 'ticketbridge sandbox --help' shows them."],
  example: 'ticketbridge sandbox --port 4010 --control',
  flags: {},
  passesOn: true,
  run: async (_, args) => {
    const manifestUrl = import.meta.resolve('@ticketbridge/sandbox/package.json');
    const manifest: { readonly bin: { readonly 'ticketbridge-sandbox': string } } = JSON.parse(
      readFileSync(new URL(manifestUrl), 'utf8'),
    );
    const program = new URL(manifest.bin['ticketbridge-sandbox'], manifestUrl);
    process.argv = [process.argv[0] ?? '', program.pathname, ...args];
    await import(program.href);
    return Number(process.exitCode ?? EXIT.done);
  },
};
