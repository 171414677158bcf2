/** The parts of a bundled spec that say a fact which others are tempted to repeat. */
export interface FactualSpec {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, object>>;
  readonly components?: { readonly securitySchemes?: Readonly<Record<string, object>> };
}

/** Where a fact of a spec stands a second time: a line of a file, and what it says. */
export interface Repeated {
  readonly line: number;
  readonly says: string;
}

/** A fact, and how a text says it. */
type Fact = readonly [says: string, pattern: RegExp];

/** Lists the lines of a text that repeat a host, how a credential is sent or the name of a paging parameter. */
export function repeatedFacts(file: string, text: string, spec: FactualSpec): Repeated[] {
  const facts = [...hosts(spec), ...credentials(spec), ...pagingParameters(spec, file.endsWith('.md'))];
  return text.split('\n').flatMap((content, index) => {
    const said = new Set(facts.flatMap(([says, pattern]) => (pattern.test(content) ? [says] : [])));
    return [...said].map((says) => ({ line: index + 1, says }));
  });
}

function hosts({ servers = [] }: FactualSpec): Fact[] {
  return servers.flatMap(({ url }) => {
    const { hostname, pathname } = new URL(url);
    // A path of one segment, such as /api, stands in many texts by chance.
    const paths = /\/.+\//.test(pathname) ? [pathname] : [];
    return [hostname, ...paths].map((said): Fact => [said, new RegExp(escaped(said))]);
  });
}

function credentials({ components: { securitySchemes = {} } = {} }: FactualSpec): Fact[] {
  return Object.values(securitySchemes).flatMap((scheme): Fact[] => {
    const { in: place, name, 'x-credential-prefix': prefix = '' } = Object(scheme);
    if (typeof name !== 'string') return [];
    if (place === 'query') return [[`${name}=`, new RegExp(`[?&]${escaped(name)}=`)]];
    return [[`${name}: ${prefix}`, new RegExp(`\\b${escaped(name)}['"]?: ${escaped(`${prefix}`)}[{$]`, 'i')]];
  });
}

/** In a query, as an argument of the list, and in the prose of Markdown, which writes names in backticks. */
function pagingParameters({ paths = {} }: FactualSpec, isProse: boolean): Fact[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((operation): Fact[] => {
      const { operationId, 'x-paging': paging } = Object(operation);
      if (paging === undefined) return [];
      const calls = `${operationId}|${String(operationId).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      return ['offset', 'limit', 'page'].flatMap((fact): Fact[] => {
        const name: unknown = paging[fact];
        if (typeof name !== 'string') return [];
        const said = escaped(name);
        const prose = isProse ? `|\`${said}\`` : '';
        return [[name, new RegExp(`[?&]${said}=|\\b(${calls})\\([^)]*\\b${said}\\b ?[:=]${prose}`)]];
      });
    }),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
