import type { MiddlewareHandler } from 'astro';

const EXAMPLES_HEADING = /<h5( class="sl-openapi-examples-heading[^>]*>[\s\S]*?)<\/h5>/g;

/** Makes no heading of what starlight-openapi puts above its examples: it would skip levels of the page's outline. */
export const onRequest: MiddlewareHandler = async (_context, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  return new Response(html.replaceAll(EXAMPLES_HEADING, '<p$1</p>'), response);
};
