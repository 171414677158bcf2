// node src/generate.ts ROOT: every vendor's spec as one document, so that nothing that records has to read YAML.
import { mkdir, writeFile } from 'node:fs/promises';
import { checkSpec, formatProblem, vendorsIn } from '@ticketbridge/scripts';

const [root] = process.argv.slice(2);
if (!root) throw new Error('usage: generate.ts ROOT');

const specs: Record<string, unknown> = {};
for (const { name, spec, isYoung } of await vendorsIn(root)) {
  const checked = await checkSpec(spec, { rules: 'generation', vendor: name });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  specs[name] = { isYoung, document: checked.document };
}
await mkdir('src/generated', { recursive: true });
await writeFile('src/generated/specs.json', JSON.stringify(specs));
