import { findBlocks } from './readme.ts';

/** A step of the walk in docs/releasing.md: a fenced block there, with the text that follows it at once. */
export interface Step {
  /** An edit of the workspace, commands in it, commands in an application that uses the packages, or its program. */
  readonly kind: 'edit' | 'maintainer' | 'application' | 'program';
  readonly text: string;
  /** What it prints, if the page says so. */
  readonly prints?: string | undefined;
  /** Where its block starts, such as `docs/releasing.md:12`. */
  readonly place: string;
}

const kinds: Readonly<Record<string, Step['kind']>> = {
  diff: 'edit',
  sh: 'maintainer',
  'sh application': 'application',
  ts: 'program',
};

/** Reads the steps of a walk, in their order. */
export function stepsOf(file: string, markdown: string): Step[] {
  const blocks = findBlocks(markdown);
  return blocks.flatMap(({ info, text, start }, index) => {
    const kind = kinds[info];
    const place = `${file}:${start}`;
    if (kind === undefined && info !== 'text')
      throw new Error(`${place} is \`\`\`${info}, which is no step of a walk.`);
    if (kind === undefined) return [];
    const next = blocks[index + 1];
    return [{ kind, text, prints: next?.info === 'text' ? next.text : undefined, place }];
  });
}
