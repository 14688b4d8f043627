/** Whether the definition of HTTPRoute accepts a text as an exact path or as a prefix. */
export function isRoutePath(path: string): boolean {
  return (
    /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/.test(path) &&
    path.length <= 1024 &&
    !/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(path)
  );
}
