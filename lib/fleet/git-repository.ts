import { fields, mustBe, type Shape, type ShapeProblem } from './shape';

/** Where the committed trees are. */
export interface GitRepository {
  /** URL that the engine clones: `https://github.com/acme/platform`. */
  readonly url: string;
  /** Branch, tag or commit that the engine follows. */
  readonly revision: string;
  /**
   * Folder of the fleet's trees, from the root of the repository: the output folder, with the name of the fleet where it
   * has one. `dist`, or `dist/shop`.
   */
  readonly path: string;
}

/** A branch, tag or commit, as git lets one be called: no engine says what is wrong with another before it fetches. */
export const gitRevision: Shape = (value, path) =>
  typeof value === 'string' && revisionCharacters.test(value) && !refusedInRevisions.test(value)
    ? undefined
    : mustBe(path, value, 'a branch, tag or commit, such as "main"');

const revisionCharacters = /^[^\s~^:?[\\]+$/;
const refusedInRevisions = /^[-/]|\.\.|\/\/|@\{|[/.]$/;

/** How a repository is checked: an engine would read another folder, or none, without a word. */
export const gitRepositoryShape: Shape = fields({ url: gitUrl, revision: gitRevision, path: folderOfRepository });

const schemes = /^(?:https?:\/\/|ssh:\/\/|git@)\S/;

function gitUrl(value: unknown, path: string): ShapeProblem | undefined {
  if (typeof value === 'string' && schemes.test(value) && !/\s/.test(value)) return undefined;
  return {
    path,
    message: `Invalid value: ${JSON.stringify(value)}: must be an address that git clones`,
    fix: 'write it with its scheme, such as "https://github.com/acme/platform"',
  };
}

function folderOfRepository(value: unknown, path: string): ShapeProblem | undefined {
  const steps = typeof value === 'string' ? value.split('/') : [''];
  if (steps.every((step) => step !== '' && step !== '.' && step !== '..')) return undefined;
  return {
    path,
    message: `Invalid value: ${JSON.stringify(value)}: must be a folder, from the root of the repository`,
    fix: 'leave out "." and "..", and slashes at both ends: "dist", or "dist/shop" for the fleet of that name',
  };
}
