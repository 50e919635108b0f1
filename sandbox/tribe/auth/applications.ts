import { type DurableState } from '../../kernel/durable-state';

/** An application made in Tribe's configuration (tribe-api §1.2). */
export interface Application {
  clientId: string;
  clientSecret: string;
  name: string;
  /** The tenant of a service account; null for a marketplace application, whose users bring the tenant. */
  tenant: string | null;
  scopes: string[];
  redirectUris: string[];
}

const collection = 'applications';

/** The applications that may ask for tokens. */
export class Applications {
  constructor(private readonly state: DurableState) {}

  find(clientId: string): Application | null {
    return (this.state.get(collection, clientId) as Application | undefined) ?? null;
  }

  put(application: Application): void {
    this.state.transaction((transaction) => transaction.put(collection, application.clientId, application));
  }
}

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a redirect address is registered. On a loopback address the port is free, as with ORY Hydra. The path `/*`
 * stands for any address on this machine, because a sample client cannot know where yours listens.
 */
export function acceptsRedirect(application: Application, redirectUri: string): boolean {
  if (application.redirectUris.includes(redirectUri)) return true;
  if (!URL.canParse(redirectUri)) return false;
  const asked = new URL(redirectUri);
  if (asked.protocol !== 'http:' || !loopbackHosts.includes(asked.hostname)) return false;
  return application.redirectUris
    .filter((uri) => URL.canParse(uri))
    .some((uri) => {
      const registered = new URL(uri);
      return (
        registered.protocol === 'http:' &&
        (registered.pathname === '/*'
          ? loopbackHosts.includes(registered.hostname)
          : registered.hostname === asked.hostname && registered.pathname === asked.pathname)
      );
    });
}
