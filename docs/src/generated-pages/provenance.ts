import { mark } from '../provenance/marks.ts';
import { readingsOf } from '../provenance/readings.ts';
import type { GeneratedPage } from './generated-page.ts';
import { table } from './markdown.ts';
import { type BundledSpec, readSpecs } from './specs.ts';

/** Makes the page that explains the marks of the references, and lists every reading of ours. */
export async function provenancePages(root: string): Promise<readonly GeneratedPage[]> {
  return [
    {
      route: 'reference/provenance',
      title: 'Where each fact comes from',
      description: "What is on the vendor's page, what is in its repository, and what is our reading, with the reason.",
      group: 'reference',
      markdown: [EXPLANATION, ...(await readSpecs(root)).map(sectionOf)].join('\n\n'),
      madeBy: 'docs/src/generated-pages/provenance.ts',
    },
  ];
}

function sectionOf({ title, document }: BundledSpec): string {
  const rows = readingsOf(document).map(({ places, reason }) => [places.join('<br>'), reason]);
  const found = rows.length > 0 ? table(['where in the spec', 'our reading, and why'], rows) : 'None.';
  return `## Our readings of ${title}\n\n${found}`;
}

const EXPLANATION = `The references of the APIs are made of specs that we wrote by hand, because the vendors publish none. A
spec is only worth as much as its sources, so each parameter, field, status, server and credential of a reference
ends with where it comes from.

| mark | meaning |
| --- | --- |
| ${mark({ source: 'page' })} | The vendor documents it on its public page. |
| ${mark({ source: 'upstream' })} | The vendor's page does not say it. It is in the Swagger document that the vendor published in 2016, or in another file of the same repository, which the entry then names. It may be older than the API. |
| ${mark({ source: 'inferred', reason: 'The reason.' })} | Neither says it: this is how we read what they say. Check it with the vendor before you rely on it. |

A mark is about the entry that it ends, not about what the entry refers to. A range or a default that comes from
elsewhere than its parameter has a mark of its own, above the parameter's. Names of operations and models, summaries,
descriptions and examples are ours throughout.

What else a reference says in words:

| words | meaning |
| --- | --- |
| an error of the kind ... | What our clients throw for this status: see the error's \`kind\`. |
| The vendor did nothing | The call was refused before it had an effect. Our clients send it again, also one that writes. |
| Read page by page | How the list is paged, and where its answer has the items. |
| Known values | What the vendor is known to send. It may send others: they are kept as they are. |
| What can follow | Calls for which this exchange has the ids. Which call may follow is mostly our reading. |`;
