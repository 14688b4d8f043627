import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** Every host of an Ingress' TLS section is routed by a rule, and covered by the certificate that the section names. */
export const validTlsHost: Check = {
  id: 'valid-tls-host',
  severity: 'error',
  profile: 'baseline',
  why: 'Browsers and clients refuse a certificate that is not issued for the host that they asked for.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* (object, { manifests }) {
    const spec = Field.root(object.manifest).at('spec');
    const routed = texts(
      spec
        .at('rules')
        .items()
        .map((rule) => rule.at('host')),
    );
    for (const section of spec.at('tls').items()) {
      const certificate = certificateFor(section.at('secretName').text, object, manifests);
      const issuedFor = certificate === undefined ? undefined : namesOf(certificate);
      for (const host of section.at('hosts').items()) {
        if (host.text === undefined) continue;
        if (certificate !== undefined && issuedFor?.some((name) => covers(name, host.text)) === false) {
          const message = `Invalid value: "${host.text}": ${formatIdentity(identityOf(certificate.manifest))} is issued for ${listNames(issuedFor)}`;
          yield { path: host.path, message, fix: 'add the host to its spec.dnsNames' };
        }
        if (routed.length === 0 || routed.some((name) => name === host.text || covers(host.text ?? '', name))) continue;
        const message = `Invalid value: "${host.text}": no rule routes this host`;
        yield { path: host.path, message, fix: `use a host of the rules: ${listNames(routed)}`, severity: 'warning' };
      }
    }
  },
};

function certificateFor(
  secretName: string | undefined,
  { manifest }: LocatedManifest,
  manifests: ManifestSet,
): LocatedManifest | undefined {
  if (secretName === undefined) return undefined;
  return objectsIn(manifests, 'cert-manager.io', 'Certificate', namespaceOf(manifest)).find(
    (certificate) => Field.root(certificate.manifest).at('spec', 'secretName').text === secretName,
  );
}

function namesOf({ manifest }: LocatedManifest): readonly string[] {
  const spec = Field.root(manifest).at('spec');
  return texts([...spec.at('dnsNames').items(), spec.at('commonName')]);
}

/** A wildcard of a certificate stands for exactly one label. */
function covers(name: string, host: string | undefined): boolean {
  if (host === undefined || name === host) return host !== undefined;
  return name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1);
}

function texts(fields: readonly Field[]): readonly string[] {
  return fields.map(({ text }) => text).filter((text) => text !== undefined);
}
