import { request } from "node:https";
import type { Credentials } from "#contract/credentials.ts";

export interface Probed {
  requests: number;
  failed: number;
  /** Longest time without an answer that was good, from the probe's begin to its end. */
  longestGapSeconds: number;
  /** Why requests failed, each once. */
  errors: string[];
}

const everyMilliseconds = 100;
const patienceMilliseconds = 5_000;

const ask = (
  { endpoint, certificateAuthority, clientCertificate, clientKey }: Credentials,
  path: string,
  patch?: object,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const call = request(
      new URL(path, endpoint),
      {
        ...{ ca: certificateAuthority, cert: clientCertificate, key: clientKey, agent: false },
        ...(patch ? { method: "PATCH", headers: { "content-type": "application/merge-patch+json" } } : {}),
        signal: AbortSignal.timeout(patienceMilliseconds),
      },
      (answer) => {
        answer.on("error", reject).resume();
        if (answer.statusCode === 200) answer.on("end", resolve);
        else reject(new Error(`answered ${answer.statusCode}`));
      },
    );
    call.on("error", reject).end(patch && JSON.stringify(patch));
  });

/** Where the API server asks a Service of the default namespace on one's behalf. */
export const throughService = (name: string): string => `/api/v1/namespaces/default/services/${name}:80/proxy/`;

/**
 * Asks a cluster's API server ten times a second, each time over a connection of its own, whether or not the one before has been
 * answered: what hangs holds nobody up.
 * @param patch what is written there each time; without it, it is read
 */
export const probeApi = (credentials: Credentials, path = "/api/v1/namespaces/default", patch?: object) => {
  const good: number[] = [performance.now()];
  const errors = new Set<string>();
  const running = new Set<Promise<void>>();
  let [requests, failed] = [0, 0];
  const timer = setInterval(() => {
    requests += 1;
    const one: Promise<void> = ask(credentials, path, patch)
      .then(
        () => void good.push(performance.now()),
        (error: Error) => {
          failed += 1;
          errors.add(error.message);
        },
      )
      .finally(() => running.delete(one));
    running.add(one);
  }, everyMilliseconds);
  return {
    /** Waits for what is under way. */
    async stop(): Promise<Probed> {
      clearInterval(timer);
      await Promise.all(running);
      good.push(performance.now());
      const gaps = good.slice(1).map((at, i) => at - (good[i] ?? at));
      return { requests, failed, longestGapSeconds: Math.max(0, ...gaps) / 1000, errors: [...errors] };
    },
  };
};
