import { namespaceOf } from './find-object';
import { Field } from './field';
import type { LocatedManifest } from './manifest';
import type { ManifestSet } from './manifest-set';
import { identityKey, identityOf, type ObjectIdentity } from './object-identity';
import { perManifestSet } from './per-manifest-set';

/** A kind whose controller makes other objects with names that its manifest gives away. */
interface Maker {
  readonly group: string;
  readonly kind: string;
  readonly makes: (maker: Field, name: string) => readonly MadeName[];
}

/** An object of the core group in the maker's namespace. */
interface MadeName {
  readonly kind: 'ConfigMap' | 'Secret' | 'Service' | 'ServiceAccount';
  readonly name: string | undefined;
}

/** The objects that the controllers of a tree's custom resources will make, with the object that asks for each. */
const madeObjects = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const made = new Map<string, LocatedManifest>();
  for (const maker of makers) {
    for (const object of manifests.ofKind(maker.group, maker.kind)) {
      const { name: makerName } = identityOf(object.manifest);
      const namespace = namespaceOf(object.manifest);
      for (const { kind, name } of maker.makes(Field.root(object.manifest), makerName)) {
        if (name !== undefined) made.set(identityKey({ group: '', kind, namespace, name }), object);
      }
    }
  }
  return made;
});

/** The object whose controller makes the one with this identity. */
export function makerOf(manifests: ManifestSet, identity: ObjectIdentity): LocatedManifest | undefined {
  return madeObjects(manifests).get(identityKey(identity));
}

const makers: readonly Maker[] = [
  {
    group: 'bitnami.com',
    kind: 'SealedSecret',
    makes: (maker, name) => [secret(maker.at('spec', 'template', 'metadata', 'name').text ?? name)],
  },
  {
    group: 'cert-manager.io',
    kind: 'Certificate',
    makes: (maker) => [secret(maker.at('spec', 'secretName').text)],
  },
  {
    group: 'external-secrets.io',
    kind: 'ExternalSecret',
    makes: (maker, name) => [{ kind: kindOfTarget(maker), name: maker.at('spec', 'target', 'name').text ?? name }],
  },
  {
    group: 'networking.k8s.io',
    kind: 'Ingress',
    makes: (maker) =>
      certificateAnnotations.some((key) => maker.at('metadata', 'annotations', key).isSet)
        ? maker
            .at('spec', 'tls')
            .items()
            .map((tls) => secret(tls.at('secretName').text))
        : [],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    makes: (maker) =>
      certificateAnnotations.some((key) => maker.at('metadata', 'annotations', key).isSet)
        ? maker
            .at('spec', 'listeners')
            .items()
            .flatMap((listener) => listener.at('tls', 'certificateRefs').items())
            .map((reference) => secret(reference.at('name').text))
        : [],
  },
  {
    group: 'postgresql.cnpg.io',
    kind: 'Cluster',
    makes: (_, name) => [
      ...['app', 'superuser', 'ca', 'server', 'replication'].map((suffix) => secret(`${name}-${suffix}`)),
      ...['rw', 'ro', 'r'].map((suffix) => service(`${name}-${suffix}`)),
      { kind: 'ServiceAccount', name },
    ],
  },
  {
    group: 'postgresql.cnpg.io',
    kind: 'Pooler',
    makes: (_, name) => [service(name)],
  },
  {
    group: 'secrets.hashicorp.com',
    kind: 'VaultDynamicSecret',
    makes: (maker) => [secret(maker.at('spec', 'destination', 'name').text)],
  },
  {
    group: 'secrets.hashicorp.com',
    kind: 'VaultPKISecret',
    makes: (maker) => [secret(maker.at('spec', 'destination', 'name').text)],
  },
  {
    group: 'secrets.hashicorp.com',
    kind: 'VaultStaticSecret',
    makes: (maker) => [secret(maker.at('spec', 'destination', 'name').text)],
  },
  {
    group: 'secrets-store.csi.x-k8s.io',
    kind: 'SecretProviderClass',
    makes: (maker) =>
      maker
        .at('spec', 'secretObjects')
        .items()
        .map((object) => secret(object.at('secretName').text)),
  },
];

/** With one of these, cert-manager makes the Secrets that the object's TLS sections name. */
const certificateAnnotations = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'];

function kindOfTarget(externalSecret: Field): 'ConfigMap' | 'Secret' {
  return externalSecret.at('spec', 'target', 'manifest', 'kind').text === 'ConfigMap' ? 'ConfigMap' : 'Secret';
}

function secret(name: string | undefined): MadeName {
  return { kind: 'Secret', name };
}

function service(name: string): MadeName {
  return { kind: 'Service', name };
}
