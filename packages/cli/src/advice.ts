/** The flags that say what a command works with. */
export interface Place {
  readonly config: string | undefined;
  readonly inbox: string | undefined;
}

/** Writes a command that reads from the vendor, whatever inbox is set: a mirror may not hold yet what has arrived. */
export function adviseLook(words: readonly string[], { config }: Place): string {
  return commandLine([...words, ...configFlags(config), '--no-inbox']);
}

/** Writes a command that works with the same inbox. */
export function adviseInbox(words: readonly string[], { config, inbox }: Place): string {
  return commandLine([...words, ...configFlags(config), ...(inbox === undefined ? [] : ['--inbox', inbox])]);
}

function configFlags(config: string | undefined): readonly string[] {
  return config === undefined ? [] : ['--config', config];
}

function commandLine(words: readonly string[]): string {
  return ['ticketbridge', ...words.map(quoted)].join(' ');
}

/** Quotes a word where a shell would take it apart: an id of a vendor may hold anything. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
