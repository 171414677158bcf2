import type { ParameterClass, Row } from '@ticketbridge/ledger';
import { baseOf, bodyCases, judgesOf, rowsFor, UNDECLARED, UNKNOWN_WORD } from './body-cases.ts';
import { credentialText, type Draft, type Known, withTexts } from './drafts.ts';
import type { Node } from './generated-values.ts';
import { at, items } from './json.ts';
import { mergedSchema, typesOf } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';

/** What is done to a valid request. */
export interface Change {
  readonly title: string;
  /** The rows of the ledger that it shows. */
  readonly rows: readonly Row[];
  /** Why the server refuses it; `undefined` where it stays valid. */
  readonly refusal: 'credentials' | 'content-type' | 'invalid' | undefined;
  /** The sandbox refuses more than the spec does, and says so: a count beyond 2^53-1, a secret that is nobody's. */
  readonly isStricter?: boolean;
  apply(draft: Draft): Draft;
}

/** Lists the changes of an operation's requests: each row of its parameters and its body, and what has no row. */
export function changesOf(spec: Spec, operation: Operation, known: Known): readonly Change[] {
  const rows = rowsFor(spec, operation);
  return [
    ...rows.flatMap((row) => parameterChanges(spec, operation, row)),
    ...credentialChanges(operation, known),
    ...bodyChanges(spec, operation),
    ...contentTypeChanges(spec, operation),
  ];
}

function parameterChanges(spec: Spec, operation: Operation, row: Row): Change[] {
  const { subject, greys } = row;
  if (greys.server !== undefined) return [];
  if (subject.kind !== 'parameter' && subject.kind !== 'parameter-enum') return [];
  const key = `${subject.in}/${subject.name}`;
  const change = (refusal: Change['refusal'], texts: readonly string[], more: Partial<Change> = {}): Change => ({
    title: `${key} ${JSON.stringify(texts)}`,
    rows: [row],
    refusal,
    apply: (draft) => withTexts(draft, { [key]: texts }),
    ...more,
  });
  if (subject.kind === 'parameter-enum') return [change(undefined, [String(subject.value)])];
  if (key === 'query/*') {
    const names = [UNDECLARED, ...operation.parameters.map(({ name }) => `${name}[]`)];
    return names.map((name) => ({
      ...change('invalid', []),
      title: `an undeclared ${name}`,
      apply: (draft) => withTexts(draft, { [`query/${name}`]: ['1'] }),
    }));
  }
  if (key === 'header/content-type') {
    const contentType = subject.class === 'absent' ? undefined : 'text/plain';
    return [
      {
        ...change('content-type', []),
        title: `content type ${contentType}`,
        apply: (draft) => ({ ...draft, contentType }),
      },
    ];
  }
  const parameter = operation.parameters.find(({ in: place, name }) => place === subject.in && name === subject.name);
  if (!parameter) {
    const credential = operation.credentials.find(({ in: place, name }) => `${place}/${name}` === key);
    if (!credential) return [];
    if (subject.class === 'absent') return [change('credentials', [])];
    return [
      {
        ...change('credentials', [], { isStricter: true }),
        apply: (draft) => withTexts(draft, credentialText(credential, 'no:body')),
      },
    ];
  }
  if (subject.class === 'absent') return [change(parameter.required ? 'invalid' : undefined, [])];
  const schema = mergedSchema(spec.document, parameter.schema);
  const isAllowed = subject.class === 'min' || subject.class === 'max';
  const changes = textsOf(subject.class, schema)
    .filter((text) => subject.in === 'query' || text !== '')
    .filter((text) => judgesOf(spec).isValid(parameter.schema, meantBy(schema, text)) === isAllowed)
    .map((text) => change(isAllowed ? undefined : 'invalid', [text]));
  const isCount = typesOf(schema).includes('integer') && schema.maximum === undefined;
  const beyond = isCount && subject.class === 'over' ? [change('invalid', [`${2 ** 53}`], { isStricter: true })] : [];
  return [...changes, ...beyond];
}

