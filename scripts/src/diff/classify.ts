import diff from 'microdiff';
import { METHODS } from '../generate/document.ts';
import { kindOf } from '../generate/model.ts';
import type { Difference } from './differences.ts';
import { isHidden } from './directions.ts';
import { isFacts, type Kind, type Node, nodesIn, ORDER, PLACE } from './node.ts';
import type { SentCredential } from './operation-model.ts';
import { isSentAgainAnyway } from './response-model.ts';
import { isRule, type RuleName } from './rules.ts';
import { isTighter } from './tighter.ts';

/** The fields of answers that the facade reads, such as `Ticket.createdAt`, by what it makes of them. */
export interface FacadeReads {
  /** It gives an instant where the text is one. */
  readonly instants: readonly string[];
  /** It gives the text. */
  readonly texts: readonly string[];
}

type Rows = RuleName | readonly RuleName[];
type Classify = (difference: Difference, facade: FacadeReads | undefined) => Rows;

function namesOf({ [PLACE]: { label, swap } }: Node): string[] {
  return [label, ...(swap ? [swap.label] : [])];
}

/** Names the rows of the table that a difference falls under; none where another difference says it. */
export function classify(difference: Difference, facade: FacadeReads | undefined): readonly RuleName[] {
  const node = difference.to ?? difference.from;
  const [fact] = difference.fact;
  if (difference.fact.includes(ORDER)) return orderChange(difference);
  const classifier = fact === undefined ? node && byKind[node[PLACE].kind] : byFact[fact];
  return [classifier?.(difference, facade) ?? 'unknown'].flat();
}

/** The row for the direction of a difference; a refusal is read. */
function directed({ direction }: Difference, what: string): RuleName {
  const name = `${direction === 'sent' ? 'sent' : 'received'}: ${what}`;
  return isRule(name) ? name : 'unknown';
}

/** The row for values: those of an argument are the vendor's to judge in Python, and those of a body are not. */
function valued(difference: Difference, what: string): RuleName {
  const name = `argument: ${what}`;
  return isOfArgument(difference) && isRule(name) ? name : directed(difference, what);
}

/** Tells whether something is given beside the body of a request. */
function isOfArgument({ direction, holders }: Difference): boolean {
  const inputs = holders.map(({ from, to }) => to ?? from).filter((node) => node?.[PLACE].kind === 'input');
  return direction === 'sent' && inputs.some((input) => input?.in !== 'body');
}

const came =
  (added: RuleName, removed: RuleName): Classify =>
  ({ to }) =>
    to ? added : removed;
const cameIn =
  (added: string, removed: string): Classify =>
  (difference) =>
    directed(difference, difference.to ? added : removed);

const fieldCame: Classify = (difference) => {
  const { to, direction } = difference;
  if (!to) return directed(difference, 'field removed');
  if (direction === 'sent') return to.required === true ? 'sent: required field added' : 'sent: optional field added';
  return isGivenAsRead(difference) ? 'received: field added, handed back' : 'received: field added';
};

/** Published clients refuse the object that has something new, where they give it as input. */
function isGivenAsRead(difference: Difference): boolean {
  return difference.direction === 'received' && difference.isHandedBack(holderOf(difference).from);
}

const schemaCame: Classify = (difference, facade) => {
  const { from, to } = holderOf(difference);
  const kind = (to ?? from)?.[PLACE].kind;
  if (kind === 'success') return difference.to ? 'success body gained' : 'success body lost';
  if (kind === 'error') return difference.to ? 'error body gained' : 'error body lost';
  if (difference.to && isGivenAsRead(difference)) return 'received: other fields admitted, handed back';
  return cameIn('other fields admitted', 'other fields refused')(difference, facade);
};

const successCame: Classify = (difference) => {
  const { from, to } = holderOf(difference);
  const success = difference.to ?? difference.from;
  const others = nodesIn(difference.to ? from : to, 'successes').map(([, other]) => other);
  const isKnown = others.some((other) => diff({ body: other.body }, { body: success?.body }).length === 0);
  if (difference.to) return isKnown ? 'success added' : 'success added with another body';
  return isKnown ? 'success removed' : 'success removed with its body';
};

/** A status that no spec speaks of has a kind too, and may be repeated too. */
const errorCame: Classify = (difference) => {
  const { to, from, holders } = difference;
  const error = to ?? from;
  const operation = holderOf({ ...difference, holders }).to ?? holderOf(difference).from;
  const status = error?.[PLACE].label.split(' ').at(-1) ?? '';
  const method = METHODS.find((name) => name === operation?.method) ?? 'post';
  if (error?.meaning === undefined) return 'text';
  const isSame = error.meaning === kindOf(status);
  const isAgain = error.again === true && !isSentAgainAnyway(method, status);
  const again: RuleName[] = isAgain ? [to ? 'repeatable' : 'not repeatable'] : [];
  if (to) return [isSame ? 'error added' : 'error added with another kind', ...again];
  return [isSame ? 'error removed' : 'error removed with its kind', ...again];
};

const byKind: Readonly<Partial<Record<Kind, Classify>>> = {
  field: fieldCame,
  input: fieldCame,
  schema: schemaCame,
  component: came('type added', 'type removed'),
  'known value': (difference) => directed(difference, 'known values'),
  'closed value': (difference) => valued(difference, difference.to ? 'value added' : 'value removed'),
  alternative: cameIn('alternative added', 'alternative removed'),
  operation: came('operation added', 'operation removed'),
  success: successCame,
  error: errorCame,
  paging: came('paging', 'paging removed'),
  server: () => 'other servers',
  option: came('option added', 'option removed'),
  credential: came('credential needed', 'credential not needed'),
  'other credential': () => 'other credentials',
  body: ({ to }) => {
    if (!to) return 'body removed';
    return to.presence === 'required' ? 'required body added' : 'body added';
  },
  // The body that it describes has come or gone, too.
  media: () => [],
};

