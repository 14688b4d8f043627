import { createHash } from 'node:crypto';

/** The name as volumes and annotations can have it: without dots, and short enough for `config.` before it. */
export function toDnsLabel(name: string): string {
  const longest = 56;
  if (name.length <= longest && !name.includes('.')) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.replaceAll('.', '-').slice(0, longest - hash.length - 1)}-${hash}`;
}