/** The value that a text of a URL or a header stands for; what does not fit stays text. */
function meantBy(schema: Node, text: string): unknown {
  const types = typesOf(schema);
  if (types.includes('array')) return [meantBy(Object(schema.items), text)];
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Texts of each class of a parameter's values. */
function textsOf(of: ParameterClass, schema: Node): readonly string[] {
  const types = typesOf(schema);
  const isNumber = types.includes('integer') || types.includes('number');
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength = 0, maxLength } = schema;
  const numbers = (...values: readonly (number | undefined)[]) =>
    values.filter((value) => value !== undefined && !Number.isNaN(value)).map(String);
  const words = (...lengths: readonly number[]) =>
    lengths.filter((length) => length >= 0).map((length) => 'a'.repeat(length));
  switch (of) {
    case 'min':
      return isNumber
        ? numbers(Number(minimum ?? Number(exclusiveMinimum) + 1))
        : words(Math.max(1, Number(minLength)));
    case 'max':
      return isNumber ? numbers(Number(maximum ?? Number(exclusiveMaximum) - 1)) : words(Number(maxLength ?? 200));
    case 'over':
      return isNumber
        ? numbers(Number(minimum) - 1, Number(maximum) + 1, Number(exclusiveMinimum), Number(exclusiveMaximum))
        : words(Number(minLength) - 1, Number(maxLength ?? Number.NaN) + 1);
    case 'wrong-type':
      return ['text', '', 'true', ...(types.includes('integer') ? ['1.5', '1e1', ' 1', '0x1'] : [])].filter(
        (text) => !types.includes('boolean') || text !== 'true',
      );
    case 'unknown':
      return [
        UNKNOWN_WORD,
        ...items(schema.enum).flatMap((value) => (typeof value === 'string' ? [swapCase(value)] : [])),
      ];
    default:
      return [];
  }
}

function swapCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

/** A secret elsewhere, twice, in another form, or none in its place. */
function credentialChanges({ credentials: [credential, ...others] }: Operation, known: Known): Change[] {
  if (!credential || others.length > 0) return [];
  const { in: place, name, option } = credential;
  const [secret = ''] = known(option);
  const key = `${place}/${name}`;
  const change = (title: string, texts: Draft['texts'], isStricter = true): Change => ({
    title: `a credential ${title}`,
    rows: [],
    refusal: 'credentials',
    isStricter,
    apply: (draft) => withTexts(draft, texts),
  });
  return [
    change('that is empty', { [key]: [''] }),
    change('behind a word', { [key]: [`Token ${secret}`] }),
    change('with a letter more', { [key]: [`${secret}a`] }),
    place === 'query'
      ? change('in a header', { [key]: [], 'header/authorization': [secret] })
      : change('in the query', { [key]: [], [`query/${name}`]: [secret] }),
    ...(place === 'query' ? [change('twice', { [key]: [secret, secret] })] : []),
  ];
}

function bodyChanges(spec: Spec, operation: Operation): Change[] {
  const { requestBody } = operation;
  const body = (
    title: string,
    refusal: Change['refusal'],
    text: string | undefined,
    rows: readonly Row[] = [],
  ): Change => ({
    title: `a body: ${title}`,
    rows,
    refusal,
    apply: (draft) => ({
      ...draft,
      body: text,
      contentType: draft.contentType ?? (text === undefined ? undefined : 'application/json'),
    }),
  });
  if (!requestBody) return [body('where there is none', 'invalid', '{}')];
  const { schema } = requestBody;
  const json = JSON.stringify(baseOf(spec, schema, examplesOf(spec, operation)));
  return [
    ...bodyCases(spec, operation, 'request', schema, examplesOf(spec, operation)).map(({ rows, value, isValid }) =>
      body(JSON.stringify(value) ?? 'none', isValid ? undefined : 'invalid', JSON.stringify(value), rows),
    ),
    ...(requestBody.required ? [body('none', 'invalid', undefined), body('of length 0', 'invalid', '')] : []),
    body('truncated', 'invalid', json.slice(0, -1)),
    body('twice', 'invalid', `${json}${json}`),
    body('with a comma too many', 'invalid', json.replace(/\}$/, ',}')),
    body('text', 'invalid', 'text'),
    body('white space', 'invalid', ' '),
  ];
}

/** The examples that a spec has of a body. */
export function examplesOf({ document }: Spec, { method, path }: Operation): readonly unknown[] {
  const declared = at(document, 'paths', path, method.toLowerCase(), 'requestBody');
  const examples = at(mergedSchema(document, declared), 'content', 'application/json', 'examples');
  return Object.values(Object(examples)).map((example) => at(mergedSchema(document, example), 'value'));
}

/** Where no Content-Type is demanded of every request, a body's still has to be the documented one. */
function contentTypeChanges({ demandedContentType }: Spec, { requestBody }: Operation): Change[] {
  const types = ['text/plain', 'application/xml', 'application/jsonp', 'multipart/form-data'];
  const change = (contentType: string | undefined, refusal: Change['refusal']): Change => ({
    title: `the content type ${contentType}`,
    rows: [],
    refusal,
    apply: (draft) => ({ ...draft, contentType }),
  });
  if (demandedContentType === undefined && !requestBody) return [];
  return [
    ...[...types, undefined].map((type) =>
      change(type, demandedContentType === undefined ? 'invalid' : 'content-type'),
    ),
    change('Application/JSON; charset=utf-8', undefined),
  ];
}
