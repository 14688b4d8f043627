import { readFileSync } from 'node:fs';
import { cachedBinary, isCached } from './binary-cache';
import { goBuild, goModule, hasGo } from './go-build';

/** A command of a public Go module, at one version. */
export interface PublishedCommand {
  /** Name of the binary, and of its folder in the cache. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Folder of the main package within the module; empty where it is the module's own. */
  readonly folder: string;
}

/** Whether commands that take minutes to build are built where the cache has none. */
export const buildsEverything = process.env.BUILD_JUDGES === '1' && hasGo();

/** Whether a command can be used in this run without a build that nobody asked for. */
export function isAtHand(command: PublishedCommand): boolean {
  return buildsEverything || isCached(folderOf(command), command.name);
}

/** The command: from the cache, or built as its own module file says and kept there. */
export function publishedBinary(command: PublishedCommand): Promise<string> {
  const { name, module, version, folder } = command;
  return cachedBinary(folderOf(command), name, async (file) =>
    goBuild({
      file,
      main: folder === '' ? module : `${module}/${folder}`,
      directives: await directivesFor({ module, version }),
    }),
  );
}

/** Lines of a module file by which packages of a published module are built as that module builds them. */
export async function directivesFor({
  module,
  version,
}: Pick<PublishedCommand, 'module' | 'version'>): Promise<readonly string[]> {
  const goMod = readFileSync((await goModule(module, version)).file, 'utf8');
  return [...languageOf(goMod), `require ${module} ${version}`, ...replacementsOf(goMod)];
}

function folderOf({ name, version }: PublishedCommand): string {
  return `${name}-${version}`;
}

function languageOf(goMod: string): readonly string[] {
  return goMod.match(/^go .+$/gm) ?? [];
}

/** Replacements count in the main module alone, so that ours repeats those which name versions. */
function replacementsOf(goMod: string): readonly string[] {
  const lines = goMod.matchAll(/^\s*(?:replace\s+)?(\S+(?:\s+v\S+)?)\s+=>\s+(\S+\s+v\S+)/gm);
  return [...lines].map(([, from = '', to = '']) => `replace ${from} => ${to}`);
}
