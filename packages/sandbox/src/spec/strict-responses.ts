import type { Gap } from '../gaps.ts';
import { at, entries, isObject, type JsonObject, mapValues } from '../json.ts';
import { documentedInvalid, possibleRefusals } from '../server/possible-refusals.ts';
import { type RefusalReason, reasons, refusals } from '../server/refusals.ts';
import type { Contract } from './contract.ts';
import type { NotBlank } from './not-blank.ts';
import type { Operation } from './operation.ts';
import { resolve } from './reference.ts';

/** What the sandbox makes of a spec, beside the closed schemas. */
export interface StrictFacts {
  readonly contract: Contract;
  readonly gaps: readonly Gap[];
  readonly notBlank: NotBlank;
  /** Values of the paths' parameters that no answer gives, by the parameter's name. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  readonly baseUrl: string;
  /** Whether every answer is an example, whose schema stays as open as the spec has it. Default: false. */
  readonly isStateless?: boolean;
  /** Whether what changes the state can fail, as with a file. Default: false. */
  readonly canFailToSave?: boolean | undefined;
}

const json = 'application/json';

/** What of a spec the answers of an operation are made of. */
interface Source {
  readonly spec: unknown;
  /** The responses of the operation, as the spec has them. */
  readonly documented: unknown;
  close(schema: unknown): unknown;
}

/** Describes every answer of an operation: those of the spec that the sandbox can give, and its marked refusals. */
export function strictResponses(operation: Operation, source: Source, facts: StrictFacts): JsonObject {
  const { isStateless = false } = facts;
  const given = operation.statuses.filter(
    (status) => operation.canAnswer(status) || (!isStateless && status === operation.success),
  );
  const refused = possibleRefusals(operation, facts);
  const statuses = [...new Set([...given, ...refused.map((reason) => refusals[reason].status)])];
  const responses = statuses.map((status): [number, JsonObject] => {
    const own = given.includes(status) ? documentedResponse(operation, status, source) : undefined;
    const response = withRefusals(
      own,
      refused.filter((reason) => refusals[reason].status === status),
    );
    return [status, isStateless ? withHeader(response, 'x-sandbox-stateless', statelessHeader) : response];
  });
  return Object.fromEntries(responses);
}

function documentedResponse(operation: Operation, status: number, { spec, documented, close }: Source): JsonObject {
  const { content, ...rest } = Object(resolve(spec, at(documented, String(status))));
  const written = entries(content).filter(([mediaType]) => mediaType.toLowerCase() === operation.produces(status));
  const media = mapValues(Object.fromEntries(written), (media) => closeMedia(media, close));
  const response = { ...rest, ...(written.length > 0 && { content: media }) };
  const hasReason = status === 401 || status === documentedInvalid(operation)?.status;
  return hasReason ? withHeader(response, 'x-sandbox-reason', reasonHeader) : response;
}

/** Closes the schema of a media type, if it has one. */
export function closeMedia(media: unknown, close: Source['close']): unknown {
  return isObject(media) && 'schema' in media ? { ...media, schema: close(media.schema) } : media;
}

/** Adds marked refusals to what a status is answered with. */
function withRefusals(own: JsonObject | undefined, reasons: readonly RefusalReason[]): JsonObject {
  if (reasons.length === 0) return own ?? {};
  const messages = reasons.map((reason) => `Refused by the sandbox: ${refusals[reason].message}`);
  const present = at(own, 'content', json);
  const schemas = [
    ...(present === undefined ? [] : [at(present, 'schema') ?? {}]),
    ...reasons.map((reason) => ({ $ref: `#/components/schemas/${refusalName(reason)}` })),
  ];
  const documented = at(present, 'example');
  const examples = {
    ...(documented === undefined ? Object(at(present, 'examples')) : { documented: { value: documented } }),
    ...Object.fromEntries(reasons.map((reason) => [reason, refusalExample(reason)])),
  };
  const kind = reasons.includes('credentials') ? 'unauthorized' : 'rejected';
  const isOfCaller = reasons.every((reason) => refusals[reason].status < 500);
  const response = {
    ...(isOfCaller && { 'x-error-kind': kind }),
    ...own,
    description: [at(own, 'description'), ...messages].filter(Boolean).join(' '),
    content: {
      ...Object(own?.content),
      [json]: { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas }, examples },
    },
  };
  return withHeader(response, 'x-sandbox-refusal', {
    description: 'Marks what no vendor documents: the reason of the refusal.',
    required: own === undefined,
    schema: reasons.length === 1 ? { type: 'string', const: reasons[0] } : { type: 'string', enum: reasons },
  });
}

function withHeader(response: JsonObject, name: string, header: JsonObject): JsonObject {
  return { ...response, headers: { ...Object(response.headers), [name]: header } };
}

const reasonHeader: JsonObject = {
  description: 'What is wrong with the request, where that is why the sandbox answers so.',
  schema: { type: 'string' },
};

const statelessHeader: JsonObject = {
  description: 'Says that the answer is made of the spec alone.',
  required: true,
  schema: { type: 'string', const: 'true' },
};

/** The body of each refusal, by the name of its schema. */
export const refusalSchemas: JsonObject = Object.fromEntries(
  reasons.map((reason) => [refusalName(reason), refusalSchema(reason)]),
);

function refusalSchema(reason: RefusalReason): JsonObject {
  return {
    type: 'object',
    description: 'A refusal of the sandbox. Real vendors answer something else there: do not build on it.',
    required: ['refusal', 'message'],
    properties: {
      refusal: { type: 'string', const: reason, description: 'The reason, as in the header x-sandbox-refusal.' },
      message: { type: 'string', const: refusals[reason].message, description: 'The reason in words.' },
      detail: { type: 'string', description: 'What is wrong, where there is more to say.' },
    },
    additionalProperties: false,
  };
}

function refusalExample(reason: RefusalReason): JsonObject {
  const { message } = refusals[reason];
  return { summary: message, value: { refusal: reason, message } };
}

/** `body-too-large` is `SandboxBodyTooLarge`. */
function refusalName(reason: RefusalReason): string {
  return `Sandbox-${reason}`.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
