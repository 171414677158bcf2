import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { pendingChangesets } from '../src/release/changesets.ts';
import { History } from '../src/release/history.ts';
import { specRater } from '../src/release/rate-spec.ts';
import { specChanges } from '../src/release/spec-changes.ts';
import { planChangesets } from '../src/spec-change/plan.ts';
import { gitIdentity } from './repository.ts';

// Clones of this repository, whose specs are linted and compared.
vi.setConfig({ testTimeout: 120_000 });

const workspace = resolve(import.meta.dirname, '../..');
const SPEC = 'specs/brandlovers/openapi.yaml';
const LOWERED = '<!-- lowered @ticketbridge/brandlovers: Nobody calls it yet. -->';

/** A clone, and what people do to it. */
class Clone {
  readonly root: string = mkdtempSync(join(tmpdir(), 'refusals-'));

  constructor(...options: string[]) {
    onTestFinished(() => rmSync(this.root, { recursive: true }));
    this.git('clone', '--quiet', ...options, `file://${workspace}`, '.');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', env: { ...process.env, ...gitIdentity } });
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Change');
  }

  edit(file: string, from: string, to: string): void {
    const text = readFileSync(join(this.root, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(this.root, file), text.replaceAll(from, to));
  }

  code(): void {
    appendFileSync(join(this.root, 'packages/http/src/index.ts'), '\nexport const added = 1;\n');
  }

  /** Breaks whoever calls the operation. */
  spec(name = 'changeTicketStatus'): void {
    this.edit(SPEC, 'operationId: setTicketStatus', `operationId: ${name}`);
  }

  changeset(text: string): void {
    writeFileSync(join(this.root, '.changeset/by-hand.md'), text);
  }

  /** As `pnpm spec:change` does, without generating: the inventory is stale then. Names the file for TypeScript. */
  async tell(corrections: readonly string[] = []): Promise<string> {
    const changes = await specChanges(this.root, new History(this.root), specRater(this.root, corrections));
    const plan = planChangesets(changes, await pendingChangesets(this.root), undefined);
    for (const [file, text] of plan) writeFileSync(join(this.root, file), text ?? '');
    const tells = /^'@ticketbridge\/brandlovers':.*status\/put\/operationId/ms;
    const [told] = [...plan].find(([, text]) => tells.test(text ?? '')) ?? [];
    return told ?? expect.fail('No changeset tells it.');
  }

  check(): { status: number | null; output: string } {
    const command = join(workspace, 'scripts/src/changeset-check.ts');
    const { BASE: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
      cwd: this.root,
      encoding: 'utf8',
      env,
    });
    return { status, output: `${stdout}${stderr}` };
  }
}

