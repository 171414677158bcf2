import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program of a README, which a test runs, and of which a page shows some paragraphs. */
const README = 'packages/facade/README.md';

/**
 * Gives paragraphs of the first program of the facade's README, each by how it begins.
 *
 * @throws Error for one that is not there any more
 */
export function partsOfProgram(...beginnings: readonly string[]): string {
  const readme = readFileSync(join(process.cwd(), '..', README), 'utf8');
  const [, program = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  const paragraphs = program.split(/\n\n+/);
  const parts = beginnings.map((beginning) => {
    const part = paragraphs.find((paragraph) => paragraph.startsWith(beginning));
    if (part === undefined)
      throw new Error(`The first program of ${README} has no paragraph that begins with: ${beginning}`);
    return part.trim();
  });
  return parts.join('\n\n');
}
