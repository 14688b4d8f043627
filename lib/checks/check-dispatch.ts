import { apiGroup } from '../manifest/objects/api-version';
import type { Manifest } from '../manifest/objects/manifest';
import type { Check } from './check';
import { visits } from './visits';

/** Finds the checks that visit an object; looked up once for each kind, so that a check costs what it looks at. */
export class CheckDispatch {
  readonly byId: ReadonlyMap<string, Check>;
  private readonly byKind = new Map<string, readonly Check[]>();

  constructor(readonly checks: readonly Check[]) {
    this.byId = new Map(checks.map((check) => [check.id, check]));
  }

  /** The checks that visit objects of this object's kind, in the order of the list. */
  checksFor(manifest: Manifest): readonly Check[] {
    const kind = `${apiGroup(manifest.apiVersion)}/${manifest.kind}`;
    let visitors = this.byKind.get(kind);
    if (visitors === undefined) {
      visitors = this.checks.filter((check) => visits(check, manifest));
      this.byKind.set(kind, visitors);
    }
    return visitors;
  }
}
