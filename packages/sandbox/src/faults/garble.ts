import type { Served } from '../server/exchange.ts';
import { finish } from '../server/finish.ts';
import type { Reply } from '../server/reply.ts';
import type { Operation } from '../spec/operation.ts';
import { endWithin, type Hold, later, padded, reset, stall, stallWithin } from './deliveries.ts';
import type { FaultKind, FaultOf } from './fault.ts';

/** A call that a fault has met. */
export interface Met {
  readonly vendor: Served;
  readonly operation: Operation;
  /** The answer that it would have got; `undefined` where the request is not applied. */
  readonly answer: Reply | undefined;
  readonly hold: Hold;
}

/** A reply, and whether anything of it is sent. Default: true. */
type Garbled = Reply & { readonly isAnswered?: boolean };

type Garblers = { readonly [Kind in FaultKind]: (fault: FaultOf<Kind>, met: Met) => Garbled };

/** By kind, what the caller hears. */
const garblers: Garblers = {
  latency: ({ milliseconds }, met) => ({ ...plain(met), deliver: later(milliseconds, met.hold) }),
  stall: ({ where }, met) =>
    where === 'headers'
      ? { ...plain(met), isAnswered: false, deliver: stall(met.hold) }
      : { ...plain(met), deliver: stallWithin(met.hold) },
  reset: (_, met) => ({ ...plain(met), isAnswered: false, deliver: reset }),
  truncation: (_, met) => ({ ...plain(met), deliver: endWithin }),
  status: ({ status, retryAfter }, met) => answered(met, status, retryAfter),
  html: ({ status = 502, retryAfter }) => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...retry(retryAfter) },
    body: `<!doctype html><title>${status}</title><h1>${status}</h1><p>This page is a fault that a test asked for.</p>`,
  }),
  'content-type': ({ mediaType = 'text/plain' }, met) => {
    const reply = withBody(met);
    return { ...reply, headers: { ...reply.headers, 'content-type': mediaType } };
  },
  'broken-json': (_, met) => {
    const reply = withBody(met);
    return { ...reply, body: reply.body.slice(0, -1) };
  },
  redirect: ({ status = 302, location = 'http://elsewhere.invalid/' }) => ({
    status,
    headers: { location },
    body: undefined,
  }),
  oversized: ({ bytes = 33_554_432 }, met) => ({ ...withBody(met), deliver: padded(bytes) }),
  throttle: ({ status, retryAfter }, met) =>
    answered(met, status ?? met.vendor.throttledStatus?.(met.operation.id) ?? 429, retryAfter),
};

/** Makes what the caller hears of a call that a fault has met. */
export function garble<Kind extends FaultKind>(fault: FaultOf<Kind> & { readonly kind: Kind }, met: Met): Garbled {
  return garblers[fault.kind](fault, met);
}

/** The answer of a request that was applied, else the example of a success. */
function plain({ answer, operation }: Met): Reply {
  if (answer !== undefined) return answer;
  const { success } = operation;
  if (success === undefined || !operation.canAnswer(success)) return { status: 200, headers: {}, body: undefined };
  return finish(operation, () => ({ example: success }));
}

/** As `plain`, in a form that has a body: where there is none, an empty object under a status that may have one. */
function withBody(met: Met): Reply & { readonly body: string } {
  const { body, ...reply } = plain(met);
  if (body !== undefined) return { ...reply, body };
  const headers = { ...reply.headers, 'content-type': 'application/json' };
  return { ...reply, status: reply.status === 204 ? 200 : reply.status, headers, body: '{}' };
}

/** Answers with a status: as documented, where it is. */
function answered({ operation }: Met, status: number, retryAfter: string | undefined): Reply {
  const reply: Reply = operation.canAnswer(status)
    ? finish(operation, () => ({ example: status }))
    : { status, headers: {}, body: undefined };
  return { ...reply, headers: { ...reply.headers, ...retry(retryAfter) } };
}

function retry(after: string | undefined): Readonly<Record<string, string>> {
  return after === undefined ? {} : { 'retry-after': after };
}
