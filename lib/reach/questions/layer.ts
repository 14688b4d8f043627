/** The layers, by name. */
export const layers = ['network', 'mesh', 'both'] as const;

/**
 * Who is asked whether a connection passes: `network`, the policies that see packets; `mesh`, the proxies that see
 * identities and requests; `both`, as in the cluster.
 */
export type Layer = (typeof layers)[number];
