import { isObject, type Json, resolveRef } from './json.ts';
import { isSame, mark, markText, ON_THE_PAGE, type Provenance, provenanceOf } from './marks.ts';
import { canStandByItself, isEntry, isShown, type Place } from './places.ts';
import { HOLDINGS } from './shapes.ts';
import { code, overviewWords, type Routes, wordsOf } from './words.ts';

/**
 * Puts into the descriptions of a bundled spec what its extensions say, since no renderer knows them: above all where
 * each entry comes from. Changes nothing but descriptions.
 */
export function explain(document: Json, routes: Routes): Json {
  const explained = new Explainer(document, routes).explain(document, ROOT, ON_THE_PAGE);
  return { ...explained, info: overview(document) };
}

const ROOT: Place = { kind: 'root', key: '', name: '' };

/** A node with its place and its provenance. */
interface Held {
  readonly node: Json;
  readonly place: Place;
  readonly inherited: Provenance;
}

class Explainer {
  readonly #root: Json;
  readonly #routes: Routes;

  constructor(root: Json, routes: Routes) {
    this.#root = root;
    this.#routes = routes;
  }

  explain(node: Json, place: Place, inherited: Provenance): Json {
    const description = isShown(node, place, this.#root)
      ? this.#describe({ node, place, inherited })
      : node.description;
    const described = description === undefined || description === node.description ? node : { ...node, description };
    if (typeof node.$ref === 'string') return described;
    const provenance = provenanceOf(node, inherited);
    const below = Object.entries(HOLDINGS[place.kind]).flatMap(([key, [kind, many]]) => {
      const held = node[key];
      const one = (child: unknown, name: string): unknown =>
        isObject(child) ? this.explain(child, { kind, key: keyOf(place, key), name }, provenance) : child;
      if (many === 'one') return isObject(held) ? [[key, one(held, key)]] : [];
      if (Array.isArray(held)) return [[key, held.map((child) => one(child, key))]];
      return isObject(held) ? [[key, mapValues(held, one)]] : [];
    });
    return { ...described, ...Object.fromEntries(below) };
  }

  #describe(held: Held): string | undefined {
    const { node, place, inherited } = held;
    // A server's description is shown as plain text.
    if (place.kind === 'server') {
      return `${oneLine(node.description)} ${markText(provenanceOf(node, inherited))}`.trim();
    }
    const described = typeof node.$ref === 'string' ? this.#besideReference(held) : this.#words(held);
    const own = typeof node.description === 'string' ? [node.description.trim()] : [];
    return described.length > 0 ? [...own, ...described].join('\n\n') : undefined;
  }

  /** What stands in the place of a reference has a description of its own; one beside the reference hides it. */
  #besideReference({ node, place, inherited }: Held): readonly string[] {
    const target = resolveRef(this.#root, String(node.$ref));
    const here = provenanceOf(node, inherited);
    const isTold = !canStandByItself(place) || isSame(here, provenanceOf(target, ON_THE_PAGE));
    if (isTold && node.description === undefined) return [];
    const own =
      typeof target.description === 'string' && node.description === undefined ? [target.description.trim()] : [];
    const words = this.#words({ node: target, place: { ...place, key: COMPONENT }, inherited: ON_THE_PAGE });
    return [...own, ...words, ...(isTold ? [] : [`That it stands here: ${mark(here)}`])];
  }

  /** All that follows a node's own description. */
  #words({ node, place, inherited }: Held): readonly string[] {
    const provenance = provenanceOf(node, inherited);
    const isMarked = isEntry(place) || !isSame(provenance, inherited);
    return [
      ...wordsOf(node, place.kind, this.#routes),
      ...(isMarked ? [mark(provenance, subjectOf(node, place))] : []),
      ...this.#wordsOfUnseen(node, place, provenance),
    ];
  }

  /** The words of those nodes below that are shown without a description. */
  #wordsOfUnseen(node: Json, place: Place, provenance: Provenance): readonly string[] {
    const unseen = Object.entries(HOLDINGS[place.kind]).flatMap(([key, [kind, many]]) => {
      const held = node[key];
      const children = many === 'one' ? { [key]: held } : isObject(held) || Array.isArray(held) ? { ...held } : {};
      return Object.entries(children).flatMap(([name, child]) => {
        const at: Place = { kind, key: keyOf(place, key), name };
        return isObject(child) && !isShown(child, at, this.#root)
          ? [{ node: child, place: at, inherited: provenance }]
          : [];
      });
    });
    const links = unseen.filter((held) => held.place.kind === 'link').map((held) => this.#linkWords(held));
    const others = unseen.filter((held) => held.place.kind !== 'link').flatMap((held) => this.#unseenWords(held));
    return [...others, ...(links.length > 0 ? [['**What can follow:**', ...links].join('\n')] : [])];
  }

  #unseenWords(held: Held): readonly string[] {
    const { name, key, kind } = held.place;
    const label = kind === 'mediaType' ? `As ${code(name)}:` : key === 'items' ? 'Each item:' : '';
    return this.#words(this.#target(held)).map((words) => `${label} ${words}`.trim());
  }

  #linkWords(held: Held): string {
    const { node, inherited } = this.#target(held);
    const id = String(node.operationId);
    const given = isObject(node.parameters) ? Object.entries(node.parameters) : [];
    const from = given.map(([name, value]) => `${code(name)} from ${code(value)}`).join(', ');
    const link = `[${code(id)}](${this.#routes.operation(id)})`;
    return `- ${link} with ${from}. ${oneLine(node.description)} ${mark(provenanceOf(node, inherited))}`;
  }

  #target(held: Held): Held {
    const { $ref } = held.node;
    if (typeof $ref !== 'string') return held;
    return { ...held, node: resolveRef(this.#root, $ref), inherited: ON_THE_PAGE };
  }
}

/** What a mark is of that stands beside the mark of a parameter. */
function subjectOf(schema: Json, place: Place): string {
  if (place.kind !== 'schema' || place.key !== 'schema') return '';
  return 'enum' in schema ? 'Its values' : 'Its type and range';
}

/** A component is an entry wherever it is used. */
const COMPONENT = 'schemas';

/** A body's schema is known by what holds it; every other node by its key. */
function keyOf({ kind }: Place, key: string): string {
  return kind === 'mediaType' ? kind : key;
}

function mapValues(map: Json, change: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

function oneLine(description: unknown): string {
  return typeof description === 'string' ? description.trim().replaceAll(/\s*\n\s*/g, ' ') : '';
}

/** The overview shows no servers, and nothing else of the document's root. */
function overview(document: Json): Json {
  const info = isObject(document.info) ? document.info : {};
  const servers = Array.isArray(document.servers) ? document.servers.filter(isObject) : [];
  const rows = servers.map((server) => {
    return `- ${code(server.url)}: ${oneLine(server.description)} ${mark(provenanceOf(server, ON_THE_PAGE))}`;
  });
  const own = typeof info.description === 'string' ? [info.description.trim()] : [];
  const list = rows.length > 0 ? [`**Servers**\n\n${rows.join('\n')}`] : [];
  return { ...info, description: [...own, ...overviewWords(document), ...list].join('\n\n') };
}
