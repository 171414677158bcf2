import type { MiddlewareHandler } from 'astro';

const EXAMPLES_HEADING = /<h5( class="sl-openapi-examples-heading[^>]*>[\s\S]*?)<\/h5>/g;

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

/**
 * Says how much pages count in search, and makes no heading of what starlight-openapi puts above its examples: it would
 * skip levels of the page's outline.
 */
export const onRequest: MiddlewareHandler = async ({ url }, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  return new Response(weigh(html.replaceAll(EXAMPLES_HEADING, '<p$1</p>'), url.pathname), response);
};
