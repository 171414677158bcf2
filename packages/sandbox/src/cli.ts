#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type MessageAfterArchive, messageAfterArchiveChoices } from './clubcollect.ts';
import { InvalidOption } from './invalid-option.ts';
import { readSeed } from './read-seed.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';

const usage = `ticketbridge-sandbox: both ticket APIs on one port of this machine

  --port N                    the port, 0 to 65535; default: a free one
  --data FILE                 a JSON file with the data to start with, in place of the sandbox's own
  --page-size N               tickets on a page of a ClubCollect company's list; default: 30
  --message-after-archive X   stays-archived (default) or reopens
  --help                      this text`;

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) {
    console.log(usage);
    return;
  }
  const options = await readOptions(flags);
  // Loaded late: a wrong flag is told at once.
  const { startSandbox } = await import('./sandbox.ts');
  const sandbox = await startSandbox(options);
  // Before the text that tells others that it runs: they may stop it at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => sandbox.close());
  console.log(describe(sandbox));
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'page-size': { type: 'string' },
        'message-after-archive': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new InvalidOption(messageOf(error));
  }
}

async function readOptions(flags: ReturnType<typeof readFlags>): Promise<SandboxOptions> {
  const messageAfterArchive = flags['message-after-archive'];
  const isChoice = (value: string): value is MessageAfterArchive =>
    messageAfterArchiveChoices.some((choice) => choice === value);
  if (messageAfterArchive !== undefined && !isChoice(messageAfterArchive)) {
    throw new InvalidOption(`--message-after-archive must be one of ${messageAfterArchiveChoices.join(', ')}`);
  }
  return {
    ...(flags.port !== undefined && { port: readNumber('--port', flags.port) }),
    clubcollect: {
      ...(flags['page-size'] !== undefined && { pageSize: readNumber('--page-size', flags['page-size']) }),
      ...(messageAfterArchive !== undefined && { messageAfterArchive }),
    },
    ...(flags.data !== undefined && { data: readSeed(await readJson(flags.data)) }),
  };
}

function readNumber(flag: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidOption(`${flag} must be a whole number`);
  return Number(value);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InvalidOption(`--data: ${file} is not a readable JSON file (${messageOf(error)})`);
  }
}

function describe({ brandlovers, clubcollect }: Sandbox): string {
  return [
    `BrandLovers  ${brandlovers.baseUrl}`,
    ...brandlovers.sellers.map(({ name, token }) => `  ${name}: header authorization: ${token}`),
    `ClubCollect  ${clubcollect.baseUrl}`,
    ...clubcollect.partners.map(
      ({ name, apiKey, companyIds }) => `  ${name}: query api_key=${apiKey}, companies ${companyIds.join(', ')}`,
    ),
    'Ready. Stop it with Ctrl+C.',
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  await main();
} catch (error) {
  console.error(`ticketbridge-sandbox: ${messageOf(error).replaceAll('\n', ' ')}`);
  process.exitCode = error instanceof InvalidOption ? 2 : 1;
}
