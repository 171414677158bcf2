import { credentialMarks } from './credentials.ts';
import { isObject, type Json, resolveRef } from './json.ts';
import { isSame, type Mark, mark, marksOfEntry, markText, type Provenance, provenanceOf } from './marks.ts';
import { note, overview } from './overview.ts';
import { canStandByItself, isEntry, isShown, type Place } from './places.ts';
import { requirementsOf } from './requirements.ts';
import { HOLDINGS } from './shapes.ts';
import { labelOf, subjectOf } from './subjects.ts';
import { baseOf, type Surroundings } from './surroundings.ts';
import { code, doingsOf, factsOf, oneLine } from './words.ts';

/**
 * Puts into the descriptions of a bundled spec what its extensions say, since no renderer knows them: above all where
 * each entry comes from. Changes nothing but descriptions.
 */
export function explain(document: Json, surroundings: Surroundings): Json {
  return new Explainer(document, surroundings).document();
}

const ROOT: Place = { kind: 'root', key: '', name: '' };

/** A node with its place and its provenance. */
interface Held {
  readonly node: Json;
  readonly place: Place;
  readonly inherited: Provenance;
}

/** What follows a node's own description. */
interface Said {
  readonly facts: readonly string[];
  readonly marks: readonly Mark[];
  readonly doings: readonly string[];
  readonly links: readonly string[];
}

class Explainer {
  readonly #root: Json;
  readonly #surroundings: Surroundings;
  /** The provenance of what has none. */
  readonly #base: Provenance;

  constructor(root: Json, surroundings: Surroundings) {
    this.#root = root;
    this.#surroundings = surroundings;
    this.#base = baseOf(surroundings);
  }

  document(): Json {
    return { ...this.#explain(this.#root, ROOT, this.#base), info: overview(this.#root, this.#surroundings) };
  }

  #explain(node: Json, place: Place, inherited: Provenance): Json {
    const description = isShown(node, place, this.#root)
      ? this.#describe({ node, place, inherited })
      : node.description;
    const described = description === undefined || description === node.description ? node : { ...node, description };
    if (typeof node.$ref === 'string') return described;
    const below = Object.entries(HOLDINGS[place.kind]).flatMap(([key, [, many]]) => {
      const held = node[key];
      const one = (child: unknown, name: string): unknown =>
        isObject(child) ? this.#explain(child, ...this.#below({ node, place, inherited }, key, name)) : child;
      if (many === 'one') return isObject(held) ? [[key, one(held, key)]] : [];
      if (Array.isArray(held)) return [[key, held.map((child) => one(child, key))]];
      return isObject(held) ? [[key, mapValues(held, one)]] : [];
    });
    return { ...described, ...Object.fromEntries(below) };
  }

  /** Gives the place and the inherited provenance of a node below another. */
  #below({ node, place, inherited }: Held, key: string, name: string): [Place, Provenance] {
    const [kind] = HOLDINGS[place.kind][key] ?? ['schema'];
    const provenance = provenanceOf(node, inherited);
    const requirements = requirementsOf(node, place, provenance);
    // A body's schema is known by what holds it; every other node by its key.
    const at = { kind, key: place.kind === 'mediaType' ? place.kind : key, name };
    if (key === 'allOf') return [{ ...at, requirements }, provenance];
    const requiredBy = key === 'properties' ? requirements.get(name) : undefined;
    return [requiredBy === undefined ? at : { ...at, requiredBy }, provenance];
  }

