import type { Unread, WritableJournal } from '../journal.ts';
import type { Redactor } from '../redact.ts';
import type { CallFacts, Head, Opening } from './exchange.ts';
import { isDone, type Reply } from './reply.ts';

/** What answers requests. */
export interface Opener {
  open(head: Head): Opening;
}

interface Watch {
  readonly journal: WritableJournal;
  readonly redactor: Redactor;
  /** The names of the headers that carry a credential, in small letters. */
  readonly secretHeaders: readonly string[];
}

/** The bytes of a body up to which a journal shows it. */
const maxShown = 8_192;

/** Writes every exchange into a journal, before its answer is sent. */
export function journaled(exchange: Opener, { journal, redactor, secretHeaders }: Watch): Opener {
  return {
    open(head) {
      const [at, started] = [new Date(), performance.now()];
      const { method, target } = head;
      const opening = exchange.open(head);
      const sent = secretHeaders.flatMap((name) => secretsIn(head.header(name)));
      const write = (reply: Reply, body?: Uint8Array): Reply => {
        const milliseconds = Math.round((performance.now() - started) * 1000) / 1000;
        const { call } = opening;
        journal.add(
          entryOf(
            { at, call, method, target, sent, milliseconds },
            { ...reply, body: shortened(reply.body) },
            shortened(body),
          ),
        );
        return reply;
      };
      if ('refusal' in opening) return { ...opening, refusal: write(opening.refusal) };
      return { ...opening, answer: (body) => write(opening.answer(body), body) };
    },
  };

  /** On its own, so that the entry does not keep the request and its socket. */
  function entryOf({ at, call, method, target, sent, milliseconds }: Facts, reply: Reply, body?: Uint8Array): Unread {
    return () => ({
      at: at.toISOString(),
      ...present({ ...call }),
      method,
      target: redactor.target(target, sent),
      ...judgement(reply),
      milliseconds,
      ...present({
        requestBody: body && shownBody(Buffer.from(body).toString(), sent),
        responseBody: reply.body && shownBody(reply.body, sent),
      }),
    });
  }

  function shownBody(body: string, sent: readonly string[]): unknown {
    return body === '' ? undefined : redactor.body(body, sent);
  }

  function judgement({ status, verdict = 'answered', reason, fault }: Reply) {
    const facts = {
      status: fault?.isAnswered === false ? undefined : status,
      reason: reason === undefined ? undefined : String(redactor.body(reason)),
      fault: fault?.id,
    };
    return { verdict, ...present(facts), isApplied: fault?.isApplied ?? isDone({ status, verdict }) };
  }
}

interface Facts extends Pick<Head, 'method' | 'target'> {
  readonly at: Date;
  readonly call: CallFacts | undefined;
  /** Further secrets. */
  readonly sent: readonly string[];
  readonly milliseconds: number;
}

function shortened<Body extends string | Uint8Array>(body: Body | undefined): Body | undefined {
  return body !== undefined && body.length <= maxShown ? body : undefined;
}

/** Lists what of a header's value may be a secret: the whole, and what follows the name of a scheme. */
function secretsIn(value: string | undefined): string[] {
  if (value === undefined) return [];
  const [, credentials] = value.split(/ +(.*)/s);
  return credentials === undefined ? [value] : [value, credentials];
}

function present<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const kept: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {};
  return Object.assign(kept, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
