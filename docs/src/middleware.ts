import type { MiddlewareHandler } from 'astro';

const EXAMPLES_HEADING = /<h5( class="sl-openapi-examples-heading[^>]*>[\s\S]*?)<\/h5>/g;
const REQUIRED_MARK = /(?<=\S)(?=<sup class="sl-openapi-request-body-required)/g;

/** How much a word counts in search, where a page is long and repeats it, or is what people look for first. */
const WEIGHTS: readonly (readonly [RegExp, string])[] = [
  [/^\/changes\//, '0.2'],
  [/^\/reference\/(typescript|python)\//, '0.4'],
  [/^\/(maintaining|evidence|versioning)\//, '0.6'],
  [/^\/guides\//, '2'],
];

function weigh(html: string, path: string): string {
  const weight = WEIGHTS.find(([pages]) => pages.test(path))?.[1];
  return weight === undefined ? html : html.replace('<main ', `<main data-pagefind-weight="${weight}" `);
}

/** Makes no heading of what stands above examples, which would skip levels of the outline, and two words of a heading. */
function mendHeadings(html: string): string {
  return html.replaceAll(EXAMPLES_HEADING, '<p$1</p>').replaceAll(REQUIRED_MARK, ' ');
}

/** Says how much pages count in search, and mends the headings that starlight-openapi makes. */
export const onRequest: MiddlewareHandler = async ({ url }, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  return new Response(weigh(mendHeadings(html), url.pathname), response);
};
