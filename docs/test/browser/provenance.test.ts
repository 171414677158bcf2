import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { readSpecs } from '../../src/generated-pages/specs.ts';
import { isObject, type Json, resolveRef } from '../../src/provenance/json.ts';
import { DIST } from './dist.ts';

const specs = await readSpecs(join(import.meta.dirname, '../../..'));

for (const { vendor, isYoung } of specs) {
  const explained: Json = JSON.parse(await readFile(join(DIST, `../.assembled/specs/${vendor}.json`), 'utf8'));

  for (const [id, operation] of operationsOf(explained)) {
    test(`${vendor}: the page of ${id} says all that its spec says, with every reason`, async () => {
      const page = await textOfPage(`reference/${vendor}/operations/${id.toLowerCase()}`);
      const said = descriptionsIn(operation, explained);
      assert.ok(said.length > (isYoung ? 0 : 3), `${said.length} descriptions`);
      for (const description of said) assertSays(page, description);
    });
  }

  test(`${vendor}: no page shows a zero that nothing explains, and an import claims nothing of the vendor`, async () => {
    for await (const file of glob(`reference/${vendor}/**/*.html`, { cwd: DIST })) {
      const html = await readFile(join(DIST, file), 'utf8');
      assert.doesNotMatch(html, /class="sl-openapi-tag[^>]*>\s*0\s*</, file);
      if (isYoung) assert.doesNotMatch(html, /On the vendor&#39;s page|On the vendor's page|Swagger of 2016/, file);
    }
  });

  test(`${vendor}: the overview says what its servers and credentials rest on`, async () => {
    const page = await textOfPage(`reference/${vendor}`);
    const { securitySchemes } = Object(explained.components);
    for (const description of descriptionsIn({ info: explained.info, securitySchemes }, explained)) {
      assertSays(page, description);
    }
  });
}

function operationsOf({ paths }: Json): (readonly [string, Json])[] {
  return Object.values(Object(paths)).flatMap((item) => {
    const { parameters, ...methods } = Object(item);
    return Object.values(methods).map((operation) => {
      assert.ok(isObject(operation));
      return [String(operation.operationId), { ...operation, shared: parameters }] as const;
    });
  });
}

/** Every description below a node and behind its references, but those of servers and links, which stand elsewhere. */
function descriptionsIn(node: unknown, root: Json, seen = new Set<unknown>()): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => descriptionsIn(item, root, seen));
  if (!isObject(node) || seen.has(node)) return [];
  seen.add(node);
  if (typeof node.$ref === 'string') {
    const target = resolveRef(root, node.$ref);
    // A description beside a reference stands in the place of the target's.
    return descriptionsIn('description' in node ? { ...target, description: node.description } : target, root, seen);
  }
  const own = typeof node.description === 'string' ? [node.description] : [];
  const below = Object.entries(node).filter(([key]) => !['links', 'examples', 'x-provenance'].includes(key));
  return [...own, ...below.flatMap(([, value]) => descriptionsIn(value, root, seen))];
}

async function textOfPage(route: string): Promise<string> {
  const html = await readFile(join(DIST, route, 'index.html'), 'utf8');
  const main = /<main[\s>][\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return plain(main.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&([a-z]+|#\d+);/g, (all, name) => entities[name] ?? all));
}

function assertSays(page: string, markdown: string): void {
  for (const block of fromMarkdown(markdown).children) {
    const text = plain(textOf(block, { includeHtml: false }));
    assert.ok(page.includes(text), `the page lacks: ${markdown}`);
  }
}

/** Letters and digits alone: how a renderer sets what is between them is its own affair. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
