import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseManifest } from '../release/packages.ts';
import { json } from './packages.ts';

/** Changes a workspace, and takes every change back unless `keep` is called, in reverse order. */
export class Tree implements AsyncDisposable {
  readonly #root: string;
  readonly #undo = new AsyncDisposableStack();

  constructor(root: string) {
    this.#root = root;
  }

  /** Puts a folder in place at once, with all its files. */
  async addFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
    const draft = await this.#temporaryFolder();
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(draft, file)), { recursive: true });
      await writeFile(join(draft, file), text);
    }
    const target = join(this.#root, folder);
    this.#undo.defer(() => rm(target, { recursive: true, force: true }));
    await rename(draft, target);
  }

  async removeFolder(folder: string): Promise<void> {
    const grave = await this.#temporaryFolder();
    await rename(join(this.#root, folder), grave);
    this.#undo.defer(() => rename(grave, join(this.#root, folder)));
  }

  /** Writes a file, or removes it where `change` gives none. */
  async changeFile(file: string, change: (text: string | undefined) => string | undefined): Promise<void> {
    const path = join(this.#root, file);
    const before = await readFile(path, 'utf8').catch(() => undefined);
    this.#undo.defer(() => write(path, before));
    await write(path, change(before));
  }

  /** Keeps a file as it is now, whatever other programs make of it. */
  protect(file: string): Promise<void> {
    return this.changeFile(file, (text) => text);
  }

  /** Adds packages of the workspace to a package's devDependencies, or removes them. */
  async changeDevDependencies(folder: string, names: readonly string[], kind: 'add' | 'remove'): Promise<void> {
    const file = `${folder}/package.json`;
    await this.changeFile(file, (text = '') => {
      const manifest = parseManifest(text, file);
      const { devDependencies = {} } = manifest;
      const others = Object.entries(devDependencies).filter(([name]) => !names.includes(name));
      const added = kind === 'add' ? names.map((name) => [name, 'workspace:*'] as const) : [];
      const sorted = [...others, ...added].sort(([a], [b]) => (a < b ? -1 : 1));
      return json({ ...manifest, devDependencies: Object.fromEntries(sorted) });
    });
  }

  /** Ends the possibility to take the changes back. */
  async keep(): Promise<void> {
    this.#undo.move();
    await rm(join(this.#root, DRAFTS), { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#undo.disposeAsync();
    await rm(join(this.#root, DRAFTS), { recursive: true, force: true });
  }

  /** Makes a folder on the same disk, from which one can be put in place at once. */
  async #temporaryFolder(): Promise<string> {
    await mkdir(join(this.#root, DRAFTS), { recursive: true });
    // Its own permissions would be those of a private folder.
    return join(await mkdtemp(join(this.#root, DRAFTS, 'draft-')), 'folder');
  }
}

const DRAFTS = 'node_modules/.new-api';

function write(path: string, text: string | undefined): Promise<void> {
  return text === undefined ? rm(path, { force: true }) : writeFile(path, text);
}