const toggled =
  (on: string, off: string): Classify =>
  (difference) =>
    directed(difference, difference.after === true ? on : off);

/** The limits of a body that a Python package enforces. */
const IN_PYTHON: readonly string[] = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems'],
];

const byFact: Readonly<Record<string, Classify>> = {
  required: toggled('required', 'optional'),
  nullable: toggled('nullable', 'not nullable'),
  type: (difference) => directed(difference, `type ${difference.to?.relation}`),
  relation: () => [],
  enum: (difference) => {
    const [before, after] = [difference.before, difference.after];
    if (before !== 'closed' && after !== 'closed') return directed(difference, 'known values');
    return valued(difference, after === 'closed' ? 'enum closed' : 'enum opened');
  },
  limits: (difference) => {
    if (difference.direction !== 'sent') return 'received: limits';
    const [, keyword = ''] = difference.fact;
    const change = isTighter(keyword, difference.before, difference.after) ? 'tightened' : 'loosened';
    return IN_PYTHON.includes(keyword) && !isOfArgument(difference)
      ? `sent: range ${change}`
      : `sent: limits ${change}`;
  },
  format: (difference, facade) => {
    const { before, after, direction, holders, carriers } = difference;
    if (direction === 'sent') return after === undefined ? 'sent: limits loosened' : 'sent: format';
    const labels = holders.flatMap(({ from, to }) => [from, to].flatMap((node) => (node ? namesOf(node) : [])));
    const names = labels.flatMap((label) => [label, ...carriers(label)]);
    if (before === 'date-time' && facade?.instants.some((name) => names.includes(name)))
      return 'received: instant lost';
    if (after === 'date-time' && facade?.texts.some((name) => names.includes(name))) return 'received: instant found';
    return 'received: format';
  },
  default: (difference) => directed(difference, 'default'),
  deprecated: ({ after }) => (after === true ? 'deprecated' : 'not deprecated'),
  in: ({ after }) =>
    after === 'path' || after === 'header' ? 'sent: moved to the path or a header' : 'sent: moved within the request',
  presence: ({ after }) => (after === 'required' ? 'body required' : 'body optional'),
  bodyName: () => 'body name',
  status: () => 'success moved',
  resultType: ({ before }) => (before === undefined ? 'result type added' : 'result type removed'),
  meaning: () => 'error kind',
  again: ({ after }) => (after === true ? 'repeatable' : 'not repeatable'),
  call: ({ after }) => (after === 'repeatable' ? 'repeatable' : 'not repeatable'),
  mediaType: ({ before, after }) => (before === undefined || after === undefined ? 'text' : 'media type'),
  id: () => 'operation renamed',
  method: () => 'operation moved',
  path: () => 'operation moved',
  tag: () => 'tag',
  sent: (difference) => credentialChange(difference),
  url: () => 'default server',
  errorCodeKeys: () => 'error code keys',
  requestContentType: () => 'request content type',
  facts: () => 'paging',
  access: (difference) => accessChange(difference),
  media: () => 'text',
  components: ({ fact: [, section] }) => textRow(section),
  written: () => 'text',
  texts: ({ fact: [, keyword] }) => textRow(keyword),
};

/** A field that was hidden in a direction is new there. */
function accessChange({ from, to, direction }: Difference): RuleName {
  const isSent = direction === 'sent';
  if (isHidden(to, direction)) return isSent ? 'read only' : 'write only';
  if (!isHidden(from, direction)) return 'text';
  if (!isSent) return 'received: field added';
  return to?.required === true ? 'sent: required field added' : 'sent: optional field added';
}

function textRow(keyword: string | undefined): RuleName {
  if (keyword === 'links') return 'links';
  return keyword === 'example' || keyword === 'examples' ? 'examples' : 'text';
}

/** The node that holds the nearest one. */
function holderOf({ holders }: Difference): { readonly from: Node | undefined; readonly to: Node | undefined } {
  return holders.at(-2) ?? { from: undefined, to: undefined };
}

function credentialChange(difference: Difference): RuleName {
  const [before, after] = [difference.before, difference.after].map((text): SentCredential => JSON.parse(String(text)));
  const others = holderOf(difference).to?.otherCredentials;
  const isStillTaken = isFacts(others) && Object.hasOwn(others, String(difference.before));
  const isSameSecret = before?.option === after?.option && before?.scheme === after?.scheme;
  if (isStillTaken) return isSameSecret ? 'credential reordered' : 'credential changed, old one taken';
  const isSameForm = before?.scheme === after?.scheme && before?.prefix === after?.prefix;
  if (isSameForm && before?.place === after?.place) return 'credential renamed';
  if (isSameForm && isSameSecret) return 'credential moved';
  return 'credential changed';
}

/** Names that came or went have been told; what counts is how those stand that stayed. */
function orderChange({ fact, before, after }: Difference): RuleName[] {
  const [olds, news] = [before, after].map((names) => (Array.isArray(names) ? names : String(names ?? '').split('\n')));
  const kept = olds?.filter((name) => news?.includes(name)).join();
  if (kept === news?.filter((name) => olds?.includes(name)).join()) return [];
  return [fact[0] === 'input' ? 'parameter order' : 'order'];
}
