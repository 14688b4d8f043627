/** A pattern (RE2) for a `Cookie` header that carries one cookie with a value, among others or alone. */
export function cookiePattern(name: string, value: string): string {
  return `^(.*;\\s*)?${escapePattern(name)}=${escapePattern(value)}(;.*)?$`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
