/** A doc comment of Markdown lines at an indentation, and the end of its line; nothing where there are no words. */
export function docCommentLine(text: string, indent = ''): string {
  return text.trim() === '' ? '' : `${docComment([text], indent)}\n`;
}

/** A doc comment of Markdown lines at an indentation. */
export function docComment(lines: readonly string[], indent = ''): string {
  const body = lines
    .join('\n')
    .trim()
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map((line) => `${indent} * ${line}`.trimEnd());
  return body.length === 1
    ? `${indent}/** ${body[0]?.trimStart().slice(2)} */`
    : `${indent}/**\n${body.join('\n')}\n${indent} */`;
}

/** A piece of JavaScript that stands in a literal as it is. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A piece of TypeScript of a type, evaluated when the property that holds it is read. */
export class Later {
  readonly text: string;
  readonly type: string;

  constructor(text: string, type: string) {
    this.text = text;
    this.type = type;
  }
}

/** A JavaScript literal of a JSON value, with every nested object on lines of its own. */
export function literal(value: unknown, indent = ''): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const inner = `${indent}  `;
    const lines = entries.map(([key, item]) =>
      item instanceof Later
        ? `${inner}get ${propertyName(key)}(): ${item.type} {\n${inner}  return ${item.text};\n${inner}},\n`
        : `${inner}${propertyName(key)}: ${literal(item, inner)},\n`,
    );
    return `{\n${lines.join('')}${indent}}`;
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

/** A property's name, quoted where it must be. */
export function propertyName(name: string): string {
  return /^([A-Za-z_$][\w$]*|[1-9]\d*)$/.test(name) ? name : quoted(name);
}

/** A string literal. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A text with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
