import { readOneOf, readPositionals } from '../arguments.ts';
import { type Command, defineCommand, flagsOf } from '../command.ts';
import { EXIT } from '../exit-code.ts';

/** Makes the command that writes a shell's completion of these commands, and of itself. */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = defineCommand({
    name: 'completion',
    summary: 'writes the completion for a shell',
    usage: SHELLS.join('|'),
    words: SHELLS,
    example: 'source <(ticketbridge completion bash)',
    notes: ['zsh: the same. fish: ticketbridge completion fish | source'],
    flags: {},
    run: async ({ out }, { positionals }) => {
      const shell = readOneOf('SHELL', SHELLS, readPositionals(positionals, 'SHELL')[0]);
      const offered = await Promise.all([...others, completion].map(offeredOf));
      for (const line of SCRIPTS[shell](offered)) await out.line(line);
      return EXIT.done;
    },
  });
  return completion;
}

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A command with all flags that it takes. */
type Offered = Required<Pick<Command, 'name' | 'summary' | 'words' | 'flags'>>;

async function offeredOf(command: Command): Promise<Offered> {
  const { name, summary, words = [], passesOn } = command;
  return { name, summary, words, flags: passesOn ? await passesOn() : flagsOf(command) };
}

type Script = (commands: readonly Offered[]) => readonly string[];

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], Script>> = {
  bash: (commands) => [
    '_ticketbridge() {',
    '  local words',
    '  if ((COMP_CWORD == 1)); then',
    `    words="${commands.map(({ name }) => name).join(' ')}"`,
    `  else case \${COMP_WORDS[1]} in`,
    ...commands.map((command) => `    ${command.name}) words="${wordsOf(command).join(' ')}" ;;`),
    '  esac; fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$2"))',
    '}',
    'complete -o default -F _ticketbridge ticketbridge',
  ],
  zsh: (commands) => [
    '#compdef ticketbridge',
    '_ticketbridge() {',
    '  if ((CURRENT == 2)); then',
    '    local -a commands=(',
    ...commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary}`)}`),
    '    )',
    '    _describe command commands',
    '    return',
    '  fi',
    '  case $words[2] in',
    ...commands.map((command) => `    ${command.name}) compadd -- ${wordsOf(command).join(' ')} ;;`),
    '  esac',
    '  _files',
    '}',
    '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }',
    'compdef _ticketbridge ticketbridge',
  ],
  fish: (commands) => [
    'complete -c ticketbridge -n __fish_use_subcommand -f',
    ...commands.flatMap((command) => [
      `complete -c ticketbridge -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
      ...command.words.map(
        (word) => `complete -c ticketbridge -n '__fish_seen_subcommand_from ${command.name}' -a ${word}`,
      ),
      ...Object.entries(command.flags).map(
        ([name, { type, meaning }]) =>
          `complete -c ticketbridge -n '__fish_seen_subcommand_from ${command.name}' -l ${name}${type === 'string' ? ' -r' : ''} -d ${quoted(meaning)}`,
      ),
    ]),
  ],
};

function wordsOf({ flags, words }: Offered): readonly string[] {
  return [...words, ...Object.keys(flags).map((name) => `--${name}`)];
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
