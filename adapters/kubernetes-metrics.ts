const requests = /^apiserver_requested_deprecated_apis\{([^}]*)\} ([\d.e+]+)$/gm;

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));

/**
 * Deprecated APIs that were asked for, in an API server's metrics. Those of which it is not known when they go are left out.
 * Source: Kubernetes metrics reference, apiserver_requested_deprecated_apis
 */
export const deprecatedIn = (metrics: string): { api: string; removedIn: string }[] =>
  [...metrics.matchAll(requests)].flatMap(([, labels = "", value]) => {
    const { group = "", version = "", resource = "", removed_release: removedIn = "" } = labelsOf(labels);
    if (removedIn === "" || Number(value) === 0) return [];
    return [{ api: `${[group, version].filter(Boolean).join("/")} ${resource}`, removedIn }];
  });
