import { type Bump, isBump, type Surface } from './verdict.ts';

/** What a kind of change means: one row of the table. */
export interface Rule {
  readonly bumps: Readonly<Record<Surface, Bump>>;
  /** What is different, in words that follow the name of what has changed. */
  readonly reason: string;
  readonly published: Published;
  /** The same in Python. */
  readonly inPython: { readonly reason: string; readonly published: Published };
}

/** What versions do that are already published, once the vendor has made the change. */
export interface Published {
  readonly work: boolean;
  readonly advisory: string;
}

const works = (advisory: string): Published => ({ work: true, advisory });
const fails = (advisory: string): Published => ({ work: false, advisory });

const published = {
  fine: works('They go on working.'),
  handedBack: fails('They refuse the object where it is handed back as input: they do not know the field.'),
  undefined: fails('They read `undefined`, or a value of another type.'),
  null: fails('They read null where they expect a value.'),
  unknownValue: fails('They get values that they do not know.'),
  anomaly: works('The facade gives the text, and an anomaly.'),
  rejected: fails('The vendor rejects their calls.'),
  ignored: fails('What they send is ignored or rejected.'),
  mayBeRejected: fails('The vendor may reject values that it took.'),
  unusable: works('What they cannot use they read as `None`, and `raw` has it.'),
  goRefusing: works('They go on refusing what they refused before they send it.'),
  leftOut: works('They go on working, and what they leave out has the effect that the vendor gives it now.'),
  misread: fails('They take the body for one that they know.'),
  readAnyway: works('They read its body as before: of JSON, whatever it is called.'),
  unread: works('They ignore the body.'),
  protocol: fails('They end with the error `protocol`.'),
  sameKind: works('They give it the kind that they gave it before.'),
  oldMeaning: fails('They give it the kind that it had.'),
  mayLoseCode: fails('They may find no code in a refusal.'),
  repeating: fails('They go on repeating it.'),
  notFound: fails('They get 404.'),
  dead: fails('They call the old address.'),
  refused: fails('Their calls carry no credential and are refused.'),
  oldPlace: fails('They are refused as soon as the vendor drops the old place.'),
  oldHost: fails('They call the old host, which may end.'),
  mediaType: fails('The vendor may answer 415.'),
  paging: fails('They may end with the error `paging`, or miss pages.'),
  left: works('They go on working for as long as the vendor answers, and get no further release.'),
  nobodyKnows: fails('Nobody knows.'),
} as const satisfies Readonly<Record<string, Published>>;

type Publishing = keyof typeof published;

/** What published Python packages do otherwise: they read what they cannot use as None, and know no field more for it. */
const publishedInPython: Readonly<Partial<Record<Publishing, Published>>> = {
  handedBack: published.fine,
  undefined: fails('They read `None`, and `raw` has what the vendor sent.'),
  readAnyway: published.fine,
};

type Bumps = `${Bump} ${Bump} ${Bump} ${Bump} ${Bump}`;
type Row = readonly [bumps: Bumps, published: Publishing, reason: string, inPython?: string, published?: Publishing];

/**
 * By what has changed: the bumps of client, facade, sandbox and the Python packages with our names and with the vendor's,
 * what published versions do, and why; and where Python differs, the reason there, and what its published versions do.
 */
