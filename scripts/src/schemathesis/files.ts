/** What the sandbox says of a vendor, as its command prints it. */
export interface Announcement {
  readonly title: string;
  readonly baseUrl: string;
  /** Whether every answer is an example of the spec. */
  readonly stateless: boolean;
  readonly credential: {
    readonly scheme: string;
    readonly in: 'header' | 'query';
    readonly name: string;
  } | null;
  readonly accounts: readonly { readonly name: string; readonly sent: string }[];
}

/**
 * Makes the files that Schemathesis reads where it runs. A warning is a failure. Where a header is the credential, it gets
 * every account, to see that none reads what is another's; it knows no such users of a credential in the query.
 */
export function schemathesisFiles({ credential, accounts }: Announcement): Readonly<Record<string, string>> {
  const config = ['[warnings]', 'fail-on = true'];
  const [first, ...others] = accounts;
  if (credential === null || first === undefined) return { 'schemathesis.toml': lines(config) };
  if (credential.in === 'query' || others.length === 0) {
    const auth = [`[auth.openapi.${quoted(credential.scheme)}]`, `api_key = ${quoted(first.sent)}`];
    return { 'schemathesis.toml': lines([...config, ...auth]) };
  }
  const users = accounts.map(({ name, sent }) => ({ name, fixedHeaders: [{ name: credential.name, value: sent }] }));
  const auth = [
    '[auth.wfc]',
    'path = "users.json"',
    `user = ${quoted(first.name)}`,
    `peers = [${accounts.map(({ name }) => quoted(name)).join(', ')}]`,
  ];
  return { 'schemathesis.toml': lines([...config, ...auth]), 'users.json': JSON.stringify({ auth: users }) };
}

/** Writes a text as TOML, which a string of JSON is too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
