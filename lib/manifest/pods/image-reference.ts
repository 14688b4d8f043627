/** An image by its parts, as container runtimes read them. */
export interface ImageReference {
  /** Host of the registry, with its port where it has one; left out where the runtime decides. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const repositoryShape = new RegExp(`^${component}(?:/${component})*$`);
const componentShape = new RegExp(`^${component}$`);
const registryShape =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const tagShape = /^\w[\w.-]*$/;
const digestShape = /^[a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-fA-F]+$/;
const shortestDigest = 32;
const longestTag = 128;

/** The longest name that a registry takes; a longer one is not worth matching. */
const longest = 1024;

/** Takes an image apart; undefined where it is none. `registry:5000/app` has a registry and no tag. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > longest) return undefined;
  const [tagged, digest] = cutAt(text, text.indexOf('@'));
  const colon = tagged.lastIndexOf(':');
  const [name, tag] = cutAt(tagged, colon > tagged.lastIndexOf('/') ? colon : -1);
  if (digest !== undefined && !isDigest(digest)) return undefined;
  if (tag !== undefined && (tag.length > longestTag || !tagShape.test(tag))) return undefined;
  const [head, path] = cutAt(name, name.indexOf('/'));
  const first = path !== undefined && registryShape.test(head) ? head : undefined;
  const rest = first === undefined ? name : (path ?? '');
  if (!repositoryShape.test(rest)) return undefined;
  const isRegistry = first !== undefined && looksLikeRegistry(first);
  // Only a registry may have capitals.
  if (first !== undefined && !isRegistry && !componentShape.test(first)) return undefined;
  return {
    ...(isRegistry ? { registry: first } : {}),
    repository: first === undefined || isRegistry ? rest : `${first}/${rest}`,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function isDigest(text: string): boolean {
  return digestShape.test(text) && text.length - text.indexOf(':') > shortestDigest;
}

/** What stands before a character and what stands behind it; the whole where it is not there. */
function cutAt(text: string, index: number): readonly [string, string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** What stands before the first slash is a registry where no repository could be named like it. */
function looksLikeRegistry(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}
