import type { Control, Evaluate } from './control';

const safeSince0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const safeSince27 = [...safeSince0, 'net.ipv4.ip_local_reserved_ports'];
const safeSince29 = [
  ...safeSince27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const safeSince32 = [...safeSince29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const safeSince37 = [...safeSince32, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'];

/** Kernel parameters may be set where they are the pod's own, and cannot disturb others on the node. */
export const sysctls: Control = {
  id: 'sysctls',
  level: 'baseline',
  fix: 'remove the sysctl, or set it on the node',
  versions: [
    { since: 0, evaluate: only(safeSince0) },
    { since: 27, evaluate: only(safeSince27) },
    { since: 29, evaluate: only(safeSince29) },
    { since: 32, evaluate: only(safeSince32) },
    { since: 37, evaluate: only(safeSince37) },
  ],
};

function only(safe: readonly string[]): Evaluate {
  return ({ securityContext }) => {
    const bad = securityContext
      .at('sysctls')
      .items()
      .map((sysctl) => sysctl.at('name'))
      .filter(({ text }) => !safe.includes(text ?? ''));
    const [first] = bad;
    if (first === undefined) return undefined;
    return { reason: 'forbidden sysctls', detail: bad.map(({ text }) => text ?? '').join(', '), field: first };
  };
}
