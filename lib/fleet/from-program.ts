import { dirname } from 'node:path';

/**
 * Makes an error that says all that there is to say show its text, and the lines of the user's program that led to it.
 * Where nobody catches it, Node prints that as it is.
 *
 * @param _ by these words in the line that throws, Node knows to print no line of the library's code above the error
 */
export function fromProgram<E>(error: E, _: 'node-do-not-add-exception-line'): E {
  if (error instanceof Error) error.stack = [`${error.name}: ${error.message}`, ...linesOfTheProgram()].join('\n');
  return error;
}

/** The last calls of the program, the last first: no line of the library, of other packages or of Node itself. */
function linesOfTheProgram(): readonly string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 200;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const others = [library, '/node_modules/', '\\node_modules\\', 'node:', '<anonymous>)'];
  return stack
    .split('\n')
    .filter((line) => /^ +at /.test(line) && !others.some((part) => line.includes(part)))
    .slice(0, 3);
}

/** The folder of the library: of this file's room, or of the file that the package holds it in. */
const library = dirname(__dirname);
