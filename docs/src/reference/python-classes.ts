/** What a doc comment says, in the form of Sphinx. */
interface Doc {
  readonly text: string;
  /** By the names of the parameters. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly raises: readonly string[];
}

const CLASS = /^class (\w+)(?:\(([^)]*)\))?:\n {4}"""([\s\S]*?)"""([\s\S]*?)(?=^\S|(?![\s\S]))/gm;
/** A method or property that is public and has a doc comment. */
const METHOD =
  /^(?: {4}@(\w+)\n)? {4}def ([a-z]\w*)\(((?:(?!\n {4}[^\s)]|:\n)[\s\S])*?)\) -> ([^\n]+):\n {8}"""([\s\S]*?)"""/gm;
const ATTRIBUTE = /^ {4,8}(?:self\.)?([a-z]\w*)(?:: ([^=\n]+?))?(?: = [^\n]+)?\n {4,8}"""([\s\S]*?)"""/gm;
const ARGUMENT = /^ {8}(\w+): (.+?)(?: = .+?)?,$/gm;
const FIELD = /^:(param|return|raises) ?(\w*): ([\s\S]*?)(?=\n:|\n\n|(?![\s\S]))/gm;

/** All that the comment of an exception may say. */
const STATUS = /^\d(?:\d\d|xx)$/;

/** Makes a page of the classes of modules, and of the options that every method of an API class takes. */
export function pythonClasses(modules: readonly string[], api: string): string {
  const [, comment = ''] = /^ {8}"""((?:(?!""")[\s\S])*?:param _[\s\S]*?)"""/m.exec(api) ?? [];
  const options = [...docOf(comment).parameters].filter(([name]) => name.startsWith('_'));
  const classes = modules.flatMap((module) => [...module.matchAll(CLASS)]).filter(([, name]) => !name?.startsWith('_'));
  return [
    ['## Options of one call', 'Every method takes these by name.', table(['option', 'meaning'], options.map(rowOf))],
    ...classes.map(([, name = '', bases = '', doc = '', body = '']) => chapterOf(name, bases, docOf(doc), body)),
  ]
    .flat()
    .filter(Boolean)
    .join('\n\n');
}

function chapterOf(name: string, bases: string, doc: Doc, body: string): readonly string[] {
  const types = new Map([...body.matchAll(ARGUMENT)].map(([, argument = '', type = '']) => [argument, type]));
  const given = [...doc.parameters].map(([argument, meaning]) => [code(argument), code(types.get(argument)), meaning]);
  return [
    `## ${name}`,
    bases === '' ? '' : `Extends ${bases.split(', ').map(code).join(' and ')}.`,
    doc.text.replace(STATUS, 'Of an answer with the status $&.'),
    table(['argument', 'type', 'meaning'], given),
    ...doc.raises.map((raised) => `Raises ${raised}.`),
    table(['member', 'meaning'], [...attributesOf(body), ...methodsOf(body)]),
  ];
}

function attributesOf(body: string): string[][] {
  return [...body.matchAll(ATTRIBUTE)].map(([, name, type, doc = '']) => [
    code([name, type].filter(Boolean).join(': ')),
    docOf(doc).text,
  ]);
}

/** Lists the methods but for those that take what no package exports. */
function methodsOf(body: string): string[][] {
  return [...body.matchAll(METHOD)]
    .filter(([, , , taken]) => !taken?.includes(': Operation'))
    .map(([, kind, name, taken = '', type, doc = '']) => {
      const given = taken.replace(/^\s*(self|cls)(, )?/, '').trim();
      const { text, raises } = docOf(doc);
      const said = [text, ...raises.map((raised) => `Raises ${raised}.`)].join(' ');
      return [code(kind === 'property' ? `${name}: ${type}` : `${name}(${given}) -> ${type}`), said];
    });
}

function docOf(comment: string): Doc {
  const text = comment.replaceAll(/^ +/gm, '').trim();
  const fields = [...text.matchAll(FIELD)].map(([, kind, name = '', meaning = '']) => ({ kind, name, meaning }));
  return {
    text: text.split(/^:/m)[0]?.trim() ?? '',
    parameters: new Map(fields.filter(({ kind }) => kind === 'param').map(({ name, meaning }) => [name, meaning])),
    raises: fields.filter(({ kind }) => kind === 'raises').map(({ name, meaning }) => `${code(name)} ${meaning}`),
  };
}

function rowOf([name, meaning]: readonly [string, string]): string[] {
  return [code(name), meaning];
}

function code(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows];
  const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return lines.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}
