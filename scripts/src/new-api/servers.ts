import { isPlainObject } from '@redocly/openapi-core';
import { isBaseUrl } from '../spec/rules/servers.ts';
import type { Node, Normaliser, Note } from './node.ts';

/** Lists the servers by their whole URLs, without those that no client can call. */
export const listServers: Normaliser = (document, note) => {
  const { servers } = document;
  if (!Array.isArray(servers)) return;
  const written = servers.filter(isPlainObject).map((server, index) => writeOut(server, `#/servers/${index}`, note));
  const usable = written.filter(({ url }) => isBaseUrl(url));
  if (usable.length === 0) return;
  for (const [index, server] of written.entries()) {
    if (usable.includes(server)) continue;
    note(`#/servers/${index}`, `The server ${server.url} is left out: a client calls https URLs.`);
  }
  document.servers = usable;
};

/** Puts the usual values of its variables into a URL, and takes a slash from its end. */
function writeOut({ variables, ...server }: Node, at: string, note: Note): Node {
  const url = String(server.url)
    .replaceAll(/\{([^{}]+)\}/g, (whole, name) => String(Object(Object(variables)[name]).default ?? whole))
    .replace(/(?<=[^/])\/+$/, '');
  if (url !== server.url) note(at, `The server ${server.url} is written ${url}.`);
  return { ...server, url };
}

/** Makes `url` the only server. */
export function useServer(document: Node, url: string, note: Note): void {
  document.servers = [{ url }];
  note('#/servers', `The servers are replaced by ${url}.`);
}
