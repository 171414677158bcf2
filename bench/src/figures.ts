import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A Markdown table under a heading. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** Puts a report between the marks of a page in `docs/`, or between those of one part of it. */
export async function writeFigures(page: string, report: string, part?: string): Promise<void> {
  const file = fileURLToPath(new URL(`../../docs/${page}`, import.meta.url));
  const text = await readFile(file, 'utf8');
  const machine = `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}.`;
  const [begin, end] = ['', '/'].map((slash) => `<!-- ${slash}figures${part ? `: ${part}` : ''} -->`);
  const pattern = new RegExp(`(${begin}\n)[\\s\\S]*(${end})`);
  if (!pattern.test(text)) throw new Error(`docs/${page} has no place for these figures: ${begin}`);
  await writeFile(
    file,
    text.replace(pattern, (_, before, after) => `${before}\n${machine}\n\n${report}\n${after}`),
  );
}
