import type { Change } from '../difference/change';
import type { PlanContext } from '../plan-context';

const shownPaths = 3;

/** Fields that change as a setting of the program does, and the layer that says it. */
export function settingReasons(changes: readonly Change[], { settings }: PlanContext): readonly string[] {
  const paths = new Map<string, string[]>();
  for (const { path, from, to } of changes) {
    const reason = settings.reasonFor(from, to);
    if (reason === undefined) continue;
    const known = paths.get(reason);
    if (known === undefined) paths.set(reason, [path]);
    else known.push(path);
  }
  return [...paths].map(([reason, all]) => {
    const more = all.length > shownPaths ? ` and ${all.length - shownPaths} more` : '';
    return `${all.slice(0, shownPaths).join(', ')}${more}: ${reason}`;
  });
}