interface Refusal {
  readonly what: string;
  readonly defect: (clone: Clone) => void | Promise<void>;
  /** What the gate says, beside the place. */
  readonly says: readonly string[];
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'code without a changeset',
    defect: (clone) => clone.code(),
    says: ['@ticketbridge/http has changed since', 'packages/http/src/index.ts (not committed)', 'pnpm exec changeset'],
  },
  {
    what: 'code with an older changeset',
    defect: (clone) => {
      clone.changeset("---\n'@ticketbridge/http': minor\n---\n\nEarlier.\n");
      clone.commit();
      clone.code();
      clone.commit();
    },
    says: ['packages/http/src/index.ts (commit ', 'an older one does not'],
  },
  {
    what: 'code with a changeset of another package',
    defect: (clone) => {
      clone.changeset("---\n'@ticketbridge/facade': minor\n---\n\nOther.\n");
      clone.code();
    },
    says: ['@ticketbridge/http has changed since'],
  },
  {
    what: 'a generator without a changeset',
    defect: (clone) => {
      clone.edit('scripts/src/generate/type-names.ts', 'Input', 'Params');
      clone.commit();
    },
    says: ['@ticketbridge/brandlovers has changed since', 'scripts/src/generate/type-names.ts (commit '],
  },
  {
    what: 'another build without a changeset',
    defect: (clone) => clone.edit('tsdown.shared.ts', 'sourcemap: true', 'minify: true'),
    says: ['@ticketbridge/facade has changed since', 'tsdown.shared.ts (not committed)'],
  },
  {
    what: 'the page of the sandbox without a changeset',
    defect: (clone) => clone.edit('packages/sandbox/inspector/bundle.ts', 'minify: true', 'minify: false'),
    says: ['@ticketbridge/sandbox has changed since', 'packages/sandbox/inspector/bundle.ts (not committed)'],
  },
  {
    what: 'a spec without a changeset',
    defect: (clone) => clone.spec(),
    says: ['is told by no changeset', '@ticketbridge/brandlovers minor', '@ticketbridge/sandbox', 'pnpm spec:change'],
  },
  {
    what: 'a spec with a changeset that does not hold its digest',
    defect: (clone) => {
      clone.changeset("---\n'@ticketbridge/brandlovers': minor\n'@ticketbridge/sandbox': minor\n---\n\nBy hand.\n");
      clone.spec();
    },
    says: ['is told by no changeset', 'pnpm spec:change --for .changeset/FILE.md'],
  },
  {
    what: 'a spec that was changed further than its changeset tells',
    defect: async (clone) => {
      clone.spec();
      await clone.tell();
      clone.edit(SPEC, 'operationId: changeTicketStatus', 'operationId: putTicketStatus');
    },
    says: ['is told by no changeset', 'tells a change that the spec of brandlovers does not have'],
  },
  {
    what: 'a changeset of a change that was taken back',
    defect: async (clone) => {
      clone.spec();
      await clone.tell();
      clone.git('checkout', '--quiet', '--', SPEC);
    },
    says: ['tells a change that the spec of brandlovers does not have'],
  },
  {
    what: 'a bump below the verdict',
    defect: async (clone) => {
      clone.spec();
      clone.edit(await clone.tell(), "'@ticketbridge/brandlovers': minor", "'@ticketbridge/brandlovers': patch");
    },
    says: ['@ticketbridge/brandlovers is patch, and', 'needs minor', '<!-- lowered PACKAGE: REASON -->'],
  },
  {
    what: 'a bump that was lowered without a reason',
    defect: async (clone) => {
      clone.spec();
      const file = await clone.tell();
      clone.edit(file, "'@ticketbridge/brandlovers': minor", "'@ticketbridge/brandlovers': patch");
      appendFileSync(join(clone.root, file), '<!-- lowered @ticketbridge/brandlovers: -->\n');
    },
    says: ['is incomplete'],
  },
  {
    what: 'a stale inventory',
    defect: (clone) => {
      appendFileSync(join(clone.root, 'packages/brandlovers/api.md'), '\nMore.\n');
      clone.git('add', '--all');
    },
    says: ['packages/brandlovers/api.md is not what its spec gives now.', 'pnpm generate'],
  },
  {
    what: 'a spec that is not valid',
    defect: (clone) => clone.edit(SPEC, 'openapi: 3.1', 'openapi: 2.1'),
    says: ['openapi.yaml:1:1'],
  },
  {
    what: 'a changeset that is none',
    defect: (clone) => clone.changeset('By hand.\n'),
    says: ['.changeset/by-hand.md is not a changeset'],
  },
];

describe.runIf(process.env.EXHAUSTIVE)('the gate', () => {
  test.each(REFUSALS)('refuses $what', async ({ defect, says }) => {
    const clone = new Clone();
    await defect(clone);
    const { status, output } = clone.check();
    expect(status).toBe(1);
    for (const text of says) expect(output).toContain(text);
  });

  test('refuses a clone that lacks its history', () => {
    expect(new Clone('--depth=1').check()).toMatchObject({ status: 1 });
  });

  test('takes a correction, whose changeset says so', async () => {
    const clone = new Clone();
    clone.spec();
    const file = await clone.tell([`${SPEC}#/paths/~1ticket~1{ticketId}~1status/put/operationId`]);
    expect(readFileSync(join(clone.root, file), 'utf8').match(/never worked/g)).toHaveLength(1);
    expect(clone.check().output).not.toContain('told by no changeset');
  });

  test('takes what is told, and shows the reason of a bump that was lowered', async () => {
    const clone = new Clone();
    expect(clone.check()).toMatchObject({ status: 0 });
    clone.spec();
    const file = await clone.tell();
    clone.edit(file, "'@ticketbridge/brandlovers': minor", "'@ticketbridge/brandlovers': patch");
    appendFileSync(join(clone.root, file), `\n${LOWERED}\n`);
    const { output } = clone.check();
    expect(output).toContain('@ticketbridge/brandlovers is patch instead of minor: Nobody calls it yet.');
    // Nothing was generated here.
    expect(output.trim().split('\n').slice(1)).toEqual([
      'packages/brandlovers/api.md is not what its spec gives now.',
      'Write it, and commit it with the change of the spec:',
      '  pnpm generate',
    ]);
  });
});
