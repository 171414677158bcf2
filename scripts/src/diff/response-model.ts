import type { Method, Schema, SpecOperation } from '../generate/document.ts';
import { isRead, kindOf } from '../generate/model.ts';
import { ANY_CALL, READS_ONLY } from '../generate/sent-again.ts';
import { resultType } from '../generate/type-names.ts';
import { leftover } from './leftover.ts';
import { below, type Facts, type Node, nodeAt } from './node.ts';
import { readSchema } from './schema-model.ts';
import { type At, follow } from './written.ts';

interface Operation extends At<SpecOperation> {
  readonly method: Method;
}

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly 'x-error-kind'?: string;
  readonly 'x-repeatable'?: boolean;
}

const READ = ['content', 'x-error-kind', 'x-repeatable'];

/** The answers of an operation, by status: successes, and refusals. */
export function readAnswers(operation: Operation): { readonly successes: Facts; readonly errors: Facts } {
  const { document, raw, pointer } = operation;
  const documented = Object.entries(raw.responses).filter(([status]) => !status.startsWith('x-'));
  const answers = documented.map(([status, response]) => ({
    status,
    at: follow<Answer>({ document, raw: response, pointer: below(pointer, 'responses', status) }),
    place: below(pointer, 'responses', status),
  }));
  const isOfSuccesses = (status: string) => /^2(\d\d|XX)$/.test(status);
  const isVague = !documented.some(([status]) => isOfSuccesses(status));
  const isSuccess = (status: string) => isOfSuccesses(status) || (isVague && status === 'default');
  const named = (answer: (typeof answers)[number], read: typeof readSuccess): [string, Node] => [
    answer.status,
    read(operation, answer.status, answer.at, answer.place),
  ];
  return {
    successes: Object.fromEntries(answers.filter((a) => isSuccess(a.status)).map((a) => named(a, readSuccess))),
    errors: Object.fromEntries(answers.filter((a) => !isSuccess(a.status)).map((a) => named(a, readError))),
  };
}

function readSuccess({ raw: { operationId: id } }: Operation, status: string, at: At<Answer>, pointer: string): Node {
  const { 'application/json': json, ...others } = at.raw.content ?? {};
  const label = resultType(id, status);
  return nodeAt(
    { kind: 'success', pointer, written: at.pointer, raw: at.raw, label: `${id} ${status}` },
    {
      status,
      resultType: json?.schema && json.schema.$ref === undefined ? label : undefined,
      body: json?.schema
        ? readSchema({
            document: at.document,
            schema: json.schema,
            pointer: below(at.pointer, 'content', 'application/json', 'schema'),
            label,
          })
        : undefined,
      media: others,
      described: describedAt(json, below(at.pointer, 'content', 'application/json'), `${id} ${status}`),
      ...leftover(at.raw, READ),
    },
  );
}

function readError(
  { raw: { operationId: id }, method }: Operation,
  status: string,
  at: At<Answer>,
  pointer: string,
): Node {
  // Such as application/problem+json (RFC 9457).
  const [type, json] = Object.entries(at.raw.content ?? {}).find(([name]) => /[/+]json$/.test(name)) ?? [];
  const others = Object.entries(at.raw.content ?? {}).filter(([name]) => name !== type);
  const label = `${id} ${status}`;
  return nodeAt(
    { kind: 'error', pointer, written: at.pointer, raw: at.raw, label },
    {
      meaning: at.raw['x-error-kind'] ?? kindOf(status),
      again: at.raw['x-repeatable'] === true || isSentAgainAnyway(method, status),
      mediaType: type,
      body:
        type !== undefined && json?.schema
          ? readSchema({
              document: at.document,
              schema: json.schema,
              pointer: below(at.pointer, 'content', type, 'schema'),
              label,
            })
          : undefined,
      media: Object.fromEntries(others),
      described: describedAt(json, below(at.pointer, 'content', type ?? ''), label),
      ...leftover(at.raw, READ),
    },
  );
}

/** What is said of a body beside its schema. */
export function describedAt(content: object | undefined, pointer: string, label: string): Node | undefined {
  return content && nodeAt({ kind: 'media', pointer, raw: content, label }, leftover(content, ['schema']));
}

/** Tells whether a client sends a call again after a status that no spec speaks of. */
export function isSentAgainAnyway(method: Method, status: string): boolean {
  return ANY_CALL.includes(status) || (isRead(method) && READS_ONLY.includes(status));
}
