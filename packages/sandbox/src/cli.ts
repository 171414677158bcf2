#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { linesOf } from './announcement.ts';
import { type Command, readFlags, usage, withFlag } from './flags.ts';
import { at, text } from './json.ts';
import { logLine } from './log-line.ts';
import { startAnnounced } from './sandbox.ts';
import { invalidInput, SandboxError } from './sandbox-error.ts';
import { describeSwitches, listSwitches } from './switches.ts';

async function main(): Promise<void> {
  const command = readFlags(process.argv.slice(2), readJson);
  if ('show' in command) {
    console.log(textOf(command));
    return;
  }
  const { sandbox, announcements, inspector } = await startAnnounced(command.options);
  if (command.isLogged) sandbox.journal.subscribe((entry) => console.error(printable(logLine(entry))));
  // Before the text that tells others that it runs: they may stop it at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => sandbox.close());
  for (const { title, gaps } of Object.values(announcements)) {
    for (const gap of gaps) console.error(printable(`ticketbridge-sandbox: ${title}: ${gap}; it answers 501`));
  }
  const inspectorLine = inspector === undefined ? [] : [`Inspector  ${inspector}`];
  // JSON is by vendor: there, the address stands beside it.
  if (command.isJson) for (const line of inspectorLine) console.error(`ticketbridge-sandbox: ${line}`);
  const lines = [...Object.values(announcements).flatMap(linesOf), ...inspectorLine, 'Ready. Stop it with Ctrl+C.'];
  console.log(command.isJson ? asciiJson(announcements) : lines.map(printable).join('\n'));
}

function textOf({ show, isJson }: Exclude<Command, { readonly options: unknown }>): string {
  if (show === 'help') return usage();
  if (show === 'version') return version();
  return isJson ? asciiJson(listSwitches()) : describeSwitches();
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalidInput('--data', `must be a readable JSON file: ${file} is not (${messageOf(error)})`);
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return text(at(manifest, 'version')) ?? 'unknown';
}

/** Writes JSON on one line of ASCII, which no terminal and no encoding changes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Names in the data may hold what drives a terminal. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  await main();
} catch (error) {
  const isInvalidInput = error instanceof SandboxError && error.kind === 'invalid-input';
  const message = isInvalidInput ? withFlag(error) : messageOf(error);
  console.error(`ticketbridge-sandbox: ${printable(message.replaceAll('\n', ' '))}`);
  process.exitCode = isInvalidInput ? 2 : 1;
}
