import { type JsonObject, text } from './json.ts';

/** Calls the control API; a refusal throws with the words of the sandbox. */
export async function control(method: string, path: string, body?: JsonObject): Promise<unknown> {
  const json = await controlText(method, path, body);
  return json === '' ? undefined : JSON.parse(json);
}

/** As `control`, and gives the answer as it was sent: two that are equal need not be read twice. */
export async function controlText(method: string, path: string, body?: JsonObject): Promise<string> {
  const response = await fetch(`/_sandbox${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => undefined);
  if (response === undefined) throw new Error('The sandbox does not answer: nothing was done');
  const answer = await response.text();
  if (response.ok) return answer;
  throw new Error(reasonOf(answer) ?? `The sandbox answered ${response.status}`);
}

function reasonOf(answer: string): string | undefined {
  try {
    const refusal: unknown = JSON.parse(answer);
    return text(refusal, 'detail') || text(refusal, 'message') || undefined;
  } catch {
    return undefined;
  }
}
