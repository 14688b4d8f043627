import { parseAllDocuments } from 'yaml';
import { isManifest } from '../../../lib/manifest/objects/manifest';
import type { TreeObject } from './tree';

/** The objects of a YAML file, each with its own text. What is not an object is an error: no tree may hold such. */
export function parseObjects(text: string, file: string): TreeObject[] {
  return parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false }).flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new Error(`${file}: ${problem.message}`);
    const manifest: unknown = document.toJS();
    if (manifest === null) return [];
    if (!isManifest(manifest)) throw new Error(`${file}: a document has no apiVersion, kind and metadata`);
    return [{ manifest, file, text: text.slice(document.range[0], document.range[2]) }];
  });
}
