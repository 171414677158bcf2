import { readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { moveToPostgres } from '../desk/open-store.ts';
import { EXIT } from '../exit-code.ts';

export const migrate: Command = defineCommand({
  name: 'migrate',
  summary: 'moves the inbox of a file to PostgreSQL, whole or not at all',
  usage: 'FILE',
  notes: [
    'TICKETBRIDGE_INBOX, or "inbox" in the configuration file, has the address of the database, which holds no inbox yet.',
    'Stop what runs the file first. It is refused from then on, so that nothing is sent from both.',
  ],
  example: 'ticketbridge migrate inbox.sqlite',
  refuses: ['inbox', 'no-inbox'],
  flags: {},
  run: async ({ out, isJson, readPlace }, { positionals }) => {
    const [file] = readPositionals(positionals, 'FILE');
    await moveToPostgres(file, await readPlace());
    await out.note(`The inbox stands in PostgreSQL now; ${file} is refused from now on.`);
    if (isJson) await out.record({ file, isMoved: true });
    return EXIT.done;
  },
});
