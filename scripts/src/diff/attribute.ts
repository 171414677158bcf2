import type { Broken } from './measure/broken.ts';
import { type Bump, greatest, type RatedChange, type Surface } from './verdict.ts';

/**
 * Lays each program that broke at the door of the changes that it rests on, and raises their bump to major where what it
 * relies on is promised; never lowers one. A program that no change explains becomes a change of its own.
 */
export function attribute(changes: readonly RatedChange[], broken: readonly Broken[]): RatedChange[] {
  const causes = new Map<RatedChange, Broken[]>(changes.map((change) => [change, []]));
  const unexplained: Broken[] = [];
  for (const program of broken) {
    const found = causesOf(changes, program);
    for (const change of found) causes.get(change)?.push(program);
    if (found.length === 0) unexplained.push(program);
  }
  const explained = Array.from(causes, ([change, programs]) =>
    programs.length > 0 ? raised(change, programs) : change,
  );
  return [...explained, ...ownChanges(unexplained)];
}

/**
 * The changes at or around the most specific place that a program rests on. A change of words alone is a cause only if
 * there is no other.
 */
function causesOf(changes: readonly RatedChange[], { about, surface }: Broken): readonly RatedChange[] {
  if (changes.length <= 1) return changes;
  const byPlace = about.map((place) =>
    changes.filter(({ pointer, was = pointer }) =>
      [pointer, was].some((at) => isWithin(at, place) || isWithin(place, at)),
    ),
  );
  for (const bump of ['major', 'minor'] as const) {
    // The rules may be blind to what a change is for the one surface, and not to what it is for another.
    const explaining = byPlace.map((near) =>
      near.filter(({ bumps }) => greatest([bumps.client, bumps[surface]]) === bump),
    );
    const nearest = explaining.find((near) => near.length > 0);
    if (nearest) return nearest;
  }
  return byPlace.find((near) => near.length > 0) ?? [];
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function raised(change: RatedChange, programs: readonly Broken[]): RatedChange {
  const raising = programs.filter(({ promised, surface }) => promised && change.bumps[surface] !== 'major');
  const [first] = raising;
  return {
    ...change,
    bumps: { ...change.bumps, ...majorFor(raising) },
    reason: first ? `${change.reason} ${seen(first)}` : change.reason,
    consumers: [...new Set([...change.consumers, ...programs.map(({ program }) => program)])],
  };
}

function majorFor(programs: readonly Broken[]): Partial<Record<Surface, Bump>> {
  return Object.fromEntries(programs.map(({ surface }) => [surface, 'major']));
}

function seen({ program, message }: Broken): string {
  return `The compiler saw it: the program "${program}" no longer compiles (${message})`;
}

const NOT_NOTICED: RatedChange['bumps'] = {
  client: 'none',
  facade: 'none',
  sandbox: 'none',
  python: 'none',
  vendorPython: 'none',
};

/** A change for each program that no known one explains. */
function ownChanges(broken: readonly Broken[]): RatedChange[] {
  const byProgram = new Map(broken.toReversed().map((one) => [one.program, one]));
  return Array.from(byProgram.values(), (one): RatedChange => {
    const raises = one.promised ? [one] : [];
    return {
      pointer: one.about[0] ?? '',
      from: undefined,
      to: undefined,
      bumps: { ...NOT_NOTICED, ...majorFor(raises) },
      reason: seen(one),
      publishedWork: true,
      advisory: 'Only types differ: what is sent and read stands with the other changes.',
      python: {},
      consumers: [one.program],
    };
  }).toReversed();
}
