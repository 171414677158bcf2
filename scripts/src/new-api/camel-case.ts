import { capitalised } from '../generate/text.ts';

/** Writes words as one; "" where no word is left that an identifier can start with. */
export function camelCase(text: string): string {
  const [first = '', ...others] = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const start = /^[A-Z]+$/.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const id = [start, ...others.map(capitalised)].join('');
  return /^[a-z]/.test(id) ? id : '';
}
