/** One call of a port: `machines.launch`, counted from 0 over all calls that were made through the same faults. */
export interface PortCall {
  name: string;
  nth: number;
}

/** Where it breaks: before the call does anything, or after it has done all and the answer is lost. */
export type Break = { before: Error } | { after: Error };

/**
 * The same ports, except where the plan breaks a call.
 * @param plan asked at each call; the call waits for its answer
 * @returns the ports, and how many calls were made so far
 */
export const withFaults = <P extends object>(
  ports: P,
  plan: (call: PortCall) => Break | undefined | Promise<Break | undefined>,
): { ports: P; calls: () => string[] } => {
  const calls: string[] = [];
  const breakable =
    (name: string, call: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]): Promise<unknown> => {
      const nth = calls.length;
      calls.push(name);
      const fault = await plan({ name, nth });
      if (fault && "before" in fault) throw fault.before;
      const answer = await call(...given);
      if (fault) throw fault.after;
      // What a connection answers with is a port of its own.
      return name === "kubernetes.connect" ? wrapped("kubernetes", answer as object) : answer;
    };
  const wrapped = <Port extends object>(portName: string, port: Port): Port =>
    new Proxy(port, {
      get(target, key) {
        const member = target[key as keyof Port];
        const name = `${portName}.${String(key)}`;
        if (typeof member !== "function" || atOnce.has(name)) return member;
        return breakable(name, member.bind(target) as (...given: unknown[]) => Promise<unknown>);
      },
    });
  const entries = Object.entries(ports).map(([name, port]: [string, unknown]) => [
    name,
    typeof port === "object" && port !== null ? wrapped(name, port) : port,
  ]);
  return { ports: Object.fromEntries(entries) as P, calls: () => [...calls] };
};

/** Those that ask nobody: they cannot break. */
const atOnce = new Set([
  "clock.now",
  "clock.peek",
  "secrets.ids",
  "bootReports.prefix",
  "snapshots.place",
  "bootstrap.userData",
  "kubernetes.objects",
  "workflows.running",
  "workflows.end",
]);
