import ts from 'typescript';

/** Reads a report by its place in the workspace of reports; undefined for one that is not there. */
export type ReadReport = (report: string) => string | undefined;

interface Name {
  readonly entry: string;
  readonly name: string;
}

interface Contents {
  readonly declared: ReadonlyMap<string, readonly ts.Statement[]>;
  /** By the name that the entry has for it. */
  readonly elsewhere: ReadonlyMap<string, Name>;
}

const printer = ts.createPrinter({ removeComments: true });

/**
 * Finds the declaration of an export in the reports, with all that it names, to the last: empty for one that is not
 * exported, undefined for an entry without a report. An export that is the same in two states has the same text.
 */
export function declarationIn(read: ReadReport, exported: Name): string | undefined {
  if (read(reportOf(exported.entry)) === undefined) return undefined;
  const contents = new Map<string, Contents>();
  const texts = new Map<string, string>();
  const visit = ({ entry, name }: Name): void => {
    const known = contents.get(entry) ?? contentsOf(read(reportOf(entry)) ?? '', entry);
    contents.set(entry, known);
    const place = `${entry} ${name}`;
    if (texts.has(place)) return;
    const declared = known.declared.get(name) ?? [];
    const elsewhere = known.elsewhere.get(name);
    if (declared.length > 0) texts.set(place, declared.map(print).join('\n'));
    for (const named of declared.flatMap(identifiersIn)) visit({ entry, name: named });
    if (elsewhere && declared.length === 0) {
      texts.set(place, `${elsewhere.entry} ${elsewhere.name}`);
      visit(elsewhere);
    }
  };
  visit(exported);
  return [...texts.values()].sort().join('\n');
}

function reportOf(entry: string): string {
  const [, name = '', ...path] = entry.split('/');
  return `${name}/${path.join('-') || 'index'}.api.md`;
}

function contentsOf(report: string, entry: string): Contents {
  const [, code = ''] = /^```ts\n([\s\S]*?)^```/m.exec(report) ?? [];
  const declared = new Map<string, ts.Statement[]>();
  const elsewhere = new Map<string, Name>();
  for (const statement of ts.createSourceFile('report.d.ts', code, ts.ScriptTarget.ESNext, true).statements) {
    for (const [local, name] of namesElsewhere(statement, entry)) elsewhere.set(local, name);
    for (const name of namesOf(statement)) declared.set(name, [...(declared.get(name) ?? []), statement]);
  }
  return { declared, elsewhere };
}

/** What a statement gives a name that is declared in another entry, or here under another name. */
function namesElsewhere(statement: ts.Statement, entry: string): [string, Name][] {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const { text } = statement.moduleSpecifier;
    const bindings = statement.importClause?.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    return elements.map(({ name, propertyName }) => [name.text, { entry: text, name: (propertyName ?? name).text }]);
  }
  if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) {
    return [];
  }
  const renamed = statement.exportClause.elements.filter(({ propertyName }) => propertyName);
  return renamed.map(({ name, propertyName }) => [name.text, { entry, name: (propertyName ?? name).text }]);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function identifiersIn(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isIdentifier(each)) names.push(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

function print(statement: ts.Statement): string {
  return printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
}
