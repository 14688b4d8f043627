import { join } from 'node:path';
import * as ts from 'typescript';
import type { FieldKind } from './schema-fields';

/** A field of a type: what it holds, and from which Kubernetes version on its comment says that it is there. */
export interface TypedField {
  readonly kind: FieldKind;
  readonly since: string | undefined;
}

/** Every field below a type that a file of the library exports, or below a field of such a type, by its path. */
export function typedFields(file: string, type: string): ReadonlyMap<string, TypedField> {
  const root = join(__dirname, '../..');
  const config: unknown = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const path = join(root, file);
  const program = ts.createProgram([path], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const [name, ...inner] = type.split('.');
  const symbol = module && checker.getExportsOfModule(module).find((candidate) => candidate.name === name);
  if (symbol === undefined) throw new Error(`${file} exports no ${name}`);
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  const found = inner.reduce(
    (outer, field) => propertyType(checker, checker.getPropertyOfType(outer, field)),
    declared,
  );
  return fieldsOf(checker, found);
}

function fieldsOf(checker: ts.TypeChecker, root: ts.Type): ReadonlyMap<string, TypedField> {
  const fields = new Map<string, TypedField>();
  const add = (path: string, type: ts.Type, since: string | undefined): void => {
    const kind = kindOf(checker, type);
    fields.set(path, { kind, since });
    if (kind === 'list') {
      for (const item of checker.getTypeArguments(type as ts.TypeReference)) add(`${path}[]`, item, undefined);
    } else if (kind === 'map') {
      const value = checker.getIndexTypeOfType(type, ts.IndexKind.String);
      if (value !== undefined) add(`${path}{}`, value, undefined);
    } else if (kind === 'object') {
      for (const property of checker.getPropertiesOfType(type))
        add(
          path === '' ? property.name : `${path}.${property.name}`,
          propertyType(checker, property),
          sinceOf(checker, property),
        );
    }
  };
  add('', root, undefined);
  return fields;
}

function propertyType(checker: ts.TypeChecker, property: ts.Symbol | undefined): ts.Type {
  if (property === undefined) throw new Error('no such field');
  return checker.getNonNullableType(checker.getTypeOfSymbol(property));
}

function sinceOf(checker: ts.TypeChecker, property: ts.Symbol): string | undefined {
  const comment = ts.displayPartsToString(property.getDocumentationComment(checker));
  return /^(?:From|In) Kubernetes (1\.\d+)/.exec(comment)?.[1];
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): FieldKind {
  if (checker.isArrayType(type)) return 'list';
  const parts = type.isUnion() ? type.types : [type];
  const all = (flags: ts.TypeFlags) => parts.every((part) => (part.flags & flags) !== 0);
  if (all(ts.TypeFlags.StringLike)) return 'string';
  if (all(ts.TypeFlags.NumberLike)) return 'number';
  if (all(ts.TypeFlags.BooleanLike)) return 'boolean';
  if (all(ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) return 'number or string';
  return checker.getIndexTypeOfType(type, ts.IndexKind.String) === undefined ? 'object' : 'map';
}
