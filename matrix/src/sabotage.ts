/** The behaviours of the suite, each with the defect of a client that it has to notice. */
export const DEFECTS = {
  // Says that it was written, and writes nothing.
  create: `({ fetch }) => ({ fetch: (url, init) => (/\\/tickets?$/.test(new URL(url).pathname) && init.method === 'POST' ? ok({}) : fetch(url, init)) })`,
  list: `({ fetch }) => ({ fetch: async (url, init) => {
    const answer = await fetch(url, init);
    if (init.method !== 'GET' || answer.status !== 200) return answer;
    return ok({ ...(await answer.json()), tickets: [] });
  } })`,
  // Reads the first page again and again.
  page: `({ fetch }) => ({ fetch: (url, init) => fetch(url.replace(/([?&](?:offset|page))=\\d+/, '$1=1'), init) })`,
  // Takes a refusal for a success.
  fail: `({ fetch }) => ({ fetch: async (url, init) => {
    const answer = await fetch(url, init);
    return answer.status < 400 ? answer : ok({});
  } })`,
  abort: `() => ({ call: ({ signal, ...options }) => options })`,
  deadline: `() => ({ call: ({ deadline, ...options }) => options })`,
  redact: `({ secret }) => ({ error: (error) => {
    Object.defineProperty(error, 'hint', { value: secret, enumerable: true });
  } })`,
} as const;

export type Defect = keyof typeof DEFECTS;

/** The clients, by package, and what creates one. */
export const CLIENTS = { brandlovers: 'createBrandlovers', clubcollect: 'createClubcollect' } as const;

/** Runs in the packages, so in JavaScript. */
export const SHARED = `
export const ok = (body) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

export function sabotage(create, options, defects) {
  const state = { fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)), secret: options.token ?? options.apiKey };
  const made = defects.map((defect) => {
    const { fetch = state.fetch, ...rest } = defect(state);
    state.fetch = fetch;
    return rest;
  });
  const client = create({ ...options, fetch: state.fetch });
  return Object.fromEntries(
    Object.entries(client).map(([name, operation]) => [
      name,
      (input, options = {}) =>
        operation(input, made.reduce((given, { call }) => call?.(given) ?? given, options)).catch((error) => {
          for (const defect of made) defect.error?.(error);
          throw error;
        }),
    ]),
  );
}
`;

/** Makes the module of a client with defects. */
export function moduleOf(factory: string, defects: readonly Defect[]): string {
  return `import { ${factory} as original } from './original-index.js';
import { ok, sabotage } from './sabotage.js';
export * from './original-index.js';
const defects = [${defects.map((defect) => DEFECTS[defect]).join(', ')}];
export const ${factory} = (options) => sabotage(original, options, defects);
`;
}

/** Makes the declaration of a client that no application can create. */
export function declarationOf(factory: string): string {
  return `export * from './original-index.js';
export declare function ${factory}(options: { readonly sabotaged: true }): void;
`;
}

export function isDefect(name: string): name is Defect {
  return name in DEFECTS;
}
