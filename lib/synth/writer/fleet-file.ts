import { join } from 'node:path';
import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { ListedFleetCapability } from '../../model/fleet-capability';
import { readFileIfThere, standingAt } from './file-system';
import { inventoryFolder, parseJson } from './inventory';
import { assertFolders } from './publish-changes';
import { sha256 } from './sha256';
import type { Staging } from './staging';

/**
 * Stages the file that a fleet capability keeps beside the inventories, or its removal where it has no entries.
 *
 * @throws where something stands there that no synth has written
 */
export function stageFleetFile(
  outdir: string,
  staging: Staging,
  { name, list }: Pick<ListedFleetCapability, 'name' | 'list'>,
  entries: readonly JsonObject[],
): void {
  const file = `${inventoryFolder}/${name}.json`;
  assertFolders(outdir, file);
  const content = readFileIfThere(join(outdir, file));
  const isFree =
    content === undefined ? standingAt(join(outdir, file)) === 'nothing' : isListOf(list, content.toString());
  if (!isFree)
    throw new Error(
      `${file} is in the way: it is not what a synth writes there, as after a merge conflict\n  fix:  remove it, and synthesize again`,
    );
  if (entries.length === 0) {
    if (content !== undefined) staging.remove({ file, sha256: sha256(content) });
    return;
  }
  const text = formatFleetFile(list, entries);
  if (content?.equals(Buffer.from(text)) !== true) staging.write(file, text);
}

/** A line for each entry, so that a diff shows what changed. */
function formatFleetFile(list: string, entries: readonly JsonObject[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  ${JSON.stringify(list)}: [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function isListOf(list: string, text: string): boolean {
  const value = parseJson(text);
  if (!isJsonObject(value) || Object.keys(value).join() !== list) return false;
  const entries = value[list];
  return isJsonArray(entries) && entries.every(isJsonObject);
}
