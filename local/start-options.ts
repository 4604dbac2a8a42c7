import { parseArgs } from "node:util";
import { type KubernetesVersion, kubernetesVersions, resolveVersion } from "#contract/catalog.ts";

export interface StartOptions {
  /** undefined: not said, so sandbox. */
  machines: "sandbox" | "simulated" | undefined;
  version: KubernetesVersion;
  cluster: boolean;
}

export const startHelp = `npm start [-- options]    brings the whole service up on this computer, with a first cluster

  --machines KIND   sandbox: real Kubernetes on machines made of namespaces; needs root on Linux (default)
                    simulated: machines that only signal; no Kubernetes runs, nothing special is needed
  --version V       Kubernetes version of the first cluster: ${kubernetesVersions.map((v) => v.slice(1)).join(", ")}
  --no-cluster      only the service
  --help            this text

npm stop ends everything.`;

/** @throws Error that says which option is wrong and what is allowed */
export const readStartOptions = (args: string[]): StartOptions | "help" => {
  const { values } = parseArgs({
    args,
    options: {
      machines: { type: "string" },
      version: { type: "string" },
      "no-cluster": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { machines } = values;
  if (machines !== undefined && machines !== "sandbox" && machines !== "simulated")
    throw new Error(`--machines ${machines}: sandbox or simulated is needed`);
  const version = values.version === undefined ? kubernetesVersions[0] : resolveVersion(values.version);
  if (version === undefined)
    throw new Error(`--version ${values.version}: there are ${kubernetesVersions.map((v) => v.slice(1)).join(", ")}`);
  return { machines, version, cluster: !values["no-cluster"] };
};
