import { parseDocument } from 'yaml';
import { pointer } from '../diff/node.ts';
import { editYaml } from './edit.ts';
import type { Mutant } from './mutant.ts';
import { OPERATORS } from './operators.ts';
import { fieldsOf, nodesOf } from './tree.ts';

/** A vendor's spec, as it stands. */
export interface SpecSource {
  /** From the root. */
  readonly file: string;
  readonly vendor: string;
  readonly text: string;
}

/** Applies each operator at every place of a spec where it fits. */
export function specMutants({ file, vendor, text }: SpecSource): readonly Mutant[] {
  const document = fieldsOf(parseDocument(text).toJS());
  const nodes = [...nodesOf(document)];
  return Object.entries(OPERATORS).flatMap(([operator, { says, places }]) =>
    nodes.flatMap((node) =>
      places(node, document).map(({ what = '', edits }) => ({
        name: `spec/${operator}/${vendor}${pointer(...node.path)}${what === '' ? '' : `:${what}`}`,
        corner: 'spec' as const,
        says,
        file,
        noticedBy: ['packages/contract-tests/test/facts.test.ts'],
        change: (current: string) => editYaml(current, edits),
      })),
    ),
  );
}

/** The operator of a spec's mutant. */
export function operatorOf({ name }: Mutant): string {
  return name.split('/')[1] ?? '';
}
