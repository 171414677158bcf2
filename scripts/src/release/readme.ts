import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program of a README: a fenced block of TypeScript and, where one follows at once, the text it prints. */
export interface Program {
  /** `packages/sandbox/README.md:12`, where the block starts. */
  readonly place: string;
  /** As many empty lines as stand before it in the README, so that errors name its lines, and the code. */
  readonly source: string;
  readonly prints: string | undefined;
}

interface Block {
  readonly info: string;
  readonly text: string;
  /** The lines of its fences, from 1. */
  readonly start: number;
  readonly end: number;
}

interface Document {
  readonly file: string;
  readonly markdown: string;
}

/** Lists the READMEs of a workspace, of its folders and of its packages. */
export function findReadmes(root: string): Document[] {
  return findDocuments(root, ['README.md', '*/README.md', '*/*/README.md']);
}

/** Lists the guides of a workspace. */
export function findGuides(root: string): Document[] {
  return findDocuments(root, ['docs/guides/*.md']);
}

function findDocuments(root: string, patterns: readonly string[]): Document[] {
  return globSync(patterns, { cwd: root, exclude: ['node_modules'] })
    .sort()
    .map((file) => ({ file, markdown: readFileSync(join(root, file), 'utf8') }));
}

/**
 * Finds the programs of a README. There is no way to skip one.
 *
 * @throws Error for a block of code that would run nowhere, since its language is written in another way
 */
export function findPrograms(file: string, markdown: string): Program[] {
  const blocks = findBlocks(markdown);
  const lines = markdown.split('\n');
  for (const { info, start } of blocks) {
    if (info !== 'ts' && /^(ts|tsx|js|jsx|mts|mjs|typescript|javascript)\b/i.test(info)) {
      throw new Error(`${file}:${start} is marked \`\`\`${info}: mark a program \`\`\`ts, and nothing else`);
    }
  }
  return blocks.flatMap((block, index) => {
    if (block.info !== 'ts') return [];
    const next = blocks[index + 1];
    const follows =
      next?.info === 'text' && lines.slice(block.end, next.start - 1).every((between) => between.trim() === '');
    return [
      {
        place: `${file}:${block.start}`,
        source: '\n'.repeat(block.start) + block.text,
        prints: follows ? next.text : undefined,
      },
    ];
  });
}

/** Takes the first program of a README. */
export function firstExample(readme: string): string {
  const [example] = findPrograms('README.md', readme.replaceAll('\r\n', '\n'));
  if (!example) throw new Error('README.md has no TypeScript example: add a block that starts with ```ts.');
  return example.source.trimStart();
}

/** Finds the fenced blocks of a page. */
export function findBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; fence: string; start: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open === undefined) {
      const [, fence, info] = /^(`{3,})(.*)$/.exec(line) ?? [];
      if (fence !== undefined) open = { info: info?.trim() ?? '', fence, start: index + 1, lines: [] };
    } else if (line.trimEnd() === open.fence) {
      const { info, start, lines } = open;
      blocks.push({ info, text: lines.map((content) => `${content}\n`).join(''), start, end: index + 1 });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
}
