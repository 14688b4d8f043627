/**
 * Which API versions of a release a server has that nobody configured: all stable ones, and those in beta that are
 * enabled by name in `pkg/controlplane/instance.go`.
 *
 * @param documented API versions as the OpenAPI documents name them: `api/v1`, `apis/apps/v1`
 * @param controlPlane that file
 */
export function defaultVersions(documented: readonly string[], controlPlane: string): readonly string[] {
  const enabled = betaVersions(controlPlane);
  return documented.filter((one) => {
    const [, group = '', version = ''] = /^(?:api|apis\/([^/]+))\/([^/]+)$/.exec(one) ?? [];
    const [folder = ''] = group.split('.');
    return /^v\d+$/.test(version) || enabled.has(`${folder}/${version}`);
  });
}

/** Packages of the listed versions, as `flowcontrol/v1beta3`. */
function betaVersions(controlPlane: string): ReadonlySet<string> {
  const [, list = ''] = /legacyBetaEnabledByDefaultResources = [^{]*\{([^}]*)\}/.exec(controlPlane) ?? [];
  const aliases = [...list.matchAll(/(\w+)\.SchemeGroupVersion/g)].map(([, alias = '']) => alias);
  const packages = aliases.map((alias) => new RegExp(`^\\s*${alias} ".+/([^/]+/[^/]+)"$`, 'm').exec(controlPlane)?.[1]);
  return new Set(packages.filter((name) => name !== undefined));
}
