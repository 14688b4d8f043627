import { mustBe, type Shape } from './shape';

/** Which versions of a product are known, by their minor numbers. */
export interface KnownVersions {
  readonly major: number;
  /** Left out where no version is too old. */
  readonly oldest?: { readonly minor: number; readonly reason: string };
  readonly newest: number;
}

/** A minor version, such as `1.30`, that is known here: what a newer one takes would be a guess. */
export function minorVersion({ major, oldest, newest }: KnownVersions): Shape {
  return (value, path) => {
    const given = typeof value === 'string' ? value : '';
    const found = /^(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(given);
    if (found === null || Number(found[1]) !== major)
      return mustBe(path, value, `a minor version in quotes, such as "${major}.${newest}"`);
    const minor = Number(found[2]);
    if (oldest !== undefined && minor < oldest.minor)
      return {
        path,
        message: `Unsupported value: "${given}": ${major}.${oldest.minor} ${oldest.reason}`,
        fix: `update it in the cluster: ${major}.${oldest.minor} to ${major}.${newest} are known here`,
      };
    if (minor <= newest) return undefined;
    return {
      path,
      message: `Unsupported value: "${given}": ${major}.${newest} is the newest that is known here`,
      fix: `update cdk8s-blueprints; until it knows that version, write "${major}.${newest}"`,
    };
  };
}
