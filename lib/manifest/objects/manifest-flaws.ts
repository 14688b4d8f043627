import { isJsonArray, isJsonObject, type JsonValue } from './json';

/** A field without which an object cannot be addressed. */
export interface ManifestFlaw {
  readonly path: string;
  readonly message: string;
  /** What to write instead, where that is known. */
  readonly fix?: string;
}

/** What keeps a value from being an object of Kubernetes; empty for one that can at least be addressed. */
export function manifestFlaws(value: unknown): readonly ManifestFlaw[] {
  if (!isJsonObject(value)) {
    return [
      { path: '', message: `Invalid value: ${typeName(value)}: must be a map with apiVersion, kind and metadata` },
    ];
  }
  if (value.apiVersion === undefined && value.kind === undefined && value.metadata === undefined) {
    return [{ path: '', message: 'Required value: apiVersion, kind and metadata' }];
  }
  const flaws = [requiredText('apiVersion', value.apiVersion), requiredText('kind', value.kind)];
  if (value.metadata === undefined || value.metadata === null) {
    flaws.push({ path: 'metadata', message: 'Required value' });
  } else if (isJsonObject(value.metadata)) {
    const { name, generateName, namespace } = value.metadata;
    flaws.push(optionalText('metadata.name', name));
    flaws.push(optionalText('metadata.generateName', generateName));
    flaws.push(optionalText('metadata.namespace', namespace));
  } else {
    flaws.push({ path: 'metadata', message: `Invalid value: ${typeName(value.metadata)}: must be a map` });
  }
  return flaws.filter((flaw) => flaw !== undefined);
}

/** Whether there are no flaws; asked of every object, and so without making a list of them. */
export function isAddressable(value: unknown): boolean {
  if (!isJsonObject(value) || !isJsonObject(value.metadata)) return false;
  const { name, generateName, namespace } = value.metadata;
  return isName(value.apiVersion) && isName(value.kind) && [name, generateName, namespace].every(isTextOrNothing);
}

function isName(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function isTextOrNothing(value: JsonValue | undefined): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function requiredText(path: string, value: JsonValue | undefined): ManifestFlaw | undefined {
  if (value === undefined || value === null || value === '') return { path, message: 'Required value' };
  return optionalText(path, value);
}

function optionalText(path: string, value: JsonValue | undefined): ManifestFlaw | undefined {
  if (isTextOrNothing(value)) return undefined;
  const flaw = { path, message: `Invalid value: ${shown(value)}: must be a string` };
  if (typeof value === 'number') return { ...flaw, fix: `put it in quotes: "${value}"` };
  if (typeof value === 'boolean')
    return { ...flaw, fix: 'put it in quotes: without them YAML reads on, off, yes, no, true and false as booleans' };
  return flaw;
}

function shown(value: JsonValue): string {
  return typeof value === 'object' ? typeName(value) : String(value);
}

function typeName(value: unknown): string {
  if (isJsonArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a map';
  return value === null || value === undefined ? 'nothing' : `a ${typeof value}`;
}
