import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

/** The templates that openapi-generator takes instead of its own, and their list. */
export const TEMPLATES: string = resolve(import.meta.dirname, '../../openapi-generator/python');

/** One template of ours: instead of one of the generator's, or for a file that it does not make. */
export type Override =
  | { readonly template: string; readonly reason: string; readonly replaces: string }
  | { readonly template: string; readonly reason: string; readonly adds: string };

/** Reads `overrides.yaml` of a folder of templates. @throws Error that names each template that it does not tell rightly. */
export async function readOverrides(folder: string = TEMPLATES): Promise<readonly Override[]> {
  const list = join(folder, 'overrides.yaml');
  const told: Readonly<Record<string, unknown>> = parse(await readFile(list, 'utf8')) ?? {};
  const templates = (await readdir(folder)).filter((name) => name.endsWith('.mustache'));
  const overrides = Object.entries(told).map(([template, entry]) => readOverride(template, entry));
  const problems = [
    ...templates.filter((name) => !(name in told)).map((name) => `${name} is not listed: say its reason.`),
    ...Object.keys(told)
      .filter((name) => !templates.includes(name))
      .map((name) => `${name} is listed and not there.`),
    ...overrides.filter((override) => typeof override === 'string'),
  ];
  if (problems.length > 0) throw new Error([`${list}:`, ...problems].join('\n  '));
  return overrides.filter((override) => typeof override !== 'string');
}

function readOverride(template: string, entry: unknown): Override | string {
  const { reason, replaces, adds }: Readonly<Record<string, unknown>> = Object(entry);
  if (typeof reason !== 'string' || reason.trim() === '') return `${template} has no reason.`;
  if (typeof replaces === 'string' && adds === undefined) return { template, reason, replaces };
  if (typeof adds === 'string' && replaces === undefined) return { template, reason, adds };
  return `${template} must have either "replaces", a sha256, or "adds", the name of a file.`;
}

/** Tells openapi-generator's configuration of the files that it does not make by itself. */
export function addedFiles(overrides: readonly Override[], packageName: string): Record<string, object> {
  const files = overrides.flatMap((override) => ('adds' in override ? [override] : []));
  return Object.fromEntries(
    files.map(({ template, adds }) => [
      template,
      { folder: packageName, destinationFilename: adds, templateType: 'SupportingFiles' },
    ]),
  );
}
