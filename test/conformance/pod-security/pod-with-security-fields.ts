import * as fc from 'fast-check';
import type { JsonObject } from '../../../lib/manifest/objects/json';

export interface Pod {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** Any of the fields or none of them, now and then. */
function some(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

/** Mostly what every level allows, so that single offences and their absence are both common. */
function mostly(usual: unknown, ...others: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

const rarely = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => mostly(undefined, arbitrary);

const profileTypes = fc.constantFrom('RuntimeDefault', 'Localhost', 'Unconfined', '');
const profile = rarely(some({ type: profileTypes }));
const seLinuxOptions = rarely(
  some({
    type: fc.constantFrom('', 'container_t', 'container_engine_t', 'spc_t', 'super_t'),
    user: fc.constantFrom('', 'system_u'),
    role: fc.constantFrom('', 'sysadm_r'),
    level: fc.constant('s0'),
  }),
);
const windowsOptions = rarely(some({ hostProcess: fc.boolean() }));
const runAsUser = rarely(fc.constantFrom(0, 1, 1000));

const containerSecurity = mostly(
  { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  fc.constant(undefined),
  some({
    allowPrivilegeEscalation: fc.boolean(),
    privileged: fc.boolean(),
    runAsNonRoot: fc.boolean(),
    runAsUser,
    procMount: fc.constantFrom('Default', 'Unmasked', 'Other'),
    appArmorProfile: profile,
    seccompProfile: profile,
    seLinuxOptions,
    windowsOptions,
    capabilities: some({
      drop: fc.subarray(['ALL', 'NET_RAW', 'all']),
      add: fc.subarray(['NET_BIND_SERVICE', 'CHOWN', 'SYS_ADMIN', 'NET_ADMIN', 'net_raw']),
    }),
  }),
);

const host = fc.constantFrom('', 'localhost', 'example.com');
const handler = fc.oneof(
  fc.record({ httpGet: some({ host, path: fc.constant('/') }) }),
  fc.record({ tcpSocket: some({ host }) }),
  fc.record({ exec: fc.constant({ command: ['true'] }) }),
);

const container = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'cart'),
  securityContext: containerSecurity,
  ports: rarely(fc.array(some({ containerPort: fc.constantFrom(80, 8080), hostPort: fc.constantFrom(0, 80, 443) }))),
  livenessProbe: rarely(handler),
  readinessProbe: rarely(handler),
  startupProbe: rarely(handler),
  lifecycle: rarely(some({ postStart: handler, preStop: handler })),
});

const volume = fc.record({
  name: fc.constantFrom('data', 'files', 'tmp'),
  configMap: rarely(fc.constant({ name: 'settings' })),
  emptyDir: mostly({}, fc.constant(undefined)),
  hostPath: rarely(fc.constant({ path: '/' })),
  image: rarely(fc.constant({ reference: 'example.com/files:1' })),
  nfs: rarely(fc.constant({ server: 'files.example.com', path: '/' })),
  csi: rarely(fc.constant({ driver: 'example.com' })),
  portworxVolume: rarely(fc.constant({ volumeID: '1' })),
  storageos: rarely(fc.constant({})),
});

const podSecurity = mostly(
  { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  fc.constant(undefined),
  some({
    runAsNonRoot: fc.boolean(),
    runAsUser,
    appArmorProfile: profile,
    seccompProfile: profile,
    seLinuxOptions,
    windowsOptions,
    sysctls: fc.array(
      fc.record({
        name: fc.constantFrom(
          'kernel.shm_rmid_forced',
          'net.ipv4.ip_local_reserved_ports',
          'net.ipv4.tcp_keepalive_time',
          'net.ipv4.tcp_rmem',
          'net.ipv4.tcp_notsent_lowat',
          'kernel.msgmax',
        ),
        value: fc.constant('1'),
      }),
      { maxLength: 2 },
    ),
  }),
);

const annotations = rarely(
  fc.dictionary(
    fc.constantFrom(
      'seccomp.security.alpha.kubernetes.io/pod',
      'container.seccomp.security.alpha.kubernetes.io/a',
      'container.apparmor.security.beta.kubernetes.io/a',
      'container.apparmor.security.beta.kubernetes.io/elsewhere',
    ),
    fc.constantFrom('', 'runtime/default', 'docker/default', 'localhost/mine', 'unconfined'),
  ),
);

/** Pods whose every field that the Pod Security Standards look at is set, left out, or set against them. */
export const podWithSecurityFields = fc.record({
  metadata: fc.record({ annotations }),
  spec: fc.record({
    os: rarely(fc.record({ name: fc.constantFrom('linux', 'windows') })),
    hostUsers: rarely(fc.boolean()),
    hostNetwork: rarely(fc.boolean()),
    hostPID: rarely(fc.boolean()),
    hostIPC: rarely(fc.boolean()),
    securityContext: podSecurity,
    volumes: fc.array(volume, { maxLength: 3 }),
    initContainers: fc.array(container, { maxLength: 2 }),
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    ephemeralContainers: fc.array(container, { maxLength: 1 }),
  }),
}) as unknown as fc.Arbitrary<Pod>;
