import type { MeshFacts, MeshProduct } from '../fleet/mesh-facts';
import type { MeshMode } from '../fleet/mesh-mode';
import type { AppProtocols } from '../manifest/network/application-protocol';
import type { Field } from '../manifest/objects/field';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { PodTemplate } from '../manifest/pods/pod-template';

/** The labels and annotations of a pod, or of the namespace that it is in. */
export interface Metadata {
  readonly labels: Field;
  readonly annotations: Field;
}

/** What a namespace says so that all of its pods take part in a mesh. */
export interface NamespaceMarker {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is known of a mesh, whatever its installation is: the only home of it, for checks, reachability and backends. */
export interface MeshRecord {
  readonly product: MeshProduct;
  /** How people call it. */
  readonly name: string;
  readonly proxy: {
    /** Name of its container, as a manifest has it where the proxy was written into it. */
    readonly container: string;
    /** The user that it runs as, whose traffic nobody redirects to it. */
    readonly user: number;
    /** Ports that it is scraped and probed on itself: nobody is a client there. */
    readonly ports: readonly number[];
    /** Where its metrics are. */
    readonly metrics: ScrapedEndpoint;
    /** The annotation that makes it a restartable init container. */
    readonly nativeSidecar: string;
    /** Annotations of a pod that say what its proxy asks for. With any of them, the default counts for nothing. */
    readonly resourceAnnotations: ProxyAmounts;
    /** What a proxy asks for where its pod says nothing, as the product is installed by default. */
    readonly defaultResources: ProxyAmounts;
    /** Where its images come from as the product is installed by default: one of these, by version. */
    readonly imageFolders: readonly string[];
  };
  /** Ports of the control plane that a proxy cannot do without. */
  readonly controlPlanePorts: readonly number[];
  /** Where its proxies listen in the pods: no workload does. */
  readonly reservedPorts: { readonly from: number; readonly to: number };
  /**
   * The port to which packets between two of its pods go in place of the workload's; undefined where they keep it.
   * It is what network policies see.
   */
  readonly tunnelPort: (client: MeshMode, server: MeshMode) => number | undefined;
  /** The words that it knows for what a port speaks. */
  readonly appProtocols: AppProtocols;
  /** Gateway classes that an installation brings. */
  readonly gatewayClasses: (mesh: MeshFacts) => readonly string[];
  /** How labels and annotations make a pod take part; undefined where they do not. */
  readonly enrols: (pod: Metadata, namespace: Metadata, namespaceName: string) => MeshMode | undefined;
  /** How a namespace enrols all of its pods; left out where only pods can say that they take part. */
  readonly namespaceMarker?: (mesh: MeshFacts) => Partial<NamespaceMarker>;
  /** Where a pod says that it wants no part, whatever its namespace says. */
  readonly optOuts: readonly OptOutField[];
  /** The policies that name ServiceAccounts as clients. */
  readonly clients: {
    readonly group: string;
    readonly kind: string;
    /** Whether accounts have their namespace before the name, as `namespace/name`. */
    readonly namespaced: boolean;
    readonly accountsOf: (spec: Field, namespace: string) => readonly string[];
  };
  /** The first policy that says, by name or by labels, who may ask a pod. */
  readonly policyFor: (pod: PodTemplate, manifests: ManifestSet) => LocatedManifest | undefined;
}

/** A port of Pods that metrics are scraped from, and the path there. */
export type ScrapedEndpoint = { readonly path: string } & (
  | {
      /** Name of the container port. */
      readonly port: string;
      readonly portNumber?: never;
    }
  | {
      /** Its number, where it has no name. */
      readonly portNumber: number;
      readonly port?: never;
    }
);

/** Something for each amount of a proxy. */
export interface ProxyAmounts {
  readonly requests: { readonly cpu?: string; readonly memory?: string };
  readonly limits: { readonly cpu?: string; readonly memory?: string };
}

/** A label or an annotation of a pod, and the values that keep it out of a mesh. */
export interface OptOutField {
  readonly among: keyof Metadata;
  readonly key: string;
  readonly values: readonly string[];
}

/** The texts of a list. */
export function textsOf(list: Field): readonly string[] {
  return list.items().flatMap(({ text }) => text ?? []);
}