const rows = {
  // What is read.
  'received: field added': ['minor minor minor minor minor', 'fine', 'is new in answers'],
  'received: field added, handed back': ['minor minor minor minor minor', 'handedBack', 'is new in answers'],
  'received: field removed': ['major major minor major major', 'undefined', 'is in no answer any more'],
  'write only': ['major major minor major major', 'undefined', 'is only sent now, and in no answer any more'],
  'received: required': ['minor minor minor none none', 'fine', 'is in every answer now'],
  'received: optional': ['major major minor none none', 'undefined', 'may be absent now'],
  'received: nullable': ['major major minor none none', 'null', 'may be null now'],
  'received: not nullable': ['minor minor minor none none', 'fine', 'is never null any more'],
  'received: type wider': ['major major minor major major', 'undefined', 'may be of another type now'],
  'received: type narrower': ['minor minor minor none none', 'fine', 'is of fewer types than before'],
  'received: type other': ['major major minor major major', 'undefined', 'is of another type now'],
  'received: known values': [
    'minor minor minor none none',
    'fine',
    'has other known values, and may still have any other',
  ],
  'received: enum closed': ['minor minor minor none none', 'fine', 'has no other values than the listed ones now'],
  'received: enum opened': [
    'major major minor none none',
    'unknownValue',
    'may have other values than the listed ones now',
  ],
  'received: value added': ['major major minor none none', 'unknownValue', 'has a further value'],
  'received: value removed': ['major major minor none none', 'fine', 'has a value less'],
  'received: alternative added': ['major major minor major major', 'undefined', 'may be of a further type'],
  'received: alternative removed': ['minor minor minor none none', 'fine', 'is of fewer types than before'],
  'received: other fields admitted': [
    'minor minor minor minor minor',
    'fine',
    'may have other fields than the listed ones',
  ],
  'received: other fields admitted, handed back': [
    'minor minor minor minor minor',
    'handedBack',
    'may have other fields than the listed ones',
  ],
  'received: other fields refused': [
    'major major minor major major',
    'undefined',
    'has no other fields than the listed ones any more',
  ],
  'received: format': [
    'patch patch patch none none',
    'fine',
    'has another format, of which types and clients know nothing',
  ],
  'received: limits': ['patch patch patch none none', 'fine', 'has other limits, which clients do not check'],
  'received: default': ['patch patch patch none none', 'fine', 'has another default, which clients do not heed'],
  'received: instant lost': [
    'patch minor minor none none',
    'anomaly',
    'is no date-time any more: the facade gives it as text, as its type `Date | string` says',
  ],
  'received: instant found': [
    'patch major minor none none',
    'fine',
    'is a date-time now: the facade gives a `Date` where it gave text',
  ],

  // What is written.
  'sent: optional field added': ['minor none minor minor minor', 'fine', 'is new in what is sent, and may be left out'],
  'sent: required field added': [
    'major patch minor major major',
    'rejected',
    'is new in what is sent, and has to be given',
  ],
  'sent: field removed': ['major patch minor major major', 'ignored', 'is not sent any more'],
  'sent: required': ['major patch minor major major', 'rejected', 'has to be given now'],
  'sent: optional': ['minor none minor minor minor', 'fine', 'may be left out now'],
  'sent: nullable': ['minor none minor minor minor', 'fine', 'may be null now'],
  'sent: not nullable': ['major patch minor major major', 'rejected', 'may not be null any more'],
  'sent: type wider': ['minor none minor minor minor', 'fine', 'takes further types'],
  'sent: type narrower': ['major patch minor major major', 'rejected', 'takes fewer types'],
  'sent: type other': ['major patch minor major major', 'rejected', 'takes another type'],
  'sent: known values': ['patch none minor patch patch', 'fine', 'has other known values'],
  'sent: enum closed': ['major patch minor major major', 'rejected', 'takes the listed values only'],
  'sent: enum opened': [
    'minor none minor minor minor',
    'fine',
    'takes any value now',
    'takes any value now',
    'goRefusing',
  ],
  'sent: value added': [
    'minor none minor minor minor',
    'fine',
    'takes a further value',
    'takes a further value',
    'goRefusing',
  ],
  'sent: value removed': ['major patch minor major major', 'rejected', 'takes a value less'],
  'argument: enum closed': [
    'major patch minor patch patch',
    'rejected',
    'takes the listed values only',
    'takes the listed values only, which the vendor judges',
  ],
  'argument: enum opened': ['minor none minor patch patch', 'fine', 'takes any value now'],
  'argument: value added': ['minor none minor patch patch', 'fine', 'takes a further value'],
  'argument: value removed': [
    'major patch minor patch patch',
    'rejected',
    'takes a value less',
    'takes a value less, which the vendor judges',
  ],
  'sent: alternative added': ['minor none minor minor minor', 'fine', 'takes a further type'],
  'sent: alternative removed': ['major patch minor major major', 'rejected', 'takes a type less'],
  'sent: other fields admitted': [
    'minor none minor minor minor',
    'fine',
    'takes other fields than the listed ones',
    'takes other fields than the listed ones',
    'goRefusing',
  ],
  'sent: other fields refused': [
    'major patch minor major major',
    'ignored',
    'takes no other fields than the listed ones',
  ],
  'sent: range tightened': [
    'patch none minor major major',
    'mayBeRejected',
    'has tighter limits, which the vendor judges and clients do not',
    'has tighter limits, which the package enforces before it sends',
  ],
  'sent: range loosened': [
    'patch none minor minor minor',
    'fine',
    'has looser limits, which the vendor judges and clients do not',
    'has looser limits, which the package enforces before it sends',
    'goRefusing',
  ],
  'sent: limits tightened': [
    'patch none minor patch patch',
    'mayBeRejected',
    'has tighter limits, which the vendor judges and clients do not',
  ],
  'sent: limits loosened': [
    'patch none minor patch patch',
    'fine',
    'has looser limits, which the vendor judges and clients do not',
  ],
  'sent: format': [
    'patch none minor patch patch',
    'mayBeRejected',
    'has another format, which the vendor judges and clients do not',
    'has another format',
  ],
  'sent: default': [
    'patch none minor patch patch',
    'leftOut',
    'has another default: leaving it out may have another effect at the vendor',
  ],
  'sent: moved within the request': [
    'minor patch minor major major',
    'ignored',
    'is sent at another place of the request',
  ],
  'sent: moved to the path or a header': [
    'major patch minor major major',
    'ignored',
    'is sent in the path or a header now, which do not take every value',
  ],
  'read only': ['major patch minor major major', 'ignored', 'is set by the vendor alone now'],
  'body required': ['major patch minor major major', 'rejected', 'needs a body now'],
  'body optional': ['minor none minor minor minor', 'fine', 'needs no body any more'],
  'body added': ['minor none minor minor minor', 'fine', 'takes a body now'],
  'required body added': [
    'minor patch minor major major',
    'rejected',
    'needs a body now, which clients send by themselves',
    'needs a body now, which callers give',
  ],
  'body name': [
    'patch none patch none major',
    'fine',
    "is called otherwise in the vendor's own client",
    "takes its body under another name, that of the vendor's own client",
  ],
  'body removed': ['major patch minor major major', 'ignored', 'takes no body any more'],

  // Answers.
  'success added': ['minor minor minor minor minor', 'fine', 'is a further success, with a body as before'],
  'success added with another body': [
    'major major minor major major',
    'misread',
    'is a further success, with another body',
  ],
  'success moved': ['minor minor minor minor minor', 'fine', 'is the status of the success now; any 2xx is one'],
  'success removed': ['minor minor minor minor minor', 'fine', 'is no documented success any more'],
  'success removed with its body': ['major major minor major major', 'fine', 'is no documented success any more'],
  'success body gained': ['major major minor major major', 'unread', 'has a body now'],
  'success body lost': ['major major minor major major', 'protocol', 'has no body any more'],
  'result type added': ['minor none none none none', 'fine', 'has a body of its own type now, which is exported'],
  'result type removed': [
    'major none none none none',
    'fine',
    'has a body of a named type now: the exported type of its own is gone',
  ],
  'error added': ['minor minor minor minor minor', 'sameKind', 'is documented now, with the kind that it had'],
  'error added with another kind': [
    'major major minor major major',
    'sameKind',
    'is documented now, with another kind than it had',
  ],
  'error removed': ['minor minor minor minor minor', 'fine', 'is not documented any more, and keeps its kind'],
  'error removed with its kind': [
    'major major minor major major',
    'fine',
    'is not documented any more, and gets another kind',
  ],
  'error kind': ['major major minor major major', 'oldMeaning', 'has another kind'],
  'error body gained': ['minor none minor minor minor', 'fine', 'has a documented body now'],
  'error body lost': ['major none minor major major', 'mayLoseCode', 'has no documented body any more'],
  repeatable: ['major major minor major major', 'fine', 'is repeated by the client now'],
  'not repeatable': ['minor minor minor minor minor', 'repeating', 'is not repeated by the client any more'],
  'media type': ['major none minor none none', 'readAnyway', 'has another media type'],

  // Calls and names.
  'operation added': ['minor none minor minor minor', 'fine', 'is a new operation'],
  'operation removed': ['major major minor major major', 'notFound', 'is no operation any more'],
  'operation moved': [
    'minor patch minor minor major',
    'dead',
    'has another method or path',
    'has another method or path: where it is named by them, so is its method',
  ],
  'operation renamed': [
    'major none patch major none',
    'fine',
    'is called otherwise: so are its method and the type of its input',
    'is called otherwise: so is its method',
  ],
  'type added': ['minor none none minor minor', 'fine', 'is a new exported type', 'is new'],
  'type removed': ['major none none none none', 'fine', 'is no exported type any more'],
  deprecated: ['minor none patch minor minor', 'fine', 'is deprecated'],
  'not deprecated': ['patch none patch patch patch', 'fine', 'is not deprecated any more'],
  tag: [
    'patch none patch major major',
    'fine',
    'belongs to another tag, by which Python names its class',
    'belongs to another tag, by which its class is named',
  ],
  order: ['patch none patch patch patch', 'fine', 'lists the same in another order'],
  'parameter order': [
    'patch none patch patch patch',
    'fine',
    'lists the same in another order, and Python takes arguments by it',
    'lists the same in another order',
  ],

  // What only Python notices.
  'Python: class gone': ['none none none major major', 'fine', 'is no class of the package any more'],
  'Python: enum gone': ['none none none major none', 'fine', 'is no class of the package any more'],
  'Python: member gone': ['none none none major none', 'fine', 'lacks a member that it had'],
  'Python: read as': ['none none none major major', 'unusable', 'is read as another type'],
  'Python: given as': ['none none none major major', 'fine', 'takes another type'],
  'Python: enum given': ['none none none major none', 'fine', 'takes another type'],
  'Python: credential': ['none none none major none', 'fine', 'needs another credential of the configuration'],
  'Python: credential argument': [
    'none none none none major',
    'fine',
    'takes the credential under another name, or takes it no more, or only now',
  ],
  'Python: arguments': [
    'none none none major major',
    'fine',
    'takes arguments at other places: programs that give them by their order give others',
  ],
  'Python: server moved': ['none none none major major', 'fine', 'is another server now, or none'],
  'Python: server gone': ['none none none major major', 'oldHost', 'is another server now, or none'],

  // Credentials and servers.
  'credential needed': ['minor patch minor minor minor', 'refused', 'needs the credential now'],
  'credential not needed': ['minor patch minor minor minor', 'fine', 'needs no credential any more'],
  'credential moved': [
    'minor patch minor minor minor',
    'oldPlace',
    'is sent at another place; the option is the same',
    'is sent at another place',
  ],
  'credential renamed': ['major none none none none', 'fine', 'is the option that gives the credential now'],
  'credential reordered': [
    'minor patch minor minor minor',
    'fine',
    'is sent at another place; the option is the same, and the old place is still taken',
    'is what is sent now; what was sent before is still taken',
  ],
  'credential changed': [
    'major major minor major major',
    'rejected',
    'is another secret, or has another form: callers have to give something else',
  ],
  'credential changed, old one taken': [
    'major major minor major major',
    'fine',
    'is another secret, or has another form: callers have to give something else',
  ],
  'other credentials': [
    'patch none minor patch patch',
    'fine',
    'is another credential that the vendor takes; clients send the first',
  ],
  'option added': ['major none none none none', 'fine', 'is an option that a client needs now'],
  'option removed': ['major none none none none', 'fine', 'is no option of a client any more'],
  'default server': [
    'major major patch major major',
    'oldHost',
    'is the default server now: credentials go to another host',
  ],
  'other servers': ['patch none patch patch patch', 'fine', 'is one of the other servers'],

  // What clients do by themselves.
  'error code keys': ['patch patch patch patch patch', 'mayLoseCode', 'are other keys of a refusal that hold the code'],
  'request content type': ['patch patch minor patch patch', 'mediaType', 'is another Content-Type of every request'],
  paging: ['patch patch minor none none', 'paging', 'is paged otherwise'],
  'paging removed': [
    'major patch minor none none',
    'paging',
    'is not paged any more: the exported `paging` has no such member',
  ],

  // A whole spec.
  'spec added': ['minor none minor minor minor', 'fine', 'is the spec of a new vendor'],
  'spec removed': ['major major minor major major', 'left', 'is no spec any more: no client is made of it'],

  // Everything else.
  text: ['patch patch patch patch patch', 'fine', 'is described otherwise'],
  links: ['patch patch patch patch patch', 'fine', 'has other links to operations, of which clients know nothing'],
  examples: ['patch patch patch patch patch', 'fine', 'shows something else as an example'],
  'written otherwise': ['patch none patch none none', 'fine', 'is written otherwise, and means the same'],
  unknown: ['major major minor major major', 'nobodyKnows', 'has changed, and no rule knows this change'],
} as const;

export type RuleName = keyof typeof rows;

export function isRule(name: string): name is RuleName {
  return Object.hasOwn(rows, name);
}

/** The names of all rows. */
export const ruleNames: readonly RuleName[] = Object.keys(rows).filter(isRule);

/** The row of the table. */
export function ruleOf(name: RuleName): Rule {
  const row: Row = rows[name];
  const [client = 'none', facade = 'none', sandbox = 'none', ...others] = row[0].split(' ').filter(isBump);
  const [python = 'none', vendorPython = 'none'] = others;
  const [, publishing, reason, reasonInPython = reason, inPython = publishing] = row;
  return {
    bumps: { client, facade, sandbox, python, vendorPython },
    published: published[publishing],
    reason,
    inPython: { reason: reasonInPython, published: publishedInPython[inPython] ?? published[inPython] },
  };
}
