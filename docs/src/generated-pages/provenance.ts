import { mark, readingMark } from '../provenance/marks.ts';
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
      markdown: provenanceMarkdown(await readSpecs(root)),
      madeBy: 'docs/src/generated-pages/provenance.ts',
    },
  ];
}

/** Explains the marks of these specs, and lists what is a reading of ours in each. */
export function provenanceMarkdown(specs: readonly BundledSpec[]): string {
  return [...explanationOf(specs), ...specs.map(sectionOf)].join('\n\n');
}

function sectionOf({ title, document, decisions }: BundledSpec): string {
  const rows = [
    ...readingsOf(document).map(({ places, reason }) => [places.join('<br>'), reason]),
    ...decisions.map(({ about, text }) => [[...new Set(about.map(({ name }) => `\`${name}\``))].join('<br>'), text]),
  ];
  const found = rows.length > 0 ? table(['where in the spec', 'our reading, and why'], rows) : 'None.';
  return `## Our readings of ${title}\n\n${found}`;
}

/** Says of each kind of spec what its marks mean; what no spec here is does not need to be explained. */
function explanationOf(specs: readonly BundledSpec[]): readonly string[] {
  const imported = specs.filter(({ isYoung }) => isYoung);
  const written = specs.filter(({ isYoung }) => !isYoung);
  return [
    ...(written.length > 0 ? [writtenByHand(titlesOf(written))] : []),
    ...(imported.length > 0 ? [importedFrom(titlesOf(imported))] : []),
    REMARKS,
  ];
}

function titlesOf(specs: readonly BundledSpec[]): string {
  return new Intl.ListFormat('en').format(specs.map(({ title }) => `**${title}**`));
}

function importedFrom(titles: string): string {
  return `Made of a document that was imported as it is: ${titles}. What has no mark there is from that document, and nobody here
compared it with what the vendor says elsewhere.`;
}

function writtenByHand(titles: string): string {
  return `Made of a spec that we wrote by hand, from what the vendor documents: ${titles}. A spec is only worth as much as its
sources, so each parameter, field, status, server and credential says where it comes from.

| mark | meaning |
| --- | --- |
| ${mark({ provenance: { source: 'page' } })} | The vendor documents it on its public page. |
| ${mark({ provenance: { source: 'upstream' } })} | The vendor's page does not say it. It is in another document of the vendor's repository, which the entry or the page of its decisions names. It may be older than the API. |
| ${mark({ provenance: { source: 'inferred', reason: 'The reason.' } })} | Part of it is in neither. The reason says what the vendor says, and what we made of it: check that with the vendor before you rely on it. |
| ${readingMark('The decision.')} | What our clients do rests on this decision of ours, and not on the vendor's word. |`;
}

const REMARKS = `A mark is about the entry that it stands at, not about what the entry refers to. Where parts of an entry come from
elsewhere, such as a parameter's range, or that a field is required, each mark says what it is about. Names of operations
and models, summaries, descriptions and examples are ours throughout, but for those that were imported.

What our clients do is no fact about the vendor, and no mark of an entry is about it:

| words | meaning |
| --- | --- |
| an error of the kind ... | What our clients throw for this status: see the error's \`kind\`. |
| They take it that the vendor did nothing | Our clients take the call for refused before it had an effect, and send it again, also one that writes. |
| The one for TypeScript reads page by page | How the list is paged, and where its answer has the items. |
| They keep any other value | The known values are those that the vendor is known to send. It may send others. |

**What can follow** lists calls for which this exchange has the ids. Which call may follow is mostly our reading.`;
