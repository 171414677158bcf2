import { type Decision, decisionsAbout } from './decisions.ts';
import { isObject, type Json } from './json.ts';
import { readingMark } from './marks.ts';
import type { Kind } from './shapes.ts';

/** The routes that the words lead to. */
export interface Routes {
  /** The page that explains the marks. */
  readonly legend: string;
  /** The table of error kinds. */
  readonly errors: string;
  /** What was decided for the vendor. */
  readonly decisions: string;
  /** The page of an operation. */
  operation(id: string): string;
}

/** What an extension has our clients do, as a sentence whose subject is "they". */
interface Doing {
  readonly extension: string;
  readonly sentence: string;
}

/** Says what starlight-openapi leaves out of a node: facts, of which the node's provenance holds. */
export function factsOf(schema: Json): readonly string[] {
  return [...unseenLimits(schema), ...knownValues(schema)];
}

/** Says what our clients make of a node, apart from its facts, with the decisions that it rests on. */
export function doingsOf(node: Json, kind: Kind, routes: Routes, decisions: readonly Decision[]): readonly string[] {
  const doings = DOINGS[kind]?.(node, routes) ?? [];
  if (doings.length === 0) return [];
  const rests = doings.flatMap(({ extension }) => decisionsAbout(node, extension, decisions));
  const sentences = doings.map(({ sentence }) => sentence).join(' ');
  return [[`**What our clients do:** ${sentences}`, ...rests.map(({ text }) => readingMark(text))].join('\n')];
}

type Doings = (node: Json, routes: Routes) => readonly Doing[];

const DOINGS: Readonly<Partial<Record<Kind, Doings>>> = {
  root: (node) => [...errorCodes(node), ...contentType(node)],
  operation: (node) => paging(node),
  securityScheme: (node) => credential(node),
  response: (node, { errors }) => refusal(node, errors),
  schema: (node) => openValues(node),
};

const ONE_PAGE = 'A call of the one for Python gives one page.';

function paging(operation: Json): readonly Doing[] {
  const extension = 'x-paging';
  const names = operation[extension];
  if (!isObject(names)) return [];
  if (names.kind === 'offset') {
    const sentence =
      `The one for TypeScript reads page by page: ${code(names.offset)} is how many items to skip, ${code(names.limit)} how many to ` +
      `return; the answer has its items at ${code(names.items)}. ${ONE_PAGE}`;
    return [{ extension, sentence }];
  }
  const full = names.pageSize === undefined ? '' : ` A full page is taken to hold ${names.pageSize}.`;
  const sentence =
    `The one for TypeScript reads page by page: ${code(names.page)} is the number of the page; the answer has its items at ` +
    `${code(names.items)}, the page's number at ${code(names.number)}, its size at ${code(names.size)}, ` +
    `and how many pages and items there are at ${code(names.pages)} and ${code(names.total)}.${full} ${ONE_PAGE}`;
  return [{ extension, sentence }];
}

/** How our clients take a secret: those for TypeScript where the scheme names no option, those for Python as a setting. */
const TAKEN: Readonly<Record<string, { readonly option: string; readonly settings: readonly string[] }>> = {
  apiKey: { option: 'apiKey', settings: ['api_key'] },
  bearer: { option: 'token', settings: ['access_token'] },
  basic: { option: 'login', settings: ['username', 'password'] },
};

function credential(scheme: Json): readonly Doing[] {
  const usual = TAKEN[String(scheme.type === 'http' ? scheme.scheme : scheme.type)];
  const prefix = scheme['x-credential-prefix'];
  if (usual === undefined) return [];
  const option = scheme['x-credential-option'] ?? usual.option;
  const taken = {
    extension: 'x-credential-option',
    sentence:
      `They take the secret alone: the one for TypeScript as the option ${code(option)}, ` +
      `the one for Python as ${usual.settings.map(code).join(' and ')} of its ${code('Configuration')}.`,
  };
  if (typeof prefix !== 'string') return [taken];
  return [taken, { extension: 'x-credential-prefix', sentence: `They put ${code(prefix)} before it.` }];
}

function refusal(response: Json, errors: string): readonly Doing[] {
  const kind = response['x-error-kind'];
  const thrown = {
    extension: 'x-error-kind',
    sentence: `They fail with an error of the kind [${code(kind)}](${errors}).`,
  };
  const again = {
    extension: 'x-repeatable',
    sentence: 'They take it that the vendor did nothing, and send the same call again, also one that writes.',
  };
  return [...(kind === undefined ? [] : [thrown]), ...(response['x-repeatable'] === true ? [again] : [])];
}

function openValues(schema: Json): readonly Doing[] {
  const extension = 'x-extensible-enum';
  return extension in schema ? [{ extension, sentence: 'They keep any other value as it is.' }] : [];
}

function errorCodes(root: Json): readonly Doing[] {
  const extension = 'x-error-code-keys';
  const keys = root[extension];
  if (!Array.isArray(keys)) return [];
  const sentence =
    "They read the vendor's code for a refusal from the first of these keys that an error body has: " +
    `${keys.map(code).join(', ')}.`;
  return [{ extension, sentence }];
}

function contentType(root: Json): readonly Doing[] {
  const extension = 'x-request-content-type';
  const type = root[extension];
  if (type === undefined) return [];
  return [{ extension, sentence: `They send ${code(`Content-Type: ${type}`)} with every request.` }];
}

/** starlight-openapi shows no default and no limit that is 0, false or empty. */
function unseenLimits(schema: Json): readonly string[] {
  const { minimum, maximum, maxLength, maxItems } = schema;
  const limits = [
    ...(minimum === 0 ? ['at least `0`'] : []),
    ...(maximum === 0 ? ['at most `0`'] : []),
    ...(maxLength === 0 ? ['at most `0` characters'] : []),
    ...(maxItems === 0 ? ['at most `0` items'] : []),
    ...('default' in schema && !schema.default ? [`default ${code(JSON.stringify(schema.default))}`] : []),
  ];
  return limits.length > 0 ? [`${capitalise(limits.join(', '))}.`] : [];
}

function knownValues(schema: Json): readonly string[] {
  const known = schema['x-extensible-enum'];
  return Array.isArray(known) ? [`Known values: ${known.map(code).join(', ')}.`] : [];
}

/** Writes a value as code of Markdown; such a value holds no backtick. */
export function code(value: unknown): string {
  return `\`${value}\``;
}

/** Writes a description where there is room for one line. */
export function oneLine(description: unknown): string {
  return typeof description === 'string' ? description.trim().replaceAll(/\s*\n\s*/g, ' ') : '';
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
