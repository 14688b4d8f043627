/**
 * Whether a path is that of a pattern, or in its folder: `*` stands for any part of a name, `**` for any folders. A pattern
 * without a slash is one of names, at any place: `tests`, `*.test.yaml`.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').filter((step) => step !== '' && step !== '.');
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return matchesFrom(pattern.includes('/') ? wanted : ['**', ...wanted], steps);
}

/** Which starts of the pattern end at each step: linear in both, whatever the stars. */
function matchesFrom(wanted: readonly string[], steps: readonly string[]): boolean {
  let open = closure(new Set([0]), wanted);
  for (const step of steps) {
    if (open.has(wanted.length)) return true;
    const next = new Set<number>();
    for (const at of open) {
      const part = wanted[at];
      if (part === '**') next.add(at);
      else if (part !== undefined && matchesName(part, step)) next.add(at + 1);
    }
    open = closure(next, wanted);
  }
  return open.has(wanted.length);
}

/** `**` stands for no folder, too. */
function closure(open: Set<number>, wanted: readonly string[]): Set<number> {
  for (const at of open) if (wanted[at] === '**') open.add(at + 1);
  return open;
}

function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
