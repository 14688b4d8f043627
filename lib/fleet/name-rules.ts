import { notFound, formatShapeProblem, type Shape } from './shape';
import { written } from './written-value';

/** What Kubernetes calls an RFC 1123 label: it ends up in names, labels and paths. */
export const dnsLabel: Shape = (value, path) =>
  typeof value === 'string' && value.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value)
    ? undefined
    : {
        path,
        message:
          `Invalid value: ${written(value)}: must be an RFC 1123 label: lower case letters, digits and '-', ` +
          'starting and ending with a letter or digit, at most 63 characters',
        fix: 'write a name of lower case letters and digits',
      };

/** The error for a name that is not in a list, with the list in it: of a command or another tool's file. */
export function unknownName(what: string, name: string, known: readonly string[]): Error {
  return new Error(formatShapeProblem(notFound(what, name, known)));
}
