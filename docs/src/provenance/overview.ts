import { isObject, type Json } from './json.ts';
import { mark, provenanceOf } from './marks.ts';
import { baseOf, type Surroundings } from './surroundings.ts';
import { code, doingsOf, oneLine } from './words.ts';

/** Explains the document as a whole, of which its overview shows no servers and nothing else of the root. */
export function overview(document: Json, surroundings: Surroundings): Json {
  const { routes, decisions } = surroundings;
  const info = isObject(document.info) ? document.info : {};
  const servers = Array.isArray(document.servers) ? document.servers.filter(isObject) : [];
  const inherited = provenanceOf(document, baseOf(surroundings));
  const rows = servers.map((server) => {
    const provenance = provenanceOf(server, inherited);
    const marked = provenance.source === 'imported' ? '' : ` ${mark({ provenance })}`;
    return `- ${[code(server.url), oneLine(server.description)].filter(Boolean).join(': ')}${marked}`;
  });
  const own = typeof info.description === 'string' ? [info.description.trim()] : [];
  const list = rows.length > 0 ? [`**Servers**\n\n${rows.join('\n')}`] : [];
  const doings = doingsOf(document, 'root', routes, decisions);
  return { ...info, description: [...own, ...doings, ...list, note(surroundings)].join('\n\n') };
}

/** Says how the marks of a page are to be read. */
export function note({ isImported, routes }: Surroundings): string {
  const where = isImported
    ? `This page is from the [document that this API was imported from](${routes.decisions}), where an entry says nothing else.`
    : 'Each entry of this page says where it comes from.';
  return `${where} [How to read this](${routes.legend})`;
}
