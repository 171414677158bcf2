import type { Head, Opening } from './exchange.ts';
import type { Opener } from './journaled.ts';
import type { Reply } from './reply.ts';
import { isLoopback, readTarget } from './target.ts';

/** What a page may read of an answer beside what the Fetch standard lets it. */
const exposed = [
  'allow',
  'retry-after',
  'x-sandbox-fault',
  'x-sandbox-reason',
  'x-sandbox-refusal',
  'x-sandbox-stateless',
  'x-sandbox-switch',
].join(', ');

/** Lets the pages of one origin call from a browser, by the CORS protocol of the Fetch standard. */
export function withCors(opener: Opener, origin: string): Opener {
  return {
    open(head) {
      if (head.header('origin') !== origin) return opener.open(head);
      return isPreflight(head) ? { refusal: allow(head, origin) } : mapReply(opener.open(head), mark);
    },
  };

  function mark(reply: Reply): Reply {
    const headers = { 'access-control-expose-headers': exposed, ...allowed(origin) };
    return { ...reply, headers: { ...reply.headers, ...headers } };
  }
}

function isPreflight({ method, target, header }: Head): boolean {
  const { authority = header('host') } = readTarget(target);
  const isOurs = authority === undefined || isLoopback(authority);
  return isOurs && method === 'OPTIONS' && header('access-control-request-method') !== undefined;
}

/** Allows whatever is asked for: the request itself is then judged like any other. */
function allow({ header }: Head, origin: string): Reply {
  const asked: Readonly<Record<string, string | undefined>> = {
    'access-control-allow-methods': header('access-control-request-method'),
    'access-control-allow-headers': header('access-control-request-headers'),
    // A page of another host asks before it reaches this machine (Private Network Access).
    'access-control-allow-private-network': header('access-control-request-private-network'),
  };
  const known = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { status: 204, headers: { ...Object.fromEntries(known), ...allowed(origin) }, body: undefined };
}

function allowed(origin: string): Readonly<Record<string, string>> {
  return { 'access-control-allow-origin': origin, vary: 'origin' };
}

function mapReply(opening: Opening, change: (reply: Reply) => Reply): Opening {
  if ('refusal' in opening) return { ...opening, refusal: change(opening.refusal) };
  return { ...opening, answer: (body) => change(opening.answer(body)) };
}
