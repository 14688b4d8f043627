/** The beginning of what a declaration is refused with: what was declared, the path in it, and what is wrong there. */
export function rejection(declared: string, path: string, message: string): string {
  return `${`error  valid-declaration  ${declared}  ${path}`.trimEnd()}\n  ${message}`;
}
