/**
 * Makes an error that says all that there is to say show one line of its stack: the call of the user's program. Where
 * nobody catches it, Node prints its text as it is.
 *
 * @param callee the function of the library that the program called
 * @param _ by these words in the line that throws, Node knows to print no line of the library's code above the error
 */
export function fromCaller<E>(error: E, callee: (...args: never[]) => unknown, _: 'node-do-not-add-exception-line'): E {
  if (!(error instanceof Error)) return error;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(error, callee);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}
