import {
  flag,
  list,
  numberAbove,
  numberIn,
  oneOf,
  type RecordShape,
  record,
  type Shape,
  type Shapes,
  text,
  union,
  wholeNumber,
} from '../control/shape.ts';

/** Which calls a fault meets. Without any of these, every call until it is cleared. */
export interface FaultChoice {
  /** An operation's id, or that behind its vendor's name and a dot. Default: every operation. */
  readonly operation?: string | undefined;
  /** How many calls it meets before it is over. Default: no end. */
  readonly calls?: number | undefined;
  /** The share of calls that it meets, above 0 and up to 1. Default: all. */
  readonly rate?: number | undefined;
  /** The start of the random numbers behind `rate`: the same seed meets the same calls. Default: a random one, which is told. */
  readonly seed?: number | undefined;
  /** Whether it meets the next call, the one after it and so on; it is over at the end. In place of `calls` and `rate`. */
  readonly script?: readonly boolean[] | undefined;
}

/** Whether the sandbox does what the call asks for, before the answer is lost. Default: if the caller hears a 2xx. */
export interface FaultEffect {
  readonly applied?: boolean | undefined;
}

/** What a fault does, by its kind. */
interface FaultForms {
  /** Sends the answer later; the request is applied when it arrives. */
  readonly latency: { readonly milliseconds: number };
  /** Sends nothing, or half of the answer, and then nothing more until the fault is cleared. */
  readonly stall: FaultEffect & { readonly where: 'headers' | 'body' };
  /** Resets the connection in place of an answer. */
  readonly reset: FaultEffect;
  /** Ends the connection within the answer. */
  readonly truncation: FaultEffect;
  /** Answers with a status from 200 to 599, documented or not. */
  readonly status: FaultEffect & { readonly status: number; readonly retryAfter?: string | undefined };
  /** Answers with an HTML page. `status`, default: 502. */
  readonly html: FaultEffect & { readonly status?: number | undefined; readonly retryAfter?: string | undefined };
  /** Sends the answer's body under another media type, by default `text/plain`. */
  readonly 'content-type': FaultEffect & { readonly mediaType?: string | undefined };
  /** Sends the answer's body without its last character. */
  readonly 'broken-json': FaultEffect;
  /** Points elsewhere. `location`, default: a host that does not exist. `status`, default: 302. */
  readonly redirect: FaultEffect & {
    readonly location?: string | undefined;
    readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
  };
  /** Sends the answer's body behind spaces, in all of `bytes`, by default 32 MiB. */
  readonly oversized: FaultEffect & { readonly bytes?: number | undefined };
  /**
   * Refuses calls beyond so many within a second. `status`, default: that with which the operation documents that it
   * throttles, else 429.
   */
  readonly throttle: FaultEffect & {
    readonly perSecond: number;
    readonly status?: number | undefined;
    readonly retryAfter?: string | undefined;
  };
}

export type FaultKind = keyof FaultForms;

/** Something that goes wrong with calls. */
export type Fault = {
  readonly [Kind in FaultKind]: { readonly kind: Kind } & FaultChoice & FaultForms[Kind];
}[FaultKind];

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

const garbling: ReadonlySet<FaultKind> = new Set(['latency', 'truncation', 'content-type', 'broken-json', 'oversized']);

/** Tells whether a call that a fault meets is applied: where the fault does not say, it is if its caller hears a 2xx. */
export function isApplied(fault: Fault): boolean {
  if ('applied' in fault && fault.applied !== undefined) return fault.applied;
  if (fault.kind === 'stall') return fault.where === 'body';
  return garbling.has(fault.kind) || ('status' in fault && fault.status !== undefined && fault.status < 300);
}

const choice: Shapes<FaultChoice> = {
  operation: text("An operation's id, or that behind its vendor's name and a dot; default: every operation"),
  calls: wholeNumber('How many calls it meets before it is over; default: no end', { from: 1 }),
  rate: numberAbove('The share of calls that it meets; default: all', 0, 1),
  seed: wholeNumber('The start of the random numbers behind `rate`; default: a random one, which is told', {
    to: 2 ** 32 - 1,
  }),
  script: withItems(
    list(flag('Whether it meets this call'), 'Whether it meets the next call, the one after it and so on'),
  ),
};
const effect: Shapes<FaultEffect> = {
  applied: flag(
    'Whether the sandbox does what the call asks for, before the answer is lost; default: if the caller hears a 2xx',
  ),
};
const status = wholeNumber('The status of the answer, documented or not', { from: 200, to: 599 });
const header = (description: string) => text(description, /^[!-~]([ -~]*[!-~])?$/, 'text that a header can carry');
const retryAfter = header('The header Retry-After, in seconds or as a date');

const meanings: Readonly<Record<FaultKind, string>> = {
  latency: 'The answer comes later; the request is applied when it arrives',
  stall: 'Nothing, or half of the answer, is sent, and then nothing more until the fault is cleared',
  reset: 'The connection is reset in place of an answer',
  truncation: 'The connection ends within the answer',
  status: 'Any status is answered, documented or not',
  html: 'An HTML page is answered, by default with 502',
  'content-type': "The answer's body is sent under another media type, by default text/plain",
  'broken-json': "The answer's body is sent without its last character",
  redirect: 'The answer points elsewhere, by default to a host that does not exist',
  oversized: "The answer's body is sent behind spaces, by default 32 MiB of them",
  throttle: 'Calls beyond so many within a second are refused',
};
const kind = <Kind extends FaultKind>(name: Kind): Shape<Kind> => oneOf([name], meanings[name]);
const usual = { ...effect, ...choice };

const forms: RecordShape<Fault> = union<Fault, 'kind'>('kind', {
  latency: record(
    { kind: kind('latency'), milliseconds: wholeNumber('How much later', { from: 1, to: 3_600_000 }) },
    choice,
  ),
  stall: record(
    { kind: kind('stall'), where: oneOf(['headers', 'body'], 'Before the headers, or within the body') },
    usual,
  ),
  reset: record({ kind: kind('reset') }, usual),
  truncation: record({ kind: kind('truncation') }, usual),
  status: record({ kind: kind('status'), status }, { retryAfter, ...usual }),
  html: record({ kind: kind('html') }, { status, retryAfter, ...usual }),
  'content-type': record(
    { kind: kind('content-type') },
    { mediaType: header('What the body is said to be'), ...usual },
  ),
  'broken-json': record({ kind: kind('broken-json') }, usual),
  redirect: record(
    { kind: kind('redirect') },
    {
      location: header('Where to'),
      status: numberIn([301, 302, 303, 307, 308], 'The status of the answer'),
      ...usual,
    },
  ),
  oversized: record(
    { kind: kind('oversized') },
    { bytes: wholeNumber('The length of the body', { from: 1, to: 2 ** 30 }), ...usual },
  ),
  throttle: record(
    { kind: kind('throttle'), perSecond: wholeNumber('Calls within any second that are let through', { to: 1000 }) },
    { status, retryAfter, ...usual },
  ),
});

/** The form of a fault from outside; what its fields mean together is checked where it is added. */
export const faultShape: RecordShape<Fault> = {
  ...forms,
  schema: {
    ...forms.schema,
    dependentRequired: { seed: ['rate'] },
    not: { anyOf: [together('script', 'calls'), together('script', 'rate')] },
  },
};

function together(...names: readonly string[]): object {
  return { properties: Object.fromEntries(names.map((name) => [name, {}])), required: names };
}

function withItems<T>(shape: Shape<readonly T[]>): Shape<readonly T[]> {
  return { ...shape, schema: { ...shape.schema, minItems: 1 } };
}
