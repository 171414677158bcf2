import type { Difference } from './differences.ts';
import { isHidden } from './directions.ts';
import { below, isFacts, type Node, ORDER, PLACE } from './node.ts';
import type { Spot } from './python/place-names.ts';

/** Facts that stand under another name in a document, or are a trait of the node itself. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  texts: [],
  facts: [],
  unknown: [],
  limits: [],
  required: [],
  sent: [],
  status: [],
  method: [],
  path: [],
  call: [],
  in: [],
  resultType: [],
  mediaType: ['content'],
  media: ['content'],
  nullable: ['type'],
  meaning: ['x-error-kind'],
  again: ['x-repeatable'],
  presence: ['required'],
  bodyName: ['x-request-body-name'],
  id: ['operationId'],
  tag: ['tags', '0'],
  errorCodeKeys: ['x-error-code-keys'],
  requestContentType: ['x-request-content-type'],
};

/** Facts of which the text of the document says more. */
const WRITTEN: readonly string[] = ['type', 'nullable', 'enum', 'sent', 'access', 'default', 'mediaType'];

export interface ChangePlace {
  readonly pointer: string;
  readonly was?: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly label: string;
}

/** Finds where a difference stands in the documents, and what stood and stands there. */
export function placeOf(difference: Difference): ChangePlace {
  const place = placeNow(difference);
  const [old, now] = [difference.from?.[PLACE], difference.to?.[PLACE]];
  const hasMoved = old && now && !now.swap && old.pointer !== now.pointer;
  return hasMoved ? { ...place, was: old.pointer } : place;
}

function placeNow({ from, to, fact, before, after, holders }: Difference): ChangePlace {
  const node = after === undefined && from ? from : (to ?? from);
  if (!node) return { pointer: '', from: before, to: after, label: 'The document' };
  const { pointer, label: own, written = pointer, kind, swap } = node[PLACE];
  const label = (fact[0] === 'components' && fact[2]) || own;
  if (swap) return { pointer: swap.pointer, from: swap.from, to: swap.to, label };
  const [first, ...rest] = fact;
  if (first === undefined && kind === 'credential')
    return securityPlace(holders, { from: from?.[PLACE].raw, to: to?.[PLACE].raw });
  if (first === undefined) return { pointer, from: from?.[PLACE].raw, to: to?.[PLACE].raw, label };
  if (fact.includes(ORDER)) return { pointer: written, from: before, to: after, label };
  const isWritten = WRITTEN.includes(first);
  const keywords = [...keywordsOf(first, node), ...(isWritten ? [] : rest)];
  const at = { pointer: below(written, ...keywords), label };
  if (!isWritten) return { ...at, from: before, to: after };
  return { ...at, from: writtenAt(from, keywords), to: writtenAt(to, keywords) };
}

/** Finds what a difference is about, which is as it is rather than as it was. */
export function spotOf({ from, to, fact, direction, holders }: Difference): Spot | undefined {
  const isOld = to === undefined || (fact[0] === 'access' && isHidden(to, direction));
  const node = isOld ? (from ?? to) : to;
  if (!node) return undefined;
  const nodes = holders.map((holder) => (isOld ? holder.from : holder.to));
  const [holder, nearest] = [nodes[0], nodes.at(-2)];
  const { kind, swap } = node[PLACE];
  // An operation needs its credential, and a response has its body.
  const isOfHolder = fact.length === 0 && (kind === 'credential' || isAnswer(nearest));
  return {
    pointer: ((isOfHolder && nearest) || node)[PLACE].pointer,
    holder: holder?.[PLACE].pointer,
    way: direction === 'refusal' ? 'received' : direction,
    isOld,
    isSchema: fact.length === 0 && kind === 'component',
    swap: swap?.pointer,
  };
}

function isAnswer(node: Node | undefined): boolean {
  return node?.[PLACE].kind === 'success' || node?.[PLACE].kind === 'error';
}

/** That an operation needs a credential is said by the operation itself, or else by the document. */
function securityPlace(holders: Difference['holders'], schemes: { from: unknown; to: unknown }): ChangePlace {
  const { from, to } = holders.at(-2) ?? {};
  const label = (to ?? from)?.[PLACE].label ?? '';
  const [before, after] = [from, to].map((operation) => writtenAt(operation, ['security']));
  if (before === undefined && after === undefined) return { pointer: '/security', ...schemes, label };
  return { pointer: below((to ?? from)?.[PLACE].pointer ?? '', 'security'), from: before, to: after, label };
}

function keywordsOf(fact: string, node: Node): readonly string[] {
  const { raw } = node[PLACE];
  const has = (keyword: string) => isFacts(raw) && Object.hasOwn(raw, keyword);
  if (fact === 'enum') return ['enum', 'const', 'x-extensible-enum'].filter(has).slice(0, 1);
  if (fact === 'access') return ['readOnly', 'writeOnly'].filter(has).slice(0, 1);
  return (KEYWORDS[fact] ?? [fact]).filter((keyword) => keyword !== 'type' || has(keyword));
}

function writtenAt(node: Node | undefined, keywords: readonly string[]): unknown {
  return keywords.reduce((at: unknown, keyword) => (isFacts(at) ? at[keyword] : undefined), node?.[PLACE].raw);
}
