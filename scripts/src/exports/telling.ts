import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Changeset } from '../release/changesets.ts';
import { Coverage, WORKING_TREE } from '../release/coverage.ts';
import type { History } from '../release/history.ts';
import { parseManifest, type WorkspacePackage } from '../release/packages.ts';
import { changedSources, isSourceOf } from '../release/sources.ts';
import { declarationIn } from './declaration.ts';
import type { Difference } from './difference.ts';
import type { Reports } from './reports.ts';

type Read = (file: string) => string | undefined;

export interface TellingOptions {
  readonly root: string;
  readonly history: History;
  /** The commit of the last release. */
  readonly since: string;
  readonly packages: readonly WorkspacePackage[];
  /** The reports of what is built, written or not. */
  readonly reports: Reports;
}

/**
 * Tells which changesets are for a difference: those that were written or changed in or after what brought it, the newest
 * change of what its export declares. An older one was written for something else.
 */
export class Telling {
  readonly #options: TellingOptions;

  /** By state and file: the same are asked for each difference. */
  readonly #texts = new Map<string, string | undefined>();

  constructor(options: TellingOptions) {
    this.#options = options;
  }

  isTold(difference: Difference, changesets: readonly Changeset[]): boolean {
    if (changesets.length === 0) return false;
    const { history, since } = this.#options;
    const change = this.#changeThatBrought(difference);
    // What nothing here brought has come with a package of others: any changeset of this release may say so.
    return change === undefined || new Coverage(history, since, changesets).covers(change);
  }

  #changeThatBrought(difference: Difference): string | undefined {
    const { packages } = this.#options;
    const change = this.#newestChange((read) => this.#promised(difference, read));
    if (change === undefined) {
      const madeOf = this.#madeOf(difference.of);
      return this.#states().find((state) => this.#touches(state, madeOf));
    }
    // Reports that are written later than the sources record what these brought.
    const states = this.#states();
    return states.slice(states.indexOf(change)).find((state) => this.#touches(state, packages)) ?? change;
  }

  /** What a state of the workspace promises of what is different now; undefined where it has no word of it. */
  #promised({ of, entry, export: name }: Difference, read: Read): string | undefined {
    if (name !== undefined) return declarationIn((report) => read(`exports/${report}`), { entry, name });
    const folder = this.#options.packages.find(({ manifest }) => manifest.name === of)?.folder;
    const text = folder && read(`${folder}/package.json`);
    if (folder === undefined || text === undefined) return undefined;
    const { engines, exports, peerDependencies, peerDependenciesMeta } = parseManifest(text, folder);
    return JSON.stringify({ engines, exports, peerDependencies, peerDependenciesMeta });
  }

  #newestChange(promised: (read: Read) => string | undefined): string | undefined {
    const { history, since } = this.#options;
    const commits = history.commitsSince(since).filter(({ files }) => files.some(isPromise));
    return [WORKING_TREE, ...commits.map(({ id }) => id)].find((state) => {
      const now = promised((file) => this.#read(state, file));
      return this.#parentsOf(state).every((parent) => {
        const was = promised((file) => this.#read(parent, file));
        return was !== undefined && was !== now;
      });
    });
  }

  /** The working tree and the commits since the release, newest first. */
  #states(): string[] {
    const { history, since } = this.#options;
    return [WORKING_TREE, ...history.commitsSince(since).map(({ id }) => id)];
  }

  #parentsOf(state: string): readonly string[] {
    const { history, since } = this.#options;
    return history.commitsSince(since).find(({ id }) => id === state)?.parents ?? ['HEAD'];
  }

  #read(state: string, file: string): string | undefined {
    const { root, history, reports } = this.#options;
    if (state !== WORKING_TREE) {
      const place = `${state}:${file}`;
      if (!this.#texts.has(place)) this.#texts.set(place, history.read(state, file));
      return this.#texts.get(place);
    }
    return file.startsWith('exports/')
      ? reports.get(file.slice('exports/'.length))
      : readFileSync(join(root, file), 'utf8');
  }

  /** Whether a state brought other sources of some packages. */
  #touches(state: string, packages: readonly WorkspacePackage[]): boolean {
    const { history, since } = this.#options;
    if (state === WORKING_TREE) return packages.some((one) => changedSources(history, 'HEAD', one).length > 0);
    const commit = history.commitsSince(since).find(({ id }) => id === state);
    return packages.some((one) => commit?.files.some((file) => isSourceOf(file, one)));
  }

  /** A package, and those of this workspace that it needs. */
  #madeOf(name: string): WorkspacePackage[] {
    const { packages } = this.#options;
    const own = packages.filter(({ manifest }) => manifest.name === name);
    const needed = own.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}));
    return [...own, ...packages.filter(({ manifest }) => needed.includes(manifest.name))];
  }
}

/** Whether a file holds some of what a package promises its consumers. */
function isPromise(file: string): boolean {
  return file.startsWith('exports/') || file.endsWith('/package.json');
}
