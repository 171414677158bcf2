import { isObject, type Json } from './json.ts';
import type { Kind } from './shapes.ts';

/** The routes that the words lead to. */
export interface Routes {
  /** The page that explains the marks. */
  readonly legend: string;
  /** The table of error kinds. */
  readonly errors: string;
  /** The page of an operation. */
  operation(id: string): string;
}

/** Says in Markdown what the extensions of a node mean, and what starlight-openapi leaves out of it. */
export function wordsOf(node: Json, kind: Kind, routes: Routes): readonly string[] {
  return WORDS[kind]?.(node, routes) ?? [];
}

type Words = (node: Json, routes: Routes) => readonly string[];

const WORDS: Readonly<Partial<Record<Kind, Words>>> = {
  operation: (node, { legend }) => [
    ...pagingWords(node['x-paging']),
    "Each entry of this page ends with where it comes from: the vendor's page, the vendor's repository (its Swagger of " +
      `2016), or our reading and the reason for it. [How to read this](${legend})`,
  ],
  securityScheme: (node) => credentialWords(node),
  response: (node, { errors }) => refusalWords(node, errors),
  schema: (node) => [...unseenLimits(node), ...knownValues(node)],
};

function pagingWords(paging: unknown): readonly string[] {
  if (!isObject(paging)) return [];
  if (paging.kind === 'offset') {
    return [
      `**Read page by page:** ${code(paging.offset)} is how many items to skip, ${code(paging.limit)} how many to ` +
        `return; the answer has its items at ${code(paging.items)}.`,
    ];
  }
  const full = paging.pageSize === undefined ? '' : `, of which a full page holds ${paging.pageSize}`;
  return [
    `**Read page by page:** ${code(paging.page)} is the number of the page; the answer has its items at ` +
      `${code(paging.items)}${full}, the page's number at ${code(paging.number)}, its size at ${code(paging.size)}, ` +
      `and how many pages and items there are at ${code(paging.pages)} and ${code(paging.total)}.`,
  ];
}

/** The options of our clients where a scheme names none. */
const OPTIONS: Readonly<Record<string, string>> = { apiKey: 'apiKey', bearer: 'token', basic: 'login' };

function credentialWords(scheme: Json): readonly string[] {
  const option = scheme['x-credential-option'] ?? OPTIONS[String(scheme.type === 'http' ? scheme.scheme : scheme.type)];
  const prefix = scheme['x-credential-prefix'];
  const stands = typeof prefix === 'string' ? ` They put ${code(prefix)} before it.` : '';
  return option === undefined ? [] : [`Our clients take the secret alone, as the option ${code(option)}.${stands}`];
}

function refusalWords(response: Json, errors: string): readonly string[] {
  const kind = response['x-error-kind'];
  const thrown = kind === undefined ? [] : [`Our clients throw an error of the kind [${code(kind)}](${errors}).`];
  const again = 'The vendor did nothing, so our clients send the same call again, also one that writes.';
  return [[...thrown, ...(response['x-repeatable'] === true ? [again] : [])].join(' ')].filter(Boolean);
}

/** starlight-openapi shows no default and no limit that is 0, false or empty. */
function unseenLimits(schema: Json): readonly string[] {
  const { minimum, maximum } = schema;
  const limits = [
    ...(minimum === 0 ? ['at least `0`'] : []),
    ...(maximum === 0 ? ['at most `0`'] : []),
    ...('default' in schema && !schema.default ? [`default ${code(JSON.stringify(schema.default))}`] : []),
  ];
  return limits.length > 0 ? [`${capitalise(limits.join(', '))}.`] : [];
}

function knownValues(schema: Json): readonly string[] {
  const known = schema['x-extensible-enum'];
  return Array.isArray(known) ? [`Known values: ${known.map(code).join(', ')}. Any other is kept as it is.`] : [];
}

/** What the document as a whole says, for its overview. */
export function overviewWords(root: Json): readonly string[] {
  const keys = root['x-error-code-keys'];
  if (!Array.isArray(keys)) return [];
  return [
    "The vendor's code for a refusal is read from the first of these keys that an error body has: " +
      `${keys.map(code).join(', ')}.`,
  ];
}

/** Writes a value as code of Markdown; such a value holds no backtick. */
export function code(value: unknown): string {
  return `\`${value}\``;
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
