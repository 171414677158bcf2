import type { Document } from '../../generate/document.ts';
import type { RuleName } from '../rules.ts';
import type { Spot } from './place-names.ts';
import { type Call, type Named, readSurface, type Surface, type Value } from './surface.ts';
import { isAssignable, isReadable, withoutEnums } from './types.ts';

/** What only Python notices of a change. */
export interface Finding {
  /** Where it stands in the new document, or in the old one for what there is no more. */
  readonly pointer: string;
  readonly rule: RuleName;
  readonly label: string;
  /** What it is about; undefined for what is called alike in all languages. */
  readonly spot?: Spot;
}

/** Finds what changes for Python beside what changes for all: types, classes and the order of arguments. */
export function pythonFindings(from: Document, to: Document): Finding[] {
  const [before, after] = [readSurface(from), readSurface(to)];
  return [
    ...classFindings(before, after),
    ...valueFindings(before, after),
    ...callFindings(before, after),
    ...serverFindings(before, after),
  ];
}

function classFindings({ classes: olds }: Surface, { classes: news }: Surface): Finding[] {
  return [...olds].flatMap(([name, was]): Finding[] => {
    const is = news.get(name);
    if (is) return hasLost(was, is) ? [at(is, 'Python: member gone')] : [];
    const gone = at(was, was.members.length > 0 ? 'Python: enum gone' : 'Python: class gone');
    return [{ ...gone, spot: { ...was.spot, isOld: true } }];
  });
}

function hasLost(was: Named, is: Named): boolean {
  return was.members.some((member) => !is.members.includes(member));
}

function valueFindings({ values: olds }: Surface, { values: news }: Surface): Finding[] {
  return pairs(olds, news).flatMap(([was, is]): Finding[] => {
    const isReadOtherwise = was.isRead && is.isRead && !isReadable(is.type, was.type);
    const given = was.isGiven && is.isGiven ? givenOtherwise(was.type, is.type) : [];
    return [
      ...(isReadOtherwise ? [at(is, 'Python: read as', 'received')] : []),
      ...given.map((rule) => at(is, rule, 'sent')),
    ];
  });
}

/** Names the row for a value that may not be given any more; enums have names in one of the packages. */
function givenOtherwise(value: string, to: string): RuleName[] {
  if (isAssignable(value, to)) return [];
  return [isAssignable(withoutEnums(value), withoutEnums(to)) ? 'Python: enum given' : 'Python: given as'];
}

function callFindings({ calls: olds }: Surface, { calls: news }: Surface): Finding[] {
  return pairs(olds, news).flatMap(([was, is]): Finding[] => {
    const isOther = was.credential && is.credential && was.credential.option !== is.credential.option;
    return [
      ...(areMoved(was, is) ? [at(is, 'Python: arguments')] : []),
      ...(isOther ? [at(is, 'Python: credential')] : []),
      ...(was.credential?.argument === is.credential?.argument ? [] : [at(is, 'Python: credential argument')]),
    ];
  });
}

/** Tells whether an argument that is still there stands at another place. */
function areMoved({ args: olds }: Call, { args: news }: Call): boolean {
  return olds.some((name, index) => news.includes(name) && news[index] !== name);
}

/** The servers that `server_index` leads elsewhere now; the rules know of the first, which is the default. */
function serverFindings({ servers: olds }: Surface, { servers: news }: Surface): Finding[] {
  const moved = olds.flatMap((url, index) => (news[index] === url ? [] : [{ url, index }]));
  const pointer = `/servers/${moved[0]?.index}`;
  return moved
    .filter(({ index }) => index > 0)
    .map(({ url, index }) => ({
      pointer,
      label: `server_index=${index}`,
      rule: news.includes(url) ? 'Python: server moved' : 'Python: server gone',
    }));
}

function at({ pointer, label, spot }: Named | Value | Call, rule: RuleName, way = spot.way): Finding {
  return { pointer, label, rule, spot: { ...spot, way } };
}

function pairs<Of>(olds: ReadonlyMap<string, Of>, news: ReadonlyMap<string, Of>): [was: Of, is: Of][] {
  return [...olds].flatMap(([name, was]): [Of, Of][] => {
    const is = news.get(name);
    return is === undefined ? [] : [[was, is]];
  });
}
