/** An image by its parts, as container runtimes read them. */
export interface ImageReference {
  /** Host of the registry, with its port where it has one; left out where the runtime decides. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])';
const grammar = new RegExp(
  `^(?:(${host}(?::[0-9]+)?)/)?(${component}(?:/${component})*)` +
    '(?::([\\w][\\w.-]{0,127}))?(?:@([a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-fA-F]{32,}))?$',
);
const wholeComponent = new RegExp(`^${component}$`);

/** The longest name that a registry takes; a longer one is not worth matching. */
const longest = 1024;

/** Takes an image apart; undefined where it is none. `registry:5000/app` has a registry and no tag. */
export function parseImageReference(text: string): ImageReference | undefined {
  const match = text.length > longest ? null : grammar.exec(text);
  if (match === null) return undefined;
  const [, first, path = '', tag, digest] = match;
  const isRegistry = first !== undefined && looksLikeRegistry(first);
  // Only a registry may have capitals.
  if (first !== undefined && !isRegistry && !wholeComponent.test(first)) return undefined;
  return {
    ...(isRegistry ? { registry: first } : {}),
    repository: first === undefined || isRegistry ? path : `${first}/${path}`,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What stands before the first slash is a registry where no repository could be named like it. */
function looksLikeRegistry(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}
