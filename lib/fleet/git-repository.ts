import { fields, text, type Shape } from './shape';

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

/** How a repository is checked: an engine would read another folder, or none, without a word. */
export const gitRepositoryShape: Shape = (value, path) =>
  textsOf(value, path) ?? urlOf(value, path) ?? pathOf(value, path);

const textsOf = fields({ url: text, revision: text, path: text });

const schemes = /^(?:https?:\/\/|ssh:\/\/|git@)[^\s]+$/;

function urlOf(value: unknown, path: string): string | undefined {
  const url = fieldOf(value, 'url');
  return schemes.test(url)
    ? undefined
    : `${path}.url: Invalid value: ${JSON.stringify(url)}: must be an address that git clones, such as "https://github.com/acme/platform"`;
}

function pathOf(value: unknown, path: string): string | undefined {
  const folder = fieldOf(value, 'path');
  const isWithin = folder.split('/').every((step) => step !== '' && step !== '.' && step !== '..');
  return isWithin
    ? undefined
    : `${path}.path: Invalid value: ${JSON.stringify(folder)}: must be a folder from the root of the repository, without "." and "..", such as "dist"`;
}

function fieldOf(value: unknown, name: string): string {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof field === 'string' ? field : '';
}
