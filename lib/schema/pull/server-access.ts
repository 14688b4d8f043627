/** How an API server is reached, and as whom: what a kubeconfig context comes down to. */
export interface ServerAccess {
  /** Address with scheme, and a base path where a proxy stands before the server: `https://127.0.0.1:6443`. */
  readonly server: string;
  /** Address of an HTTP proxy that connections go through: `http://proxy.example.com:3128`. */
  readonly proxy?: string;
  /** Certificates (PEM) that the server's own must chain to; those of the system when left out. */
  readonly certificateAuthority?: string;
  /** Accepts any server certificate. */
  readonly insecureSkipTlsVerify?: boolean;
  /** Name that the server's certificate must carry, where it differs from the address. */
  readonly tlsServerName?: string;
  /** Certificate (PEM) that the client presents. */
  readonly clientCertificate?: string;
  /** Private key (PEM) of the client certificate. */
  readonly clientKey?: string;
  /** Bearer token, sent with every request. */
  readonly token?: string;
  /** User name and password for basic authentication, which proxies before a server may ask for. */
  readonly basic?: { readonly username: string; readonly password: string };
  /** As whom requests are made on behalf of the credentials, as `Impersonate-…` headers. */
  readonly impersonation?: Readonly<Record<string, string | readonly string[]>>;
}
