import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { entries, items, text } from '../json.ts';

/** Values of switches under which some steps give a typed error, since no reading of the answers could tell more. */
export interface Ambiguity {
  /** One, or those that make it together, each as NAME=VALUE. */
  readonly switches: readonly string[];
  /** By step, the kind of its error, or `unsure`. */
  readonly steps: ReadonlyMap<string, string>;
  readonly reason: string;
  /** What the specification says of the first switch. */
  readonly sentence: string;
}

/** Says why a value of a switch is proven only as far as an answer tells, if it is ambiguous, alone or beside another. */
export function reservationOf(one: string, ambiguities: readonly Ambiguity[]): string | undefined {
  const own = ambiguities.filter(({ switches }) => switches.includes(one));
  const sentences = own.map(({ switches, sentence }) => {
    const others = switches.filter((other) => other !== one);
    return others.length > 0 ? `beside ${others.join(' and ')}: ${sentence}` : sentence;
  });
  return sentences.length > 0 ? sentences.join(' / ') : undefined;
}

/** Reads the ambiguities that are known, from a file that people edit. */
export async function readAmbiguities(): Promise<readonly Ambiguity[]> {
  const file = await readFile(new URL('../../ambiguities.yaml', import.meta.url), 'utf8');
  return items(parse(file)).map((entry) => ({
    switches: items(Reflect.get(Object(entry), 'switches')).map(String),
    steps: new Map(
      entries(Reflect.get(Object(entry), 'gives')).flatMap(([kind, steps]) =>
        items(steps).map((step) => [String(step), kind] as const),
      ),
    ),
    reason: text(entry, 'reason'),
    sentence: text(entry, 'sentence'),
  }));
}
