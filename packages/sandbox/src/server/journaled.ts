import type { JournalEntry, Unread, WritableJournal } from '../journal.ts';
import type { Redactor, Sender } from '../redact.ts';
import type { CallFacts, Head, Opening } from './exchange.ts';
import { isDone, type Reply } from './reply.ts';

/** What answers requests. */
export interface Opener {
  open(head: Head): Opening;
}

interface Watch {
  readonly journal: WritableJournal;
  /** The names of the headers that carry a credential, in small letters. */
  readonly secretHeaders: readonly string[];
  redactorOf(sender: Sender): Redactor;
}

/** The length of a body up to which a journal shows it. */
const maxShown = 8_192;

/** Writes every exchange into a journal, before its answer is sent. */
export function journaled(exchange: Opener, { journal, redactorOf, secretHeaders }: Watch): Opener {
  return {
    open(head) {
      const [at, started] = [Date.now(), performance.now()];
      const opening = exchange.open(head);
      const { method, target } = head;
      const sent = secretHeaders.flatMap((name) => head.header(name) ?? []);
      const write = (reply: Reply, requestBody?: Uint8Array): Reply => {
        const milliseconds = performance.now() - started;
        const { call } = opening;
        journal.add(unread({ at, milliseconds, method, target, sent, call, requestBody, reply }, redactorOf));
        return reply;
      };
      if ('refusal' in opening) return { ...opening, refusal: write(opening.refusal) };
      return { ...opening, answer: (body) => write(opening.answer(body), body) };
    },
  };
}

interface Exchanged {
  readonly at: number;
  readonly milliseconds: number;
  readonly method: string;
  readonly target: string;
  /** The values of the headers that carry a credential. */
  readonly sent: readonly string[];
  readonly call: CallFacts | undefined;
  readonly requestBody: Uint8Array | undefined;
  readonly reply: Reply;
}

/** Keeps of an exchange what its entry is made of: neither its socket nor a body that is not shown. */
function unread(exchanged: Exchanged, redactorOf: Watch['redactorOf']): Unread {
  const { at, milliseconds, method, target, sent, call } = exchanged;
  const judgement = judge(exchanged.reply);
  const requestBody = short(exchanged.requestBody);
  const responseBody = short(exchanged.reply.body);
  return () => {
    const asked = requestBody && decode(requestBody);
    const redactor = redactorOf({ target, sent: sent.flatMap(secretsIn), body: asked });
    const shownBody = (body: string | undefined) => (body === undefined ? undefined : redactor.body(body));
    const { reason, ...judged } = judgement;
    return {
      at: new Date(at).toISOString(),
      ...present({ ...call }),
      method,
      target: redactor.target(target),
      ...judged,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      ...present({
        reason: reason === undefined ? undefined : redactor.text(reason),
        requestBody: shownBody(asked),
        responseBody: shownBody(responseBody),
      }),
    };
  };
}

function judge({
  status,
  verdict = 'answered',
  reason,
  fault,
}: Reply): Pick<JournalEntry, 'status' | 'verdict' | 'reason' | 'fault' | 'isApplied'> {
  const facts = { status: fault?.isAnswered === false ? undefined : status, reason, fault: fault?.id };
  return { verdict, ...present(facts), isApplied: fault?.isApplied ?? isDone({ status, verdict }) };
}

function short<Body extends { readonly length: number }>(body: Body | undefined): Body | undefined {
  return body === undefined || body.length === 0 || body.length > maxShown ? undefined : body;
}

/** Gives the text of a body; `undefined` where it is not UTF-8, and a secret in it could not be found. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Lists what of a header's value may be a secret: the whole, what follows the name of a scheme, and what that encodes. */
function secretsIn(value: string): string[] {
  const [, credentials] = value.split(/ +(.*)/s);
  if (credentials === undefined) return [value];
  const decoded = Buffer.from(credentials, 'base64').toString();
  return [value, credentials, decoded, ...decoded.split(/:(.*)/s)];
}

function present<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const kept: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {};
  return Object.assign(kept, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