  #describe(held: Held): string | undefined {
    const { node, place, inherited } = held;
    // A server's description is shown as plain text.
    if (place.kind === 'server') {
      const isMarked = this.#isMarked(place, provenanceOf(node, inherited), inherited);
      return (
        `${oneLine(node.description)} ${isMarked ? markText(provenanceOf(node, inherited)) : ''}`.trim() || undefined
      );
    }
    const isReference = typeof node.$ref === 'string';
    const said = isReference ? this.#saidBesideReference(held) : this.#said(held);
    if (said === undefined) return undefined;
    const target = isReference && node.description === undefined ? this.#target(held).node : node;
    const own = typeof target.description === 'string' ? [target.description.trim()] : [];
    // Beside a parameter's mark, that of its schema would be a second one; the parameter says it.
    const marks = isOfParameter(place) ? [] : said.marks;
    const notes = place.kind === 'operation' ? [note(this.#surroundings)] : [];
    const all = [...own, ...said.facts, marksOfEntry(marks), ...said.doings, ...linkList(said.links), ...notes];
    return all.filter(Boolean).join('\n\n') || undefined;
  }

  /** What stands in the place of a reference has a description of its own; one beside the reference hides it. */
  #saidBesideReference(held: Held): Said | undefined {
    const { node, place, inherited } = held;
    const target = this.#target(held);
    const here = provenanceOf(node, inherited);
    const isTold = !canStandByItself(place) || isSame(here, provenanceOf(target.node, this.#base));
    if (isTold && node.description === undefined && !isOfParameter(place)) return undefined;
    const { requiredBy: _, ...unrequired } = place;
    const said = this.#said({ ...target, place: { ...unrequired, key: isOfParameter(place) ? place.key : COMPONENT } });
    if (isTold) return said;
    const stands = place.requiredBy ? 'That it stands here, and is required' : 'That it stands here';
    return { ...said, marks: [...said.marks, { provenance: here, subject: stands }] };
  }

  #said(held: Held): Said {
    const { node, place, inherited } = held;
    const { routes, decisions } = this.#surroundings;
    const provenance = provenanceOf(node, inherited);
    const unseen = this.#unseen(held);
    const own = place.kind === 'schema' ? factsOf(node) : [];
    return {
      facts: [...own, ...unseen.flatMap(({ facts }) => facts)],
      marks: [
        ...(this.#isMarked(place, provenance, inherited) ? [{ provenance, ...subjectOf(node, place) }] : []),
        ...this.#marksOfParts(held),
        ...unseen.flatMap(({ marks }) => marks),
      ],
      doings: [...doingsOf(node, place.kind, routes, decisions), ...unseen.flatMap(({ doings }) => doings)],
      links: unseen.flatMap(({ links }) => links),
    };
  }

  /** Entries have a mark whatever stands around them, but for those of an import, which are all alike. */
  #isMarked(place: Place, provenance: Provenance, inherited: Provenance): boolean {
    return (isEntry(place) && provenance.source !== 'imported') || !isSame(provenance, inherited);
  }

  /** The marks of what an entry shows beside itself. */
  #marksOfParts({ node, place, inherited }: Held): readonly Mark[] {
    if (place.kind === 'operation') return credentialMarks(node, this.#root, this.#base);
    const provenance = provenanceOf(node, inherited);
    if (place.requiredBy && !isSame(place.requiredBy, provenance)) {
      return [{ provenance: place.requiredBy, subject: 'That it is required' }];
    }
    if (place.kind !== 'parameter' && place.kind !== 'header') return [];
    if (!isObject(node.schema)) return [];
    const [at, above] = this.#below({ node, place, inherited }, 'schema', 'schema');
    const schema = this.#target({ node: node.schema, place: at, inherited: above });
    const said = this.#said(schema);
    const isNew = !isSame(provenanceOf(schema.node, schema.inherited), provenance);
    return said.marks.filter((one) => isNew || !isSame(one.provenance, provenance));
  }

  /** What is to be said of those nodes below that are shown without a description. */
  #unseen(held: Held): readonly Said[] {
    return Object.entries(HOLDINGS[held.place.kind]).flatMap(([key, [, many]]) => {
      const below = held.node[key];
      const children = many === 'one' ? { [key]: below } : isObject(below) || Array.isArray(below) ? { ...below } : {};
      return Object.entries(children).flatMap(([name, node]) => {
        const [place, inherited] = this.#below(held, key, name);
        return isObject(node) && !isShown(node, place, this.#root)
          ? [this.#saidOfUnseen({ node, place, inherited })]
          : [];
      });
    });
  }

  #saidOfUnseen(held: Held): Said {
    if (held.place.kind === 'link') return { facts: [], marks: [], doings: [], links: [this.#link(held)] };
    const target = this.#target(held);
    const said = this.#said(target);
    const label = labelOf(held.place);
    const labelled = (text: string): string => (label === undefined ? text : `${label}: ${text}`);
    const description = held.node.description ?? target.node.description;
    const own = held.place.kind === 'schema' && typeof description === 'string' ? [description.trim()] : [];
    return {
      ...said,
      facts: [...own, ...said.facts].map(labelled),
      // A parameter says the marks of its schema itself.
      marks: isOfParameter(held.place) ? [] : said.marks.map((one) => withLabel(one, label)),
      doings: said.doings.map(labelled),
    };
  }

  #link(held: Held): string {
    const { node, inherited } = this.#target(held);
    const id = String(node.operationId);
    const given = isObject(node.parameters) ? Object.entries(node.parameters) : [];
    const from = given.map(([name, value]) => `${code(name)} from ${code(value)}`).join(', ');
    const provenance = provenanceOf(node, inherited);
    const marked = provenance.source === 'imported' ? '' : ` ${mark({ provenance })}`;
    const link = `[${code(id)}](${this.#surroundings.routes.operation(id)})`;
    return `- ${link} with ${from}. ${oneLine(node.description)}${marked}`;
  }

  /** A node without its reference; what the reference leads to inherits nothing. */
  #target(held: Held): Held {
    const { $ref } = held.node;
    return typeof $ref === 'string' ? { ...held, node: resolveRef(this.#root, $ref), inherited: this.#base } : held;
  }
}

/** A component is an entry wherever it is used. */
const COMPONENT = 'schemas';

function isOfParameter({ kind, key }: Place): boolean {
  return kind === 'schema' && key === 'schema';
}

function withLabel({ provenance, subject }: Mark, label: string | undefined): Mark {
  const labels = [label, subject].filter((one) => one !== undefined);
  return labels.length > 0 ? { provenance, subject: labels.join(': ') } : { provenance };
}

function linkList(links: readonly string[]): readonly string[] {
  return links.length > 0 ? [['**What can follow:**', ...links].join('\n')] : [];
}

function mapValues(map: Json, change: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
