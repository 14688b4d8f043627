import { Duration } from 'cdk8s';
import { MeshConfiguration, Port, type MeshPolicy, type MeshSettings } from '../../../lib';
import type { MeshCase } from './mesh-case';
import { service } from './shop';

type Variant<Options> = Omit<MeshCase, 'declare' | 'without' | 'intent'> & {
  readonly options: Options;
  readonly without?: Options;
};

/** Every field of what is said of a workload's pods: a new one does not compile until it is here. */
export function meshPolicyCases(): MeshCase[] {
  return Object.entries(policies).flatMap(([field, variants]) =>
    variants.map(({ options, without = {}, ...rest }): MeshCase => ({
      ...rest,
      intent: `mesh.${field}`,
      // What leaves the mesh must not be asked by, or ask, what is strict: nothing talks to the canary.
      declare: ({ cart, canary }, onUnsupported) =>
        (field === 'enrolled' ? canary : cart).workload.mesh(options, { onUnsupported }),
      without: ({ cart }) => cart.workload.mesh(without),
    })),
  );
}

/** Every field of what is said of the whole mesh. */
export function meshSettingsCases(): MeshCase[] {
  return Object.entries(settings).flatMap(([field, variants]) =>
    variants.map(({ options, without = {}, ...rest }): MeshCase => ({
      ...rest,
      intent: `mesh.${field}`,
      declare: ({ chart }, onUnsupported) => new MeshConfiguration(chart, 'mesh', { ...options, onUnsupported }),
      without: ({ chart }) => new MeshConfiguration(chart, 'mesh', without),
    })),
  );
}

/** One workload that differs from its mesh. */
export function mixedEncryptionCases(): MeshCase[] {
  return [
    {
      title: 'one strict workload in a permissive mesh',
      intent: 'mesh.mutualTls',
      security: true,
      declare: ({ chart, cart }) => {
        new MeshConfiguration(chart, 'mesh', { mutualTls: 'permissive' });
        cart.workload.mesh({ mutualTls: 'strict' });
      },
      without: ({ chart }) => new MeshConfiguration(chart, 'mesh', { mutualTls: 'permissive' }),
    },
    {
      title: 'a client outside the mesh of a strict workload',
      intent: 'mesh.mutualTls',
      besides: ['connection.from'],
      security: true,
      impossible: true,
      holds: 'without a mesh',
      declare: ({ chart, cart }) => {
        const legacy = service(chart, 'legacy', Port.http(8080));
        legacy.workload.mesh({ enrolled: false });
        legacy.connections.allowTo(cart);
      },
    },
  ];
}

const policies: Readonly<Record<keyof MeshPolicy, readonly Variant<MeshPolicy>[]>> = {
  mutualTls: [
    { title: 'one permissive workload', security: true, holds: 'without a mesh', options: { mutualTls: 'permissive' } },
  ],
  permissivePorts: [
    { title: 'one permissive port', security: true, holds: 'without a mesh', options: { permissivePorts: [9090] } },
  ],
  enrolled: [
    { title: 'a workload outside the mesh', security: true, holds: 'without a mesh', options: { enrolled: false } },
  ],
  proxyResources: [
    {
      title: 'requests of the proxy',
      security: false,
      options: { proxyResources: { requests: { cpu: '50m', memory: '64Mi' } } },
    },
    {
      title: 'limits of the proxy',
      security: false,
      options: { proxyResources: { limits: { cpu: '1', memory: '128Mi' } } },
    },
  ],
  drain: [{ title: 'how long the proxy drains', security: false, options: { drain: Duration.seconds(10) } }],
  exported: [{ title: 'export to other clusters', security: true, options: { exported: true } }],
};

const settings: Readonly<Record<keyof MeshSettings, readonly Variant<MeshSettings>[]>> = {
  mutualTls: [
    { title: 'a permissive mesh', security: true, holds: 'without a mesh', options: { mutualTls: 'permissive' } },
  ],
  egress: [
    {
      title: 'egress to what is declared',
      security: true,
      // The shop is isolated: network policies hold it to that.
      holds: 'without a mesh',
      options: { egress: 'declared' },
      without: { egress: 'any' },
    },
  ],
  accessLogs: [
    { title: 'access logs', security: false, options: { accessLogs: {} } },
    {
      title: 'access logs of a provider',
      security: false,
      options: { accessLogs: { provider: 'loki' } },
      without: { accessLogs: {} },
    },
  ],
  tracing: [
    { title: 'tracing', security: false, options: { tracing: { percent: 5 } } },
    {
      title: 'tracing by a provider',
      security: false,
      options: { tracing: { percent: 5, provider: 'tempo' } },
      without: { tracing: { percent: 5 } },
    },
  ],
};
