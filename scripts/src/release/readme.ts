/** The first TypeScript example of a README. */
export function firstExample(readme: string): string {
  const example = /^```ts\n(?<code>[\s\S]*?)^```$/m.exec(readme.replaceAll('\r\n', '\n'))?.groups?.code;
  if (!example) throw new Error('README.md has no TypeScript example: add a block that starts with ```ts.');
  return example;
}
